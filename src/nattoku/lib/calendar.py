"""Business time in Japan: which hours are open, and when so much of them will have passed. Computed offline.

Public holidays, with substitute holidays, 国民の休日 and the equinoxes, are computed (祝日法 2, 3). A number of business
days ends at the close of that business day and does not count the day it starts on (民法 140, 141, 142).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import jpholiday

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

DAY = timedelta(days=1)
LONGEST_BREAK = 400  # days in a row; whoever is closed longer does not open any more
MOST_SPANS = 6  # a day
NEVER = Text(
    "営業している時間がありません。曜日と時間、休業日をお確かめください。",
    "There is no hour at which the company is open. Please check the weekdays, the hours and the closed days.",
)
UNREADABLE = Text(
    "営業時間「{raw}」を読み取れませんでした。09:00-12:00 13:00-18:00 のように、早い順に重ならないように入れてください。",
    "“{raw}” could not be read as hours. Please give them as 09:00-12:00 13:00-18:00, in order and without overlap.",
)
_SPAN = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])[-~〜～]([01]?[0-9]|2[0-4]):([0-5][0-9])")

Span = tuple[int, int]  # minutes of the day, the end not included
Week = tuple[tuple[Span, ...], ...]  # Monday first


def hours_of(raw: str) -> tuple[Span, ...]:
    """The spans of one day as they are typed: "09:00-12:00 13:00-18:00"; "" is a closed day. Refusal 400."""
    spans: list[Span] = []
    for part in raw.replace("、", " ").replace(",", " ").split():
        found = _SPAN.fullmatch(part)
        begins, ends = _minutes(found, 1), _minutes(found, 3)
        if found is None or not begins < ends <= 24 * 60 or (spans and begins < spans[-1][1]):
            raise Refusal(UNREADABLE.with_(raw=raw[:100]), status=400)
        spans.append((begins, ends))
    if len(spans) > MOST_SPANS:
        raise Refusal(UNREADABLE.with_(raw=raw[:100]), status=400)
    return tuple(spans)


def _minutes(found: re.Match[str] | None, group: int) -> int:
    return int(found[group]) * 60 + int(found[group + 1]) if found else 0


def written(spans: Sequence[Span]) -> str:
    """The spans as they are typed."""
    return " ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)


OFFICE = hours_of("09:00-12:00 13:00-18:00")
WEEKDAYS: Week = (*[OFFICE] * 5, (), ())


@lru_cache(maxsize=64)
def holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year, with their Japanese names."""
    return dict(jpholiday.year_holidays(year))


@dataclass(frozen=True)
class Calendar:
    """When we are open. week: the hours of each weekday; closed: further closed days of the company.

    year_end: the days closed around New Year, "MM-DD" both included, ("", "") for none. holidays: closed on
    public holidays.
    """

    week: Week = WEEKDAYS
    closed: frozenset[date] = frozenset()
    year_end: tuple[str, str] = ("12-29", "01-03")
    holidays: bool = True

    def hours(self, day: date) -> tuple[Span, ...]:
        """The open spans of a day, in order; none on a closed day."""
        if day in self.closed or self._around_new_year(day) or (self.holidays and day in holidays(day.year)):
            return ()
        return self.week[day.weekday()]

    def _around_new_year(self, day: date) -> bool:
        first, last = self.year_end
        this = f"{day:%m-%d}"
        if not first or not last:
            return False
        return first <= this <= last if first <= last else this >= first or this <= last

    def is_open(self, moment: datetime) -> bool:
        """Whether work is done at this moment; the closing minute itself is not worked any more."""
        return any(begins <= moment < ends for begins, ends in self._spans(_day(moment)))

    def opens(self, moment: datetime) -> datetime:
        """This moment when we are open, else the next opening. Refusal 400 when we never open."""
        begins, _ = next(self._from(moment))
        return max(begins, moment)

    def later(self, moment: datetime, worked: timedelta) -> datetime:
        """When so much business time will have passed; never in closed time. worked: 0 or more."""
        left = worked
        for begins, ends in self._from(moment):
            begins = max(begins, moment)
            if left <= ends - begins:
                return begins + left
            left -= ends - begins
        raise AssertionError("the spans do not end")

    def days_later(self, moment: datetime, days: int) -> datetime:
        """The close of the n-th business day after the day of this moment; 0: today's close, or the next one."""
        day = _day(moment)
        if days < 1:
            day = _day(next(self._from(moment))[0])
        for _ in range(days):
            day = self._next_day(day)
        return self._spans(day)[-1][1]

    def due(self, moment: datetime, allowed: timedelta, *, business: bool) -> datetime:
        """After this allowance: of plain time, or of business time, in which whole days are business days."""
        if not business:
            return moment + allowed
        return self.later(moment, allowed) if allowed % DAY else self.days_later(moment, allowed // DAY)

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """The business time between the two moments; none when the second is the earlier."""
        total, day, last = timedelta(), _day(since), _day(until)
        while day <= last:
            for begins, ends in self._spans(day):
                total += max(timedelta(), min(ends, until) - max(begins, since))
            day += DAY
        return total

    def business_days(self, since: datetime, until: datetime) -> int:
        """How many business days begin after the day of the first moment, up to the day of the second."""
        day, last, counted = _day(since), _day(until), 0
        while day < last:
            day += DAY
            counted += bool(self.hours(day))
        return counted

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        midnight = datetime.combine(day, time(), tzinfo=TOKYO)
        return [(midnight + timedelta(minutes=a), midnight + timedelta(minutes=b)) for a, b in self.hours(day)]

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans that are not over at this moment, without end."""
        day, spans = _day(moment), self._spans(_day(moment))
        while True:
            yield from (span for span in spans if span[1] > moment)
            day = self._next_day(day)
            spans = self._spans(day)

    def _next_day(self, day: date) -> date:
        for ahead in range(1, LONGEST_BREAK):
            if self.hours(day + ahead * DAY):
                return day + ahead * DAY
        raise Refusal(NEVER, status=400)


def _day(moment: datetime) -> date:
    return moment.astimezone(TOKYO).date()
