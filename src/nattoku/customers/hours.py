"""Reading the days and hours a customer told us in words. Pure."""

import re
import unicodedata
from calendar import monthrange
from datetime import datetime

from nattoku.lib.clock import TOKYO

PARTS = re.compile("[、。,;/\n]+")
_DAYS = "月火水木金土日"
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2})|時)?(半)?\s*[~〜～\-–から]+\s*(\d{1,2})(?::(\d{2})|時)?(半)?")


def covers(part: str, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether this piece of the card names a day and time between these two moments."""
    words = unicodedata.normalize("NFKC", part)
    begins, ends = starts_at.astimezone(TOKYO), ends_at.astimezone(TOKYO)
    days, hours = _days(words, begins), _hours(words)
    if days is None and hours is None:
        return False
    first, last = begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute
    if ends.date() > begins.date():
        last = 24 * 60
    return days is not False and (hours is None or (first < hours[1] and hours[0] < last))


def _days(words: str, day: datetime) -> bool | None:
    """Whether the day is named; None when the words name no day."""
    named = {_DAYS.index(d) for d in re.findall(rf"([{_DAYS}])曜", words)}
    if match := re.search(rf"([{_DAYS}](?:[と・]?[{_DAYS}])+)(?:曜|$|は|の|が)", words):
        named |= {_DAYS.index(d) for d in match.group(1) if d in _DAYS}
    if "土日" in words or "週末" in words:
        named |= {5, 6}
    if "平日" in words:
        named |= {0, 1, 2, 3, 4}
    of_month = _of_month(words, day)
    if not named and of_month is None:
        return None
    return day.weekday() in named or bool(of_month)


def _of_month(words: str, day: datetime) -> bool | None:
    last = monthrange(day.year, day.month)[1]
    answers = []
    if "月末" in words:
        answers.append(day.day > last - 5)
    if "月初" in words:
        answers.append(day.day <= 5)
    if tens := set(re.findall(r"五・十日|五十日|ごとおび", words)):
        answers.append(bool(tens) and (day.day % 5 == 0 or day.day == last))
    answers += [day.day == int(d) for d in re.findall(r"(?<![\d月])(\d{1,2})日", words)]
    return any(answers) if answers else None


def _hours(words: str) -> tuple[int, int] | None:
    """Minutes of the day from and to; None when no time is named."""
    if match := _HOURS.search(words):
        h1, m1, half1, h2, m2, half2 = match.groups()
        begins = int(h1) * 60 + int(m1 or (30 if half1 else 0))
        ends = int(h2) * 60 + int(m2 or (30 if half2 else 0))
        if "午後" in words and begins < 12 * 60:
            begins, ends = begins + 12 * 60, ends + 12 * 60
        return begins, ends
    for name, span in (("午前", (0, 720)), ("午後", (720, 1440)), ("昼", (690, 810)), ("夕方", (960, 1140))):
        if name in words:
            return span
    return None
