"""Moments of a visit, as a hand types them into a form that knows whole minutes."""

from datetime import datetime, timedelta

from nattoku.lib.clock import TOKYO


def typed(moment: datetime) -> str:
    """A moment as datetime-local takes it."""
    return f"{moment.astimezone(TOKYO):%Y-%m-%dT%H:%M}"


def now() -> datetime:
    """This minute in Tokyo."""
    return datetime.now(TOKYO)


def shortly() -> dict[str, str]:
    """A visit that is agreed for the next minutes: the plan's hours."""
    return {"starts_at": typed(now() + timedelta(minutes=2)), "ends_at": typed(now() + timedelta(minutes=32))}


def in_a_month() -> str:
    """Well ahead of whatever else is owed."""
    return typed(now() + timedelta(days=30))


def just_made() -> dict[str, str]:
    """The visit went by within these minutes: the record's hours (a clock may be two minutes ahead)."""
    return {"started_at": typed(now()), "ended_at": typed(now() + timedelta(minutes=2))}
