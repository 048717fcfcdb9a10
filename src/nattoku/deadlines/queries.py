"""What pages and lists may ask of the deadlines of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases.models import Case
from nattoku.deadlines.pauses import Pause, pauses_of
from nattoku.deadlines.timers import SILENCE, Running
from nattoku.deadlines.watched import house
from nattoku.ledger.facts import History
from nattoku.lib.text import Text
from nattoku.policies import queries as policies
from nattoku.policies.defaults import DEFAULTS
from nattoku.policies.words import MARK, worded


@dataclass(frozen=True)
class Line:
    """One timer of a case as it is read. state: late, today, open or paused."""

    running: Running
    at: datetime
    limit: policies.Allowance

    @property
    def what(self) -> Text:
        return DEFAULTS[self.running.timer.key].what

    @property
    def allowed(self) -> Text:
        """5営業日, and whether it is only our default."""
        limit = self.limit
        said = worded(int(limit.length.total_seconds() // 60), business=limit.business)
        return said if limit.policy else Text(f"{said.ja}　{MARK.ja}", f"{said.en}, {MARK.en.lower()}")

    @property
    def key(self) -> str:
        return self.running.timer.key

    @property
    def due(self) -> datetime:
        return self.running.due

    @property
    def paused(self) -> bool:
        return self.running.paused

    @property
    def late(self) -> bool:
        return not self.paused and self.running.due < self.at


def of_case(case: Case, past: History, *, at: datetime) -> list[Line]:
    """The timers that run in a case, the earliest due first; silence is told beside the customer's name instead."""
    here = house()
    found = here.timers(case, past, at=at)
    return [Line(r, at, here.allowed(r.timer.key)) for r in found if r.timer.key not in SILENCE]


def waits(past: History) -> list[Pause]:
    """Every wait for the customer, the newest first."""
    return pauses_of(past)[::-1]


@dataclass(frozen=True)
class Silence:
    """From when on it is amber, and from when on red, that a customer has not heard from us (S003-17)."""

    amber: timedelta
    red: timedelta

    def colour(self, waited: timedelta) -> str:
        """ "", amber or red."""
        return "red" if waited >= self.red else "amber" if waited >= self.amber else ""


def silence() -> Silence:
    """As decided, or by our default; asked once for a whole list."""
    force = policies.in_force()
    return Silence(*(timedelta(days=force.number(key)) for key in SILENCE))
