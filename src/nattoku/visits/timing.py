"""The day a letter after a visit is due: never on a day when nobody works. Pure."""

from datetime import datetime, timedelta

import jpholiday

from nattoku.lib.clock import TOKYO


def on_business_day(moment: datetime) -> datetime:
    """The moment itself, or the same hour of the first day after it that is no weekend or holiday in Japan."""
    day = moment.astimezone(TOKYO)
    while day.weekday() >= 5 or jpholiday.is_holiday(day.date()):
        day += timedelta(days=1)
    return day
