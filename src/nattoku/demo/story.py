"""How a story is declared, and the book they all stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import TypeAlias

from nattoku.demo.ending import Script
from nattoku.demo.moments import OLD, is_business_day
from nattoku.lib.clock import TOKYO

Tell: TypeAlias = Callable[[Script], None]


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """The way of an order, (days from the story's beginning, "HH:MM") each; None: not yet."""

    ordered: tuple[int, str]
    approved: tuple[int, str] | None = None
    ship_limit: tuple[int, str] | None = None
    handed: tuple[int, str] | None = None
    delivered: tuple[int, str] | None = None
    promised: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """One complaint as it is told. days: how many days ago it began, at `clock`; or so many minutes ago.

    ended: it has an end, so that it may be told of any earlier time too. late: what it owes may be past due.
    """

    tell: Tell
    customer: str
    by: str
    division: str
    days: int = 0
    clock: str = "10:00"
    minutes: float = 0
    order: Ordered | None = None
    ended: bool = False
    late: bool = False

    def begins(self, now: datetime, rng: Random, *, earlier: int = 0) -> datetime:
        """When it began; earlier: so many days more."""
        local = now.astimezone(TOKYO)
        if self.minutes and not earlier:
            return local - timedelta(minutes=self.minutes)
        day = local.date() - timedelta(days=self.days + earlier)
        while self.days + earlier > OLD + 1 and not is_business_day(day):
            day += timedelta(days=1)
        clock = time.fromisoformat(self.clock)
        return datetime.combine(day, clock, tzinfo=TOKYO) + timedelta(seconds=rng.randrange(50))


BOOK: list[Story] = []


def story(
    customer: str,
    *,
    by: str,
    division: str,
    days: int = 0,
    clock: str = "10:00",
    minutes: float = 0,
    order: Ordered | None = None,
    ended: bool = False,
    late: bool = False,
) -> Callable[[Tell], Tell]:
    """Put a story into the book."""

    def into(tell: Tell) -> Tell:
        BOOK.append(
            Story(
                tell=tell,
                customer=customer,
                by=by,
                division=division,
                days=days,
                clock=clock,
                minutes=minutes,
                order=order,
                ended=ended,
                late=late,
            )
        )
        return tell

    return into
