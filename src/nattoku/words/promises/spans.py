"""So much time from now: 2時間以内, 三日後, 1週間ほどで, 3営業日以内. The end of a range counts."""

import re
from datetime import date, datetime, timedelta

from nattoku.words.promises.days import DATED, business_later, months_later
from nattoku.words.promises.numbers import NUMBER, number

_UNIT = r"営業日|時間|分|日間?|週間?|[かヶカヵケ箇]月間?|年間?"
_WHEN = r"以内|後|ほど|程度?|くらい|ぐらい|で(?![すしはあ])|中|少々|のうち|経過|を(?:目安|目途|目処|めど)"
_FIRST = rf"(?:{NUMBER}(?:{_UNIT})?(?:[~、,-]|から))?"
SPAN = rf"(?!{DATED}){_FIRST}{NUMBER}(?:{_UNIT})(?:半)?(?:{_WHEN})+|半[年月日](?:以内|後)|ひと月(?:以内|後)"
_SAID = re.compile(rf"{_FIRST}(?P<many>{NUMBER})(?P<unit>{_UNIT})(?P<half>半)?")


def end_of(written: str, now: datetime) -> datetime | date | None:
    """A moment for hours and minutes, else a day."""
    if written.startswith("半"):
        ends = {"年": months_later(now.date(), 6), "月": now.date() + timedelta(days=15)}
        return ends.get(written[1]) or now + timedelta(hours=12)
    if written.startswith("ひと月"):
        return months_later(now.date(), 1)
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
