"""ご連絡の進め方の手引き: our rules of contact, written beforehand, with versions (S002-9a).

The first version is ready from the start; each later one is a dated decision of the representative. A version never
changes: what was agreed with a customer can be read for ever.
"""

from dataclasses import dataclass
from datetime import datetime

from nattoku.ledger.append import append, hold, read
from nattoku.ledger.models import FactRow
from nattoku.ledger.queries import head_hash
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.response.facts import ManualDecided

COMPANY = "company"
MOST, LONGEST = 20, 300  # rules, and characters of one: it is talked over, not recited
FIRST: list[Text] = [
    Text(
        "お話を十分に伺ってから、これからのご連絡の進め方をご相談します。",
        "First we listen. Then we talk over how to keep in touch.",
    ),
    Text(
        "ご連絡は、窓口の者が、決めた時間と方法でいたします。窓口が不在のときは、代わりの者がお受けします。",
        "The contact person gets in touch at the agreed times. In their absence a stand-in answers.",
    ),
    Text(
        "次のご連絡の日時を、いつもお約束します。変わるときは、その前にご了承をいただきます。",
        "There is always a time for the next contact. If it changes, we ask for consent before.",
    ),
    Text(
        "お目にかかる場所は、当社の会議室など、双方が落ち着いて話せるところをご相談します。お住まいへは、双方が要ると考えたときに伺います。",
        "We meet where both sides can talk calmly, such as a room of ours, and at the customer's home where both see the need.",
    ),
    Text(
        "お電話は、内容を正しく伺うために録音することがあります。録音するときは、あらかじめお伝えします。",
        "Calls may be recorded so that we hear you correctly; we say so beforehand.",
    ),
]


@dataclass(frozen=True)
class Version:
    """One version: number, its rules in order, since when, by whom and why; at None: ready from the start."""

    number: str
    rules: list[Text]
    at: datetime | None = None
    by: str = ""
    reason: str = ""


_kept: tuple[str, dict[str, Version]] | None = None


def versions() -> dict[str, Version]:
    """Every version by its number, the oldest first; read again only after a fact of the company's stream."""
    global _kept
    now = head_hash(COMPANY)
    if _kept is None or _kept[0] != now or not now:
        _kept = (now, {one.number: one for one in [Version("1", FIRST), *_decided()]})
    return _kept[1]


def current() -> Version:
    """The version in force: the one that is talked over with customers from now on."""
    return list(versions().values())[-1]


def version(number: str) -> Version:
    """One version, or Refusal 400."""
    found = versions().get(number)
    if found is None:
        raise Refusal(Text("その版の手引きはありません。", "There is no such version of the manual."), status=400)
    return found


def decide(*, lines: list[str], lines_en: list[str] | None = None, reason: str, by: Person, at: datetime) -> Version:
    """The representative decides a new version, whole; the former ones stay. Refused (400) when it has no rule."""
    access.allow(by, "response.decide_manual")
    name, name_en = Text("手引きの条", "The rules"), Text("手引きの条（英語）", "The rules in English")
    kept = [clean(line.strip(), name, longest=LONGEST) for line in lines if line.strip()]
    english = [clean(line.strip(), name_en, longest=LONGEST) for line in lines_en or [] if line.strip()]
    if not 0 < len(kept) <= MOST:
        raise Refusal(
            Text("手引きは1条から{most}条までにしてください。", "Please write 1 to {most} rules.").with_(most=MOST),
            status=400,
        )
    if english and len(english) != len(kept):
        raise Refusal(
            Text("英語の条の数を、日本語とそろえてください。", "Please give as many rules in English as in Japanese."),
            status=400,
        )
    reason = clean(reason, Text("理由", "Reason"), longest=1000)
    hold(COMPANY)
    number = str(len(versions()) + 1)
    append(COMPANY, ManualDecided(version=number, lines=kept, lines_en=english, reason=reason), by=by.pk, at=at)
    return current()


def _decided() -> list[Version]:
    rows = FactRow.objects.filter(stream=COMPANY, kind=ManualDecided.kind).order_by("seq")
    return [
        Version(r.fact.version, _rules(r.fact), r.recorded_at, r.by, r.fact.reason)
        for r in read(rows)
        if isinstance(r.fact, ManualDecided)
    ]


def _rules(decided: ManualDecided) -> list[Text]:
    english = decided.lines_en or decided.lines
    return [Text(ja, en) for ja, en in zip(decided.lines, english, strict=True)]
