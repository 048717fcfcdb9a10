"""What may be decided: numbers that are no slip of the hand, days that exist, hours at which somebody is there. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from nattoku.lib.calendar import WEEKDAYS, Calendar, hours_of, written
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.policies.defaults import CLOCK, PERCENT, TIME, WHOM, YEN

TEN_YEARS = 10 * 366 * 24 * 60
MOST = 10**12
MOST_CLOSED_DAYS = 400
NO_DAY = Text(
    "休業日「{raw}」を読み取れませんでした。2026-12-28 のように入れてください。",
    "“{raw}” could not be read as a day. Please give it as 2026-12-28.",
)
NO_YEAR_END = Text(
    "年末年始は、始まりと終わりを 12-29 と 01-03 のように、両方入れるか、両方空けてください。",
    "Please give both ends of the New Year break, such as 12-29 and 01-03, or neither.",
)
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def refuse_slip(value: int, unit: str, *, business: bool) -> None:
    """Refused (400): less than 1 (0 yen takes a limit back), beyond ten years of minutes, beyond a hundred percent, or a trillion of anything."""
    least = 0 if unit == YEN else 1
    most = {TIME: TEN_YEARS, PERCENT: 100, CLOCK: 24 * 60 - 1, WHOM: 4}.get(unit, MOST)
    if not least <= value <= most:
        raise Refusal(
            Text(
                "{least}から{most:,}までの数を入れてください。", "Please give a number from {least} to {most:,}."
            ).with_(least=least, most=most),
            status=400,
        )
    if business and unit != TIME:
        raise Refusal(
            Text("営業日で数えるのは、時間の取り決めだけです。", "Only a time can be counted in business days."),
            status=400,
        )


def closed_days(raw: Iterable[str]) -> list[str]:
    """The days as they are kept: sorted, each once. Refusal 400 when one cannot be read, or beyond 400 of them."""
    days = set()
    for one in raw:
        try:
            days.add(date.fromisoformat(one.strip().replace("/", "-")).isoformat())
        except ValueError as wrong:
            raise Refusal(NO_DAY.with_(raw=one[:100]), status=400) from wrong
    if len(days) > MOST_CLOSED_DAYS:
        raise Refusal(
            Text("休業日は{most}日までです。", "At most {most} closed days can be kept.").with_(most=MOST_CLOSED_DAYS),
            status=400,
        )
    return sorted(days)


def year_end(first: str, last: str) -> list[str]:
    """[first, last], or [] for none. Refusal 400 for half a break."""
    if not first and not last:
        return []
    if not _MONTH_DAY.fullmatch(first) or not _MONTH_DAY.fullmatch(last):
        raise Refusal(NO_YEAR_END, status=400)
    return [first, last]


def week_of(raw: Sequence[str]) -> list[str]:
    """Seven days as they are kept. Refusal 400 when one cannot be read or they are not seven."""
    if raw and len(raw) != 7:
        raise Refusal(Text("曜日は七つ要ります。", "There must be seven days, from Monday."), status=400)
    return [written(hours_of(day)) for day in raw]


def calendar_of(week: Sequence[str], *, closed: Iterable[str], year_end: Sequence[str], holidays: bool) -> Calendar:
    """The calendar these decisions make; no week: our default hours."""
    first, last = (year_end[0], year_end[1]) if year_end else ("", "")
    return Calendar(
        week=tuple(hours_of(day) for day in week) if week else WEEKDAYS,
        closed=frozenset(date.fromisoformat(day) for day in closed),
        year_end=(first, last),
        holidays=holidays,
    )


def refuse_never_open(calendar: Calendar, at: datetime) -> None:
    """Refused (400): from now on nobody would ever be there."""
    calendar.opens(at)
