"""How a decided number is said: 15分, 3営業日, 営業時間で4時間. Pure."""

from datetime import timedelta

from nattoku.lib.clock import span
from nattoku.lib.text import Text
from nattoku.policies.defaults import CLOCK, DAY, DAYS, HOUR, PERCENT, TIME, WHOM, YEN

MARK = Text("初期値（当社の目安）", "Our default")
# What a time may be typed in: (its minutes, whether business time), and how it is called.
MINUTES, HOURS, CALENDAR_DAYS, BUSINESS_HOURS, BUSINESS_DAYS = (
    "minutes",
    "hours",
    "days",
    "business_hours",
    "business_days",
)
MEASURES = {
    MINUTES: Text("分", "minutes"),
    HOURS: Text("時間", "hours"),
    CALENDAR_DAYS: Text("日", "days"),
    BUSINESS_HOURS: Text("時間（営業時間で）", "hours of business time"),
    BUSINESS_DAYS: Text("営業日", "business days"),
}
WHOM_OF = {
    1: Text("どなたにも求めない", "nobody"),
    2: Text("代表と苦情対応管理責任者", "the representative and the manager"),
    3: Text("リーダー、苦情対応管理責任者、代表", "leaders, the manager and the representative"),
    4: Text("全員", "everybody"),
}
_IN_MINUTES = {MINUTES: 1, HOURS: HOUR, CALENDAR_DAYS: DAY, BUSINESS_HOURS: HOUR, BUSINESS_DAYS: DAY}


def worded(value: int, unit: str = TIME, *, business: bool = False) -> Text:
    """The value in words."""
    match unit:
        case _ if unit == YEN:
            return Text(f"{value:,}円", f"¥{value:,}")
        case _ if unit == PERCENT:
            return Text(f"{value}%", f"{value}%")
        case _ if unit == DAYS:
            return Text(f"{value}日", f"{value} day{'s' if value != 1 else ''}")
        case _ if unit == CLOCK:
            return Text(clock(value), clock(value))
        case _ if unit == WHOM:
            return WHOM_OF.get(value, WHOM_OF[4])
    whole, rest = divmod(value, DAY)
    if business and not rest:
        return Text(f"{whole}営業日", f"{whole} business day{'s' if whole != 1 else ''}")
    length = span(timedelta(minutes=value))
    return Text(f"営業時間で{length.ja}", f"{length.en} of business time") if business else length


def clock(value: int) -> str:
    """08:30."""
    return f"{value // 60:02}:{value % 60:02}"


def typed(value: int, unit: str, *, business: bool) -> tuple[int, str]:
    """(number, measure) as a form shows it: the largest measure that holds the value in whole numbers."""
    if unit != TIME:
        return value, unit
    if value % DAY == 0 and value:
        return value // DAY, BUSINESS_DAYS if business else CALENDAR_DAYS
    if value % HOUR == 0 and value:
        return value // HOUR, BUSINESS_HOURS if business else HOURS
    return value, MINUTES


def minutes(number: int, measure: str) -> tuple[int, bool]:
    """(minutes, business) of what was typed."""
    return number * _IN_MINUTES[measure], measure in (BUSINESS_HOURS, BUSINESS_DAYS)
