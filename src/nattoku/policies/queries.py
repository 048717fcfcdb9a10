"""How long we allow ourselves, and when we are open. The sources give no hours or days: every default is ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.ledger.append import read
from nattoku.ledger.facts import PROMISES, Opening, Recorded
from nattoku.ledger.models import FactRow
from nattoku.ledger.queries import head_hash
from nattoku.lib.calendar import Calendar
from nattoku.people import queries as people
from nattoku.policies import rules
from nattoku.policies.defaults import DEFAULTS
from nattoku.policies.facts import COMPANY, PolicyDecided
from nattoku.policies.models import ClosedDays, Hours, Policy

NO_BREAK_DECIDED = Calendar().year_end


@dataclass(frozen=True)
class Allowance:
    """A time we allow. business: of business time, in which whole days are business days."""

    length: timedelta
    business: bool
    policy: int | None = None


@dataclass(frozen=True)
class InForce:
    """The decisions in force, and the calendars they make; "" is the company's own. Whoever asks often keeps it."""

    policies: dict[str, Policy]
    weeks: dict[str, list[str]]
    days: ClosedDays
    calendars: dict[str, Calendar]

    def calendar(self, division: str = "") -> Calendar:
        return self.calendars.get(division, self.calendars[""])

    def allowance(self, key: str) -> Allowance:
        policy = self.policies.get(key)
        if policy:
            return Allowance(timedelta(minutes=policy.value), policy.business, policy.decided)
        if key in PROMISES:
            return Allowance(PROMISES[key].allowance, PROMISES[key].business)
        return Allowance(timedelta(minutes=DEFAULTS[key].value), DEFAULTS[key].business)

    def number(self, key: str) -> int:
        policy = self.policies.get(key)
        return policy.value if policy else DEFAULTS[key].value


_kept: tuple[str, InForce] | None = None


def in_force() -> InForce:
    """The decisions in force, read again only after a fact of the company stream."""
    global _kept
    now = head_hash(COMPANY)
    if _kept is None or _kept[0] != now or not now:
        _kept = (now, _read())
    return _kept[1]


def _read() -> InForce:
    days = ClosedDays.objects.first() or ClosedDays(closed=[], year_end=list(NO_BREAK_DECIDED), holidays=True)
    weeks = {"": [], **{h.pk: h.week for h in Hours.objects.all()}}
    calendars = {
        division: rules.calendar_of(week, closed=days.closed, year_end=days.year_end, holidays=days.holidays)
        for division, week in weeks.items()
    }
    return InForce({p.key: p for p in Policy.objects.all()}, weeks, days, calendars)


def calendar(division: str = "") -> Calendar:
    """When this division is open; when the company is, for "" and for a division without hours of its own."""
    return in_force().calendar(division)


def weeks() -> dict[str, list[str]]:
    """division -> its hours as typed; "" for the company's own, [] there while our default holds."""
    return in_force().weeks


def closed_days() -> ClosedDays:
    """The company's closed days in force."""
    return in_force().days


def allowance(key: str) -> Allowance:
    """The time in force for a kind of promise or a named time: as decided, or our default."""
    return in_force().allowance(key)


def opening(
    kind: str, *, to: str, at: datetime, due_at: datetime | None = None, owed_by: str = "", detail: str = ""
) -> Opening:
    """A promise of this kind, due when said, or after the allowance in force (which it then names)."""
    return openings((kind, to), at=at, due_at=due_at, owed_by=owed_by, detail=detail)[0]


def openings(
    *wanted: tuple[str, str],
    at: datetime,
    due_at: datetime | None = None,
    owed_by: str = "",
    detail: str = "",
) -> tuple[Opening, ...]:
    """Several promises (kind, to) at once. A business allowance runs in the hours of the division that owes it."""
    made, force = [], in_force()
    for kind, to in wanted:
        allowed = force.allowance(kind)
        made.append(
            Opening(
                kind=kind,
                to=to,
                due_at=due_at or _due(force, allowed, at=at, to=to, owed_by=owed_by),
                owed_by=owed_by,
                detail=detail,
                policy=None if due_at else allowed.policy,
            )
        )
    return tuple(made)


def due(allowed: Allowance, *, at: datetime, division: str = "") -> datetime:
    """The moment at which this allowance, begun at `at`, is used up."""
    return calendar(division).due(at, allowed.length, business=allowed.business)


def _due(force: InForce, allowed: Allowance, *, at: datetime, to: str, owed_by: str) -> datetime:
    if not allowed.business:
        return at + allowed.length
    return force.calendar(_owing(to, owed_by)).due(at, allowed.length, business=True)


def _owing(to: str, owed_by: str) -> str:
    if owed_by:
        return next(iter(people.divisions_of(owed_by)), "")
    return to.removeprefix("division:") if to.startswith("division:") else ""


def limit(key: str, default: int) -> int:
    """A named limit in its own unit, or our default."""
    policy = in_force().policies.get(key)
    return policy.value if policy else default


def number(key: str) -> int:
    """A named number in its own unit: as decided, or our default."""
    return in_force().number(key)


def decisions(key: str = "") -> Sequence[Recorded]:
    """Every decision of a key, or of all, the newest first."""
    rows = FactRow.objects.filter(stream=COMPANY, kind=PolicyDecided.kind).order_by("seq")
    found = [r for r in read(rows) if isinstance(r.fact, PolicyDecided) and key in ("", r.fact.key)]
    return found[::-1]


def calendar_decisions() -> Sequence[Recorded]:
    """Every setting of closed days and of hours, the newest first."""
    kinds = ("policies.calendar_set", "policies.hours_set")
    return list(read(FactRow.objects.filter(stream=COMPANY, kind__in=kinds).order_by("seq")))[::-1]
