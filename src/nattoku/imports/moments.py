"""Dates as people write them in ledgers: eras, full-width digits, serial numbers, half a date. Pure.

What had to be assumed is said, never hidden. Eras begin as in the Era Name Act (昭和54年法律第43号) and its orders.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from nattoku.imports.reading.sheet import Cell
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text

_ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_BEGINS = {"令和": date(2019, 5, 1), "平成": date(1989, 1, 8), "昭和": date(1926, 12, 25), "大正": date(1912, 7, 30)}
_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和", "昭": "昭和", "平": "平成", "令": "令和"}
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr昭平令](?=[\s.・元\d]))[\s.・]*(?P<of>元|\d{1,2})"
_SEP = r"\s*[年/.\-・]\s*"
_DAY = r"(?P<month>\d{1,2})\s*[月/.\-・]\s*(?P<day>\d{1,2})\s*日?"
_CLOCK = (
    r"(?:[T\s]*(?P<half>午前|午後|am|pm|AM|PM)?\s*(?P<hour>\d{1,2})\s*[:時]\s*(?P<minute>\d{1,2}|半)?\s*分?"
    r"(?::?\s*\d{1,2}(?:\.\d+)?\s*秒?)?\s*(?P<late>am|pm|AM|PM)?\s*(?P<zone>Z|[+\-]\d{2}:?\d{2})?\s*(?:頃|ごろ)?)?"
)
_FORMS = [
    re.compile(rf"{_ERA}{_SEP}{_DAY}{_CLOCK}"),
    re.compile(rf"(?P<year>\d{{4}}){_SEP}{_DAY}{_CLOCK}"),
    re.compile(rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_CLOCK}"),
    re.compile(rf"'?(?P<short>\d{{1,2}}){_SEP}{_DAY}{_CLOCK}"),
    re.compile(rf"(?P<month>\d{{1,2}})\s*[月/]\s*(?P<day>\d{{1,2}})\s*日?{_CLOCK}"),
    re.compile(rf"(?:{_ERA}|(?P<year>\d{{4}}))\s*[年/.\-]\s*(?P<month>\d{{1,2}})\s*月?"),
]
_WEEKDAY = re.compile(r"[(（]\s*[月火水木金土日祝・]+(?:曜日?)?\s*[)）]|[月火水木金土日]曜日?")
_KANJI = re.compile("[〇一二三四五六七八九十]+(?=[年月日時分])")
_SERIAL_FROM, _SERIAL_TO = 14_000, 80_000  # 1938 to 2119
_NOTHING = {"", "-", "―", "ー", "—", "なし", "無し", "無", "不明", "未定", "未確認", "?", "n/a"}

SHORT_YEAR = Text("「{raw}」の年を西暦{year}年と読みました", "the year of “{raw}” was read as {year}")
ERA_YEAR = Text("「{raw}」を令和{of}年（{year}年）と読みました", "“{raw}” was read as Reiwa {of} ({year})")
NO_YEAR = Text("「{raw}」に年がないため{year}年と読みました", "“{raw}” has no year; {year} was assumed")
NO_DAY = Text("「{raw}」に日がないため1日と読みました", "“{raw}” has no day; the 1st was assumed")
OTHER_ERA = Text(
    "「{raw}」は元号の期間の外のため、{year}年と読みました", "“{raw}” lies outside its era; read as {year}"
)
SERIAL = Text("数値{raw}をExcelの日付（{day}）と読みました", "the number {raw} was read as Excel's date {day}")


@dataclass(frozen=True)
class Moment:
    """day; clock: None where no time of day was written; assumed: what was not written and had to be assumed."""

    day: date
    clock: time | None = None
    assumed: tuple[Text, ...] = field(default=())
    shift: timedelta | None = None

    @property
    def at(self) -> datetime:
        """The moment; noon in Tokyo where only a day was written."""
        made = datetime.combine(self.day, self.clock or time(12), tzinfo=TOKYO)
        return made if self.shift is None else made - self.shift + timedelta(hours=9)


class NoDate(ValueError):
    """It is no date."""


def moment(cell: Cell, *, today: date, days_of_1904: bool = False, near: int | None = None) -> Moment | None:
    """The moment in a cell, None for an empty one. Raises NoDate.

    near: the year of the line above, for a date without one. A date without a year never lies ahead of today.
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, datetime):
        return Moment(cell.date(), None if cell.time() == time() else cell.time().replace(microsecond=0))
    if isinstance(cell, int | float):
        return _number(cell, days_of_1904)
    raw = unicodedata.normalize("NFKC", cell).strip()
    if raw.lower() in _NOTHING:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", raw):
        return _number(float(raw), days_of_1904)
    text = re.sub(r"\s+", " ", _WEEKDAY.sub(" ", _KANJI.sub(_arabic, raw))).strip()
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _written(found.groupdict(), cell.strip()[:30], today=today, near=near)
    raise NoDate(raw)


def _arabic(found: "re.Match[str]") -> str:
    """二十三 -> 23, 二〇二四 -> 2024."""
    digits = "〇一二三四五六七八九"
    if "十" not in found[0]:
        return "".join(str(digits.index(c)) for c in found[0])
    tens, _, ones = found[0].partition("十")
    return str((digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0))


def _number(value: float, days_of_1904: bool) -> Moment:
    if 19_000_101 <= value <= 21_001_231 and value == int(value):
        try:
            return Moment(datetime.strptime(str(int(value)), "%Y%m%d").date())  # noqa: DTZ007
        except ValueError as wrong:
            raise NoDate(str(value)) from wrong
    if not _SERIAL_FROM <= value <= _SERIAL_TO:
        raise NoDate(str(value))
    first = datetime(1904, 1, 1) if days_of_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    at = first + timedelta(seconds=round(value * 86_400))
    said = SERIAL.with_(raw=f"{value:g}", day=at.date().isoformat())
    return Moment(at.date(), None if at.time() == time() else at.time(), (said,))


def _written(found: dict[str, str | None], raw: str, *, today: date, near: int | None) -> Moment:
    assumed: list[Text] = []
    year = _year(found, raw, assumed, today=today, near=near)
    month, day = int(found["month"] or 1), int(found.get("day") or 1)
    if not found.get("day"):
        assumed.append(NO_DAY.with_(raw=raw))
    try:
        made = date(year, month, day)
    except ValueError as wrong:
        raise NoDate(raw) from wrong
    if found.get("era"):
        _check_era(_era(str(found["era"])), made, raw, assumed)
    return Moment(made, _clock(found), tuple(assumed), _shift(found.get("zone")))


def _year(found: dict[str, str | None], raw: str, assumed: list[Text], *, today: date, near: int | None) -> int:
    if found.get("era"):
        of = 1 if found["of"] == "元" else int(str(found["of"]))
        return _ERAS[_era(str(found["era"]))] + of - 1
    if found.get("year"):
        return int(str(found["year"]))
    if found.get("short"):
        of = int(str(found["short"]))
        if of <= today.year - 2018 and of < 20:  # 6.4.1: the year of the present era
            assumed.append(ERA_YEAR.with_(raw=raw, of=of, year=2018 + of))
            return 2018 + of
        assumed.append(SHORT_YEAR.with_(raw=raw, year=2000 + of))
        return 2000 + of
    year = near or today.year
    if near is None and (int(str(found["month"])), int(str(found["day"]))) > (today.month, today.day):
        year -= 1
    assumed.append(NO_YEAR.with_(raw=raw, year=year))
    return year


def _era(written: str) -> str:
    return written if written in _ERAS else _LETTERS[written.upper()]


def _check_era(era: str, made: date, raw: str, assumed: list[Text]) -> None:
    following = [begins for name, begins in _BEGINS.items() if _ERAS[name] > _ERAS[era]]
    if made < _BEGINS.get(era, date(1868, 1, 25)) or (following and made >= min(following)):
        assumed.append(OTHER_ERA.with_(raw=raw, year=made.year))


def _clock(found: dict[str, str | None]) -> time | None:
    if not found.get("hour"):
        return None
    hour = int(str(found["hour"]))
    minute = 30 if found.get("minute") == "半" else int(found.get("minute") or 0)
    half = (found.get("half") or found.get("late") or "").lower()
    if half in ("午後", "pm") and hour < 12:
        hour += 12
    elif half in ("午前", "am") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        return time(23, 59)
    try:
        return time(hour, minute)
    except ValueError as wrong:
        raise NoDate(f"{hour}:{minute}") from wrong


def _shift(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone == "Z":
        return timedelta()
    sign = -1 if zone[0] == "-" else 1
    return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
