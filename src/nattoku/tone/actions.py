"""The only writer of dismissals; and the counts of how a rule fares."""

import re
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from nattoku.cases import queries
from nattoku.ledger.append import append
from nattoku.ledger.facts import History
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person
from nattoku.tone import asking, rules
from nattoku.tone.facts import KINDS_OF_TEXT, READ_BY_A_LEADER, Dismissed
from nattoku.tone.models import Tally
from nattoku.words.tone import Level
from nattoku.words.tone.reading import everything

_REASON = Text("指摘が当たらない理由", "Why the remark does not apply")


def dismiss(no: int | str, *, about: str, rule: str, words: str, reason: str, by: Person, at: datetime) -> None:
    """この指摘は当たらない, with its reason: for these words of this text alone.

    What a leader reads anyway may be dismissed by anyone; what is told without such a reading asks a leader to stop it.
    """
    _refuse_unknown(about, rule)
    stops = not about.startswith(READ_BY_A_LEADER) and _level(rule) is Level.STOP
    case, past, _ = queries.opened(no, by=by, act="tone.dismiss_stop" if stops else "tone.dismiss")
    if (rule, words) in rules.dismissed(past, about):
        return
    said = Dismissed(
        about=about,
        rule=rule,
        words=clean(words, Text("言葉", "The words"), longest=2000, required=False),
        reason=clean(reason, _REASON, longest=1000),
    )
    with transaction.atomic():
        append(case.stream, said, by=by.pk, at=at)
        _count(rule, dismissed=1)


def told(asked: asking.Asked, past: History) -> None:
    """A text goes out: refused (409) while a remark is neither heeded nor dismissed, else counted."""
    asking.hold(asked, past)
    count({hit.rule for hit in asking.of(asked) if hit.start is not None})


def count(found: Collection[str], earlier: Collection[str] = ()) -> None:
    """A text was written in which these rules spoke; earlier: in the form it had before."""
    for rule in sorted(set(found) - set(earlier)):
        _count(rule, found=1)


def _count(rule: str, *, found: int = 0, dismissed: int = 0) -> None:
    Tally.objects.get_or_create(rule=rule)
    Tally.objects.filter(rule=rule).update(found=F("found") + found, dismissed=F("dismissed") + dismissed)


def _level(rule: str) -> Level | None:
    row = next((row for row in everything() if row.id == rule), None)
    return min(row.levels.values(), key=list(Level).index) if row else None


def _refuse_unknown(about: str, rule: str) -> None:
    kind, _, number = about.partition("/")
    if kind not in KINDS_OF_TEXT or (kind == "letters") != number.isdecimal():
        raise Refusal(Text("どの文についてかを読み取れません。", "Which text is meant?"), status=400)
    if _level(rule) is None and not re.fullmatch(r"own:[\w.-]{1,60}:\d{1,4}", rule):
        raise Refusal(Text("その規則はありません。", "There is no such rule."), status=400)
