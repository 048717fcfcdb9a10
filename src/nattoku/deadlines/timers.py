"""The timers of a case that are no promises: each begins with a fact and is over with a fact. Pure.

How long each runs is a policy (`policies/defaults.py`, the same key): a default of ours, never the source's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from nattoku.cases.rules import CaseState, case_of, notified_severity, tells
from nattoku.cases.words import Door, Severity
from nattoku.deadlines.pauses import Pause, pauses_of
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.calendar import Calendar

SUPERIOR, HEADS, REPRESENTATIVE = "superior", "heads", "representative"
WHOLE_CHAIN = (SUPERIOR, HEADS, REPRESENTATIVE)
_TAKEN_OVER = "imports.taken_over"
_BEGINS = ("cases.received", "closure.reopened", _TAKEN_OVER)
_WRITTEN_DOORS = (Door.MAIL, Door.WEB, Door.CHAT, Door.LETTER)


class Allowed(Protocol):
    """How long a timer runs. business: of business time, in which whole days are business days."""

    @property
    def length(self) -> timedelta: ...
    @property
    def business(self) -> bool: ...


def _kind(*kinds: str) -> Callable[[Recorded], bool]:
    return lambda recorded: recorded.kind in kinds


def _never(_: Recorded) -> bool:
    return False


def _always(_: CaseState) -> bool:
    return True


def _written(state: CaseState) -> bool:
    return state.received.door in _WRITTEN_DOORS


def _grave(state: CaseState) -> bool:
    return notified_severity(state) in (Severity.S, Severity.A)


@dataclass(frozen=True)
class Timer:
    """done: a fact that ends it; again: one that begins it anew. pauses: stands while we wait for the customer.

    reminds: the contact is reminded before it is due; to_contact: when due the contact hears, and nobody else.
    ladder: who hears when it is past due.
    """

    key: str
    done: Callable[[Recorded], bool]
    again: Callable[[Recorded], bool] = _never
    applies: Callable[[CaseState], bool] = _always
    pauses: bool = False
    reminds: bool = True
    to_contact: bool = False
    ladder: tuple[str, ...] = WHOLE_CHAIN


TIMERS: Final = (
    Timer("deadlines.acknowledgement", tells, applies=_written),
    Timer("deadlines.handling", _kind("response.handling_explained")),
    Timer(
        "deadlines.first_visit",
        _kind("visits.planned", "visits.begun", "visits.made", "visits.declined_by_customer"),
        applies=_grave,
    ),
    Timer(
        "deadlines.cause",
        _kind("response.cause_explained"),
        again=_kind("response.interim_reported"),
        pauses=True,
    ),
    Timer("deadlines.solution", _kind("solutions.presented"), pauses=True),
    Timer("deadlines.silence_amber", _never, again=tells, reminds=False, to_contact=True, ladder=()),
    Timer("deadlines.silence_red", _never, again=tells, reminds=False),
    Timer("deadlines.long_open", _never, reminds=False, ladder=(HEADS,)),
    Timer("deadlines.review", _kind("deadlines.reviewed"), reminds=False, ladder=(REPRESENTATIVE,)),
)
SILENCE: Final = ("deadlines.silence_amber", "deadlines.silence_red")


@dataclass(frozen=True)
class Running:
    """A timer of one case that is not over. id: the same however often it is looked at ("deadlines.cause:1")."""

    timer: Timer
    id: str
    began: datetime
    due: datetime
    paused: bool


def running(history: History, *, allowed: Callable[[str], Allowed], calendar: Calendar, at: datetime) -> list[Running]:
    """The timers of an open case that run, the earliest due first; none once it has ended."""
    state = case_of(history)
    if not state.open or _untouched(history):
        return []
    waits = pauses_of(history)
    found = [_running(t, history, waits, allowed(t.key), calendar, at) for t in TIMERS if t.applies(state)]
    return sorted((r for r in found if r), key=lambda r: r.due)


def _untouched(history: History) -> bool:
    """Taken over from a former ledger, and nobody here has written to it since: no timer of ours runs yet."""
    began = next((r.seq for r in reversed(history) if r.kind == _TAKEN_OVER), 0)
    return began > 0 and all(r.kind.startswith("deadlines.") for r in history if r.seq > began)


def _running(
    timer: Timer, history: History, waits: list[Pause], allowed: Allowed, calendar: Calendar, at: datetime
) -> Running | None:
    first = next(r for r in reversed(history) if r.kind in _BEGINS)
    start = next((r for r in reversed(history) if r.seq > first.seq and timer.again(r)), first)
    if any(timer.done(r) for r in history if r.seq > first.seq):
        return None
    due = calendar.due(start.happened_at, allowed.length, business=allowed.business)
    if timer.pauses:
        due = lengthened(due, start.happened_at, waits, calendar)
    elif timer.key in SILENCE:
        due = calendar.opens(due)
    paused = timer.pauses and any(w.holds(at) for w in waits)
    return Running(timer, f"{timer.key}:{start.seq}", start.happened_at, due, paused)


def lengthened(due: datetime, began: datetime, waits: Iterable[Pause], calendar: Calendar) -> datetime:
    """The due moment, later by the business time that was waited for the customer before it."""
    for wait in waits:
        lost = calendar.worked(max(wait.began, began), wait.over_at) if wait.began < due else timedelta()
        if lost:
            due = calendar.later(due, lost)
    return due
