"""Which first reports were late, what takes one out, and who may judge what is left. Pure.

Only two moments are looked at: the complaint was received, the leader was told (R8-12). No cause, no step of the drill,
no visit and no text of a case is known here, and nothing is judged by a machine (S004-2.1.3.1, T5, T6).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.lateness import facts
from nattoku.lateness.facts import Excuse
from nattoku.ledger.facts import History
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

OFF = Text(
    "評価規程の定めが記録されていないため、一報の遅れは扱いません。",
    "The clause of the rating rules is not recorded, so late reports are not dealt with.",
)
UNSEEN = Text(
    "まず、ご本人に見ていただき、お考えを伺います。",
    "The person concerned sees it first and is heard.",
)


def clause_of(history: History) -> facts.ClauseRecorded | None:
    """The clause in force, None where there is none (any more)."""
    last = next((r.fact for r in reversed(history) if isinstance(r.fact, facts.ClauseRecorded)), None)
    return None if last is None or last.ended else last


def asks(clause: facts.ClauseRecorded | None, received_at: datetime) -> bool:
    """Whether a complaint received then falls under the clause: never one from before it."""
    return clause is not None and received_at.astimezone(TOKYO).date() >= clause.in_force_on


@dataclass(frozen=True)
class Late:
    """A first report that came late or not at all. told_at: None while nobody has been told."""

    case: int
    person: str
    received_at: datetime
    due_at: datetime
    told_at: datetime | None

    def gap(self, at: datetime) -> timedelta:
        """From the complaint to the first report, or until now."""
        return (self.told_at or at) - self.received_at


@dataclass
class Heard:
    """What became of a late report. seen: the person's own word on it."""

    seen: facts.Seen | None = None
    judged: facts.Judged | None = None


def heard_of(history: History) -> dict[int, Heard]:
    """By case, from a person's own stream."""
    found: dict[int, Heard] = {}
    for recorded in history:
        match recorded.fact:
            case facts.Seen(case=case) as seen:
                found.setdefault(case, Heard()).seen = seen
            case facts.Judged(case=case) as judged:
                found.setdefault(case, Heard()).judged = judged
    return found


def excused(seen: facts.Seen, clause: facts.ClauseRecorded) -> bool:
    """Whether the person's word takes it out. One's own late report counts where the clause says so (T6)."""
    if seen.excuse is Excuse.VOLUNTARY:
        return clause.voluntary
    return seen.excuse is not None


def may_see(clause: facts.ClauseRecorded | None, heard: Heard) -> None:
    """Refused (409) while it is off, and once it was judged."""
    if clause is None:
        raise Refusal(OFF)
    if heard.judged:
        raise Refusal(Text("すでに判断されています。", "It has been judged already."))


def may_judge(clause: facts.ClauseRecorded | None, heard: Heard, *, person: str, by: str, lowered: bool) -> None:
    """Refused (409) while it is off, before the person was heard, for oneself, twice, and to lower what is excused."""
    if clause is None:
        raise Refusal(OFF)
    if heard.seen is None:
        raise Refusal(UNSEEN)
    if heard.judged:
        raise Refusal(Text("すでに判断されています。", "It has been judged already."))
    if person == by:
        raise Refusal(Text("ご自身のことは判断できません。", "Nobody judges themself."))
    if lowered and excused(heard.seen, clause):
        raise Refusal(
            Text("除くべき事情があるため、評価を下げることはできません。", "It is excused: nothing is lowered for it.")
        )
