"""When a legal period ends. Pure: dates in, dates out (民法 138-143; 行政機関の休日に関する法律 1, 2)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from nattoku.law.words import FirstDay, LastDay, Unit
from nattoku.lib.calendar import holidays

DAY = timedelta(days=1)
_NEW_YEAR = {(1, 1), (1, 2), (1, 3)}
_OFFICES_CLOSED = _NEW_YEAR | {(12, 29), (12, 30), (12, 31)}


@dataclass(frozen=True)
class Period:
    """length: so many units; 0 with PROMPT, where the law names no number."""

    length: int
    unit: Unit
    first_day: FirstDay
    last_day: LastDay

    def ends(self, happened: date) -> date:
        """The last day of the period that this day sets off."""
        if self.unit is Unit.PROMPT:
            return happened
        begins = happened if self.first_day is FirstDay.COUNTED else happened + DAY
        if self.unit is Unit.DAYS:
            last = begins + (self.length - 1) * DAY
        else:
            last = day_before_match(begins, self.length * (12 if self.unit is Unit.YEARS else 1))
        return moved(last, self.last_day)


def day_before_match(begins: date, months: int) -> date:
    """民法143条: the day before the one that matches the first day; the last of the month where none matches."""
    year, month = divmod(begins.year * 12 + begins.month - 1 + months, 12)
    month += 1
    longest = monthrange(year, month)[1]
    return date(year, month, longest) if begins.day > longest else date(year, month, begins.day) - DAY


def moved(last: date, rule: LastDay) -> date:
    """The day itself, or the next one on which people deal, or offices are open."""
    while _closed(last, rule):
        last += DAY
    return last


def _closed(day: date, rule: LastDay) -> bool:
    if rule is LastDay.STANDS:
        return False
    free = _OFFICES_CLOSED if rule is LastDay.OFFICES else _NEW_YEAR
    weekend = (5, 6) if rule is LastDay.OFFICES else (6,)
    return day.weekday() in weekend or (day.month, day.day) in free or day in holidays(day.year)
