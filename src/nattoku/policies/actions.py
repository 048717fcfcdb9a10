"""Deciding a policy: the representative alone, with a reason. Setting the calendar: who leads complaint handling."""

from collections.abc import Sequence
from datetime import datetime

from nattoku.ledger.append import append
from nattoku.ledger.facts import PROMISES
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries, rules
from nattoku.policies.defaults import DEFAULTS, TIME
from nattoku.policies.facts import COMPANY, CalendarSet, HoursSet, PolicyDecided

REASON = Text("理由", "Reason")
UNKNOWN = Text("その取り決めはありません。", "There is no such policy.")


def decide(*, key: str, value: int, reason: str, business: bool = False, by: Person, at: datetime) -> None:
    """Set a default. value: minutes for a time, otherwise the key's own unit; at least 1.

    business: counted in business time, in which whole days are business days. Refused (404) for a key nobody reads,
    (400) beyond ten years of minutes, or a trillion of anything: such a number is a slip of the hand.
    """
    access.allow(by, "policies.decide")
    key = clean(key, Text("項目", "Key"), longest=60)
    if key not in PROMISES and key not in DEFAULTS:
        raise Refusal(UNKNOWN, status=404)
    rules.refuse_slip(value, TIME if key in PROMISES else DEFAULTS[key].unit, business=business)
    reason = clean(reason, REASON, longest=1000)
    append(COMPANY, PolicyDecided(key=key, value=value, reason=reason, business=business), by=by.pk, at=at)


def set_calendar(
    *,
    closed: Sequence[str] = (),
    year_end_from: str = "",
    year_end_to: str = "",
    holidays: bool = True,
    reason: str,
    by: Person,
    at: datetime,
) -> None:
    """The whole company's closed days. Refused (400) for a day that does not exist, or when nobody would ever be in."""
    access.allow(by, "policies.set_calendar")
    days = CalendarSet(
        closed=rules.closed_days(closed),
        year_end=rules.year_end(year_end_from.strip(), year_end_to.strip()),
        holidays=holidays,
        reason=clean(reason, REASON, longest=1000),
    )
    for week in queries.weeks().values():
        calendar = rules.calendar_of(week, closed=days.closed, year_end=days.year_end, holidays=holidays)
        rules.refuse_never_open(calendar, at)
    append(COMPANY, days, by=by.pk, at=at)


def set_hours(*, division: str = "", week: Sequence[str], reason: str, by: Person, at: datetime) -> None:
    """The weekly hours of a division, or of all without their own (""); seven days, or none to give its own hours up.

    Refused (404) for an unknown division, (400) for hours that cannot be read or a week in which nobody is ever in.
    """
    access.allow(by, "policies.set_calendar")
    if division and people.division(division) is None:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    hours = HoursSet(division=division, week=rules.week_of(week), reason=clean(reason, REASON, longest=1000))
    days = queries.closed_days()
    calendar = rules.calendar_of(hours.week, closed=days.closed, year_end=days.year_end, holidays=days.holidays)
    rules.refuse_never_open(calendar, at)
    append(COMPANY, hours, by=by.pk, at=at)
