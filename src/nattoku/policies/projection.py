"""The decision in force is the last one."""

from nattoku.ledger.facts import Recorded
from nattoku.policies.facts import COMPANY, CalendarSet, HoursSet, PolicyDecided
from nattoku.policies.models import ClosedDays, Hours, Policy


def project(recorded: Recorded) -> None:
    """Apply one decision."""
    match recorded.fact:
        case PolicyDecided(key=key, value=value, business=business):
            known = {"value": value, "business": business, "decided": recorded.id}
            Policy.objects.update_or_create(pk=key, defaults=known)
        case CalendarSet(closed=closed, year_end=year_end, holidays=holidays):
            days = {"closed": closed, "year_end": year_end, "holidays": holidays, "decided": recorded.id}
            ClosedDays.objects.update_or_create(pk=1, defaults=days)
        case HoursSet(division=division, week=[]):
            Hours.objects.filter(pk=division).delete()
        case HoursSet(division=division, week=week):
            Hours.objects.update_or_create(pk=division, defaults={"week": week, "decided": recorded.id})


def forget(stream: str | None) -> None:
    """Throw the read rows away."""
    if stream in (None, COMPANY):
        for table in (Policy, ClosedDays, Hours):
            table.objects.all().delete()
