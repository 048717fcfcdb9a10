"""What is to be said about a due moment, to whom, and dated when: reminder before, ladder after. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.lib.calendar import Calendar
from nattoku.lib.text import Text

REMINDER = 0


@dataclass(frozen=True)
class Watched:
    """A promise or a timer that is not over. ladder: whom to tell when it is past due, in order, a step apart.

    share: percent of the time after which its owner is reminded; 0: not at all; 100: when it is due. round_the_clock:
    nights and Sundays count too. step: with business, of business time.
    """

    id: str
    what: Text
    opened: datetime
    due: datetime
    owner: str
    ladder: tuple[str, ...]
    step: timedelta
    business_step: bool = False
    share: int = 0
    round_the_clock: bool = False


@dataclass(frozen=True)
class Say:
    """One thing to be said. rung: 1 for the first person told after it was due, 0 for the reminder before."""

    id: str
    what: Text
    rung: int
    person: str
    at: datetime
    due: datetime


def agenda(watched: Iterable[Watched], calendar: Calendar, said: Collection[tuple[str, int]] = ()) -> list[Say]:
    """Everything that will have to be said and has not been said yet, in order of its moment. said: (id, rung)."""
    found = [say for one in watched for say in _of(one, calendar) if (say.id, say.rung) not in said]
    return sorted(found, key=lambda say: (say.at, say.id, say.rung))


def _of(one: Watched, calendar: Calendar) -> Iterator[Say]:
    remind_at = reminder_at(one, calendar)
    if remind_at is not None and one.owner:
        yield Say(one.id, one.what, REMINDER, one.owner, remind_at, one.due)
    at = one.due
    for rung, person in enumerate(one.ladder, start=1):
        yield Say(one.id, one.what, rung, person, at, one.due)
        at = calendar.due(at, one.step, business=one.business_step)


def reminder_at(one: Watched, calendar: Calendar) -> datetime | None:
    """When the owner is reminded: in open hours, unless the clock runs through or we are closed until it is due."""
    if not one.share or one.opened >= one.due:
        return None
    if one.share >= 100:
        return one.due
    worked = timedelta() if one.round_the_clock else calendar.worked(one.opened, one.due)
    if not worked:
        return one.opened + (one.due - one.opened) * one.share / 100
    return calendar.later(one.opened, worked * one.share / 100)
