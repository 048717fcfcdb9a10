"""What a text that goes to a customer promises must be owed before it goes (issue 4, promises). Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from nattoku.cases.facts import UndertakingExplained
from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import History
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.words.promises import Found, find

HEAD = Text(
    "お届けする前に、文の中のお約束を記録するか、別に記録している理由をお書きください",
    "Before it goes out, record what the text promises, or say where it is promised",
)
DATED = Text("「{words}」のお約束がまだ記録されていません", "“{words}” is not recorded as a promise yet")
VAGUE = Text(
    "「{words}」には日時がありません。日時をお約束として記録するか、理由をお書きください",
    "“{words}” names no date: record one as a promise, or give a reason",
)
ORAL = ("phone", "visit")  # said already when it is written down; every other way can wait until it is owed
SAID = {
    "cases.contacted": ("words",),
    "cases.item_answered": ("words",),
    "response.handling_explained": ("words",),
    "response.cause_explained": ("words",),
    "response.interim_reported": ("known", "unknown", "next"),
    "solutions.presented": ("what", "grounds", "words"),
    "closure.completion_told": ("happened", "cause", "done", "changed"),
    "closure.customer_thanked": ("words",),
    "visits.made": ("apology",),
}  # our words in what was told
FACE_TO_FACE = ("visits.made",)  # said aloud, though no channel is written down
OFFERED = time(17)  # ours: the hour offered where a text names only a day


@dataclass(frozen=True)
class Undertaking:
    """One promise a text makes that nobody owes yet. what: its sentence; due_at: offered, None where it is vague."""

    words: str
    what: str
    due_at: datetime | None


class Undertaken(Refusal):
    """The text promises what nobody owes. undertakings: all of it, what was said of some of it included."""

    def __init__(self, left: Sequence[Undertaking], undertakings: Sequence[Undertaking]) -> None:
        missing = [(DATED if one.due_at else VAGUE).with_(words=one.words) for one in left]
        sentence = Text(
            f"{HEAD.ja}。{'。'.join(m.ja for m in missing)}。",
            f"{HEAD.en}: {'; '.join(m.en for m in missing)}.",
        )
        super().__init__(sentence, unanswered=missing)
        self.undertakings = list(undertakings)


def unkept(text: str, written_at: datetime, due: Collection[datetime], explained: Collection[str]) -> list[Undertaking]:
    """What the text promises beyond what is owed, in its order.

    due: when what we owe this customer is due. explained: words that were given a reason.
    A day is owed by any moment of it in Tokyo, a time only by that minute.
    """
    found = [one for one in find(text, written_at) if one.text not in explained and not _owed(one, due)]
    left = {one.text: Undertaking(one.text, _sentence(text, one), _offered(one, written_at)) for one in reversed(found)}
    return list(reversed(left.values()))


def heard(history: History, due: Collection[datetime], *, at: datetime) -> list[Undertaking]:
    """What we promised aloud by a time to come and nobody has written down as a promise.

    due: when everything was due that we ever owed this customer, kept or not. at: now.
    """
    found: dict[str, Undertaking] = {}
    for recorded in facts_of(history, *SAID):
        if recorded.kind in FACE_TO_FACE or str(getattr(recorded.fact, "channel", "")) in ORAL:
            text = "\n".join(str(getattr(recorded.fact, name)) for name in SAID[recorded.kind])
            for one in unkept(text, recorded.happened_at, due, ()):
                if one.due_at and one.due_at > at:
                    found[one.what] = one
    return sorted(found.values(), key=lambda one: one.due_at or at)


def explained(history: History, about: str) -> set[str]:
    """The words of one text that were given a reason. about: which text, such as "letters/1"."""
    found = [r.fact for r in facts_of(history, "cases.undertaking_explained")]
    return {f.words for f in found if isinstance(f, UndertakingExplained) and f.about == about}


def refuse(left: Sequence[Undertaking], found: Sequence[Undertaking] = ()) -> None:
    """Refused (409) with every promise that is not owed yet, in the words of the text. found: what it came with."""
    if left:
        raise Undertaken(left, found or left)


def _owed(one: Found, due: Collection[datetime]) -> bool:
    local = [moment.astimezone(TOKYO) for moment in due]
    if one.due_at:
        return any(moment.replace(second=0, microsecond=0) == one.due_at for moment in local)
    return any(moment.date() == one.due_on for moment in local)


def _offered(one: Found, written_at: datetime) -> datetime | None:
    if one.due_at or one.due_on is None:
        return one.due_at
    offered = datetime.combine(one.due_on, OFFERED, TOKYO)
    return offered if offered > written_at else offered.replace(hour=0) + timedelta(hours=23, minutes=59)


def _sentence(text: str, one: Found) -> str:
    """The sentence it stands in."""
    start = max(text.rfind(mark, 0, one.start) for mark in "。\n！？!?") + 1
    ends = [at for mark in "。\n！？!?" if (at := text.find(mark, one.end)) >= 0]
    return text[start : min(ends, default=len(text))].strip()[:2000]
