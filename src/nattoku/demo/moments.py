"""When things happen in a story: days counted from its beginning, minutes counted back from now; never ahead of now."""

from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Final, TypeAlias

import jpholiday

from nattoku.lib.clock import TOKYO, when

OLD: Final = 14  # days; what began earlier keeps to business days, what is younger must come close to now
Due: TypeAlias = datetime | tuple[int, str]  # a moment, or (days after today's date in the story, "HH:MM")


@cache
def is_business_day(day: date) -> bool:
    """No weekend, no holiday in Japan."""
    return day.weekday() < 5 and not jpholiday.is_holiday(day)


class Moments:
    """The clock of one story. `at` only moves forward and stays behind `now`."""

    def __init__(self, *, now: datetime, begins: datetime, rng: Random) -> None:
        self.now = now.astimezone(TOKYO)
        self.begins = self.at = begins.astimezone(TOKYO)
        self.old = self.now - self.begins > timedelta(days=OLD)
        self.rng = rng
        self.lag: timedelta | None = None

    def go(self, moment: datetime) -> None:
        """Go to this moment, or a little on where that is behind."""
        self.at = moment.astimezone(TOKYO) if moment > self.at else self.at + timedelta(minutes=2)
        self._refuse_future()

    def ago(self, minutes: float) -> None:
        """Go to so many minutes before now."""
        self.at = max(self.now - timedelta(minutes=minutes), self.at + timedelta(seconds=20))
        self._refuse_future()

    def wait(self, minutes: float) -> None:
        """Let some minutes pass."""
        self.at += timedelta(minutes=minutes)
        self._refuse_future()

    def day(self, days: int, clock: str, *, since: date | None = None) -> datetime:
        """A moment so many days after the beginning (or `since`), business days in an old story."""
        start = since or self.begins.date()
        return datetime.combine(self._after(start, days), time.fromisoformat(clock), tzinfo=TOKYO)

    def d(self, days: int) -> str:
        """The date of such a day as it is said: 11月22日."""
        return when(self.day(days, "12:00").date()).ja.partition("(")[0]

    def due(self, wanted: Due | None) -> datetime | None:
        """The moment that is meant by "two days from today, 15:00"."""
        if wanted is None or isinstance(wanted, datetime):
            return wanted
        days, clock = wanted
        return self.day(days, clock, since=self.at.date())

    def recently(self) -> datetime:
        """This morning once it is afternoon, else yesterday evening: what follows within a day is not yet due."""
        morning = self.ahead(0, "10:30")
        return morning if self.now > morning + timedelta(hours=5) else self.ahead(-1, "17:00")

    def soon(self, hours: float = 2) -> datetime:
        """A round moment ahead of now at which one may ring: later today, or tomorrow once it is late in the evening."""
        wanted = self._rounded(self.now + timedelta(hours=hours))
        opens, closes = self.ahead(0, "09:00"), self.ahead(0, "20:30")
        if wanted < opens:
            return self._rounded(opens + timedelta(minutes=20 * hours))
        if wanted > closes:
            return closes if self.now < closes - timedelta(minutes=30) else self.ahead(1, "10:00")
        return wanted

    def office_hours(self, hours: float = 2) -> datetime:
        """A moment ahead when somebody can be visited: later today, or tomorrow morning once it is evening."""
        wanted = self.soon(hours)
        return wanted if wanted < self.ahead(0, "19:00") else self.ahead(1, "10:30")

    def _rounded(self, moment: datetime) -> datetime:
        """The next half hour."""
        later = moment.replace(minute=30 if moment.minute < 30 else 0, second=0, microsecond=0)
        return later + timedelta(hours=moment.minute >= 30)

    def ahead(self, days: int, clock: str) -> datetime:
        """A moment so many days after now."""
        return datetime.combine(self.now.date() + timedelta(days=days), time.fromisoformat(clock), tzinfo=TOKYO)

    def say(self, moment: datetime) -> str:
        """A moment as it is said: 11月22日(日) 15:00."""
        return when(moment).ja

    def written_late(self, hours: float) -> None:
        """The next thing is written down only so many hours after it happened."""
        self.lag = timedelta(hours=hours)

    def moment(self, *, gap: tuple[float, float] = (1, 4), lag: tuple[float, float] = (1, 6)) -> datetime:
        """The next thing happens after a gap and is written down after a lag, minutes each; returns when it happened."""
        self.at += timedelta(minutes=self.rng.uniform(*gap))
        happened = self.at
        self.at += self.lag or timedelta(minutes=self.rng.uniform(*lag))
        self.lag = None
        self._refuse_future()
        return happened

    def _after(self, start: date, days: int) -> date:
        if not self.old:
            return start + timedelta(days=days)
        step, day = (1 if days > 0 else -1), start
        for _ in range(abs(days)):
            day += timedelta(days=step)
            while not is_business_day(day):
                day += timedelta(days=step)
        return day

    def _refuse_future(self) -> None:
        if self.at > self.now:
            raise ValueError(f"a story runs ahead of now: {self.at} > {self.now}")
