"""The only writers of the credo, its marks, the self-check and the training."""

from collections.abc import Sequence
from datetime import datetime

from nattoku.credo import facts, queries, rules
from nattoku.credo.words import POINTS
from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person


def decide(*, lines: Sequence[str], lines_en: Sequence[str], reason: str, by: Person, at: datetime) -> None:
    """The representative writes the credo: a line for each day, in both languages."""
    access.allow(by, "credo.decide")
    rules.refuse_empty(lines, lines_en)
    name = Text("クレド", "Credo")
    decided = facts.CredoDecided(
        lines=[clean(one.strip(), name, longest=200) for one in lines],
        lines_en=[clean(one.strip(), name, longest=300) for one in lines_en],
        reason=clean(reason, Text("理由", "Reason"), longest=1000),
    )
    append(facts.COMPANY, decided, by=by.pk, at=at)


def read(*, aloud: bool = False, by: Person, at: datetime) -> None:
    """Today's line was read, once a day; said together, it is marked again."""
    access.allow(by, "credo.practise")
    today = queries.today(by, at=at)
    if today.read and not aloud:
        return
    append(facts.DAILY, facts.LineRead(on=today.day, aloud=aloud), by=by.pk, at=at)


def look_at(*, answers: Sequence[int], words: str = "", by: Person, at: datetime) -> None:
    """The half-yearly look at one's own stance (S001-19); kept for the person alone."""
    access.allow(by, "credo.practise")
    rules.refuse_gaps(answers)
    said = clean(words, Text("これから心がけること", "What I want to heed"), longest=2000, required=False)
    looked = facts.LookedAt(half=rules.half(rules.today(at)), answers=list(answers), words=said)
    append(facts.of_person(by.pk), looked, by=by.pk, at=at)


def practise(*, point: int, right: bool, by: Person, at: datetime) -> None:
    """One exercise of the training."""
    access.allow(by, "credo.practise")
    if point not in {p.number for p in POINTS}:
        raise Refusal(Text("その項目はありません。", "There is no such point."), status=404)
    append(facts.of_person(by.pk), facts.Practised(point=point, right=right), by=by.pk, at=at)
