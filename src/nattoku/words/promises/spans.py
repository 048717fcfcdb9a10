"""So much time from now: 2時間以内, 三日後, 1週間ほどで, 3営業日以内. The end of a range counts."""

import re
from datetime import date, datetime, timedelta

from nattoku.words.promises.days import business_later, months_later
from nattoku.words.promises.numbers import NUMBER, number

_UNIT = r"営業日|時間|分|日間?|週間?|[かヶカヵケ箇]月間?|年間?"
_WHEN = r"以内|後|ほど|程度?|くらい|ぐらい|で(?!す|し)|中|経過"
SPAN = rf"(?:{NUMBER}(?:[~、,-]|から))?{NUMBER}(?:{_UNIT})(?:半)?(?:{_WHEN})+|半年以内|半年後|半日以内"
_SAID = re.compile(rf"(?:{NUMBER}(?:[~、,-]|から))?(?P<many>{NUMBER})(?P<unit>{_UNIT})(?P<half>半)?")


def end_of(written: str, now: datetime) -> datetime | date | None:
    """A moment for hours and minutes, else a day."""
    if written.startswith("半"):
        return months_later(now.date(), 6) if "年" in written else now + timedelta(hours=12)
    said = _SAID.match(written)
    if said is None:
        return None
    many, unit = _many(said["many"]), said["unit"]
    half = 0.5 if said["half"] else 0
    if unit == "時間":
        return now + timedelta(hours=many + half)
    if unit == "分":
        return now + timedelta(minutes=many)
    if unit == "営業日":
        return business_later(now.date(), min(many, 400))
    if unit.startswith("日"):
        return now.date() + timedelta(days=many)
    if unit.startswith("週"):
        return now.date() + timedelta(weeks=many)
    return months_later(now.date(), many * (12 if unit.startswith("年") else 1))


def _many(written: str) -> int:
    """二三日 is two or three: three."""
    return number(written[-1]) if re.fullmatch("[一二三四五六七八九]{2}", written) else number(written)
