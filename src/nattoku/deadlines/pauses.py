"""While we wait for the customer: the inside timers stand, the next contact does not. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases.rules import CaseState, refuse_if_ended
from nattoku.deadlines.facts import Paused, Resumed
from nattoku.ledger.facts import History
from nattoku.lib.clock import EARLIEST, LATEST, in_tokyo
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Pause:
    """ended_at: when it was over, None while nobody and nothing has ended it. until: when we ask again at the latest."""

    began: datetime
    until: datetime
    reason: str
    ended_at: datetime | None = None

    @property
    def over_at(self) -> datetime:
        """When the timers go on: with the answer, or on the day we ask again, whether or not anybody noticed."""
        return min(self.until, self.ended_at or self.until)

    def holds(self, at: datetime) -> bool:
        return self.began <= at < self.over_at


def pauses_of(history: History) -> list[Pause]:
    """Every wait, in order."""
    found: list[Pause] = []
    for recorded in history:
        match recorded.fact:
            case Paused(until=until, reason=reason):
                found.append(Pause(recorded.happened_at, until, reason))
            case Resumed() if found:
                last = found.pop()
                found.append(Pause(last.began, last.until, last.reason, recorded.happened_at))
    return found


def unended(history: History) -> Pause | None:
    """The wait that no fact has ended yet."""
    found = pauses_of(history)
    return found[-1] if found and found[-1].ended_at is None else None


def may_pause(state: CaseState, history: History, *, until: datetime, at: datetime) -> datetime:
    """The moment we ask again, read; refused when the case has ended, when we wait already, or for a date that cannot be."""
    refuse_if_ended(state)
    running = unended(history)
    if running and running.holds(at):
        raise Refusal(Text("すでにお客様のお返事を待っています。", "We are already waiting for the customer's answer."))
    until = in_tokyo(until)
    if not EARLIEST < until < LATEST or not at < until <= at + LONGEST:
        raise Refusal(
            Text(
                "改めてお尋ねする日時は、これから{days}日以内にしてください。",
                "Please ask again within {days} days from now.",
            ).with_(days=LONGEST.days),
            status=400,
        )
    return until


def may_resume(state: CaseState, history: History, *, at: datetime) -> None:
    """Refused when we are not waiting."""
    refuse_if_ended(state)
    running = unended(history)
    if running is None or not running.holds(at):
        raise Refusal(Text("いまはお客様のお返事を待っていません。", "We are not waiting for the customer now."))
