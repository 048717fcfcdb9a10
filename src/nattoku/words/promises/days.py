"""Days as letters name them, relative to the letter's own. Weeks start on Monday."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from nattoku.lib.calendar import Calendar
from nattoku.lib.clock import TOKYO
from nattoku.words.promises.numbers import NUMBER, number

DAY = timedelta(days=1)
WEEKDAYS = "月火水木金土日"
FRIDAY = 4
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
BON = (8, 16)
NEAR = {"今日": 0, "きょう": 0, "本日": 0, "今夕": 0, "今晩": 0, "今夜": 0, "明日": 1, "あした": 1, "あす": 1, "翌日": 1,
        "明朝": 1, "明晩": 1, "明後日": 2, "あさって": 2, "翌々日": 2, "明々後日": 3, "しあさって": 3,
        "今日明日": 1, "今明日": 1, "両日": 1, "一両日": 1}  # fmt: skip
WEEKS = {"": 0, "今週": 0, "来週": 1, "翌週": 1, "再来週": 2, "さ来週": 2, "次の": 1, "今度の": 1}
MONTHS = {"今月": 0, "当月": 0, "来月": 1, "翌月": 1, "再来月": 2}
CALENDAR = Calendar()
Made = Callable[["re.Match[str]", date], "date | None"]


def day_of(written: str, on: date) -> date | None:
    """The last day the words mean; None when there is no such day (2月30日)."""
    for pattern, made in _DAYS:
        if found := pattern.fullmatch(written):
            try:
                return made(found, on)
            except (ValueError, OverflowError):
                return None
    return None


def month_end(on: date, ahead: int = 0) -> date:
    """The last day of the month so many months later."""
    return _first(on, ahead + 1) - DAY


def months_later(on: date, months: int) -> date:
    """The same day so many months later, or the last one of that month (民法 143)."""
    last = month_end(on, months)
    return last.replace(day=min(on.day, last.day))


def business_later(on: date, days: int) -> date:
    """The n-th business day after this one."""
    return CALENDAR.days_later(datetime.combine(on, time(9), tzinfo=TOKYO), days).astimezone(TOKYO).date()


def _first(on: date, ahead: int) -> date:
    months = on.year * 12 + on.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)


def _open(day: date) -> date:
    while not CALENDAR.hours(day):
        day += DAY
    return day


def _full(found: "re.Match[str]", on: date) -> date:
    return date(_year(found), number(found["month"]), number(found["day"]))


def _year(found: "re.Match[str]") -> int:
    year = number(found["year"])
    return year + ERAS[found["era"]] if found["era"] else year + 2000 if year < 100 else year


def _ahead(found: "re.Match[str]", on: date) -> date:
    year = on.year + (found["next"] == "来年")
    day = date(year, number(found["month"]), number(found["day"]))
    return day if day >= on else day.replace(year=year + 1)


def _in_month(found: "re.Match[str]", on: date) -> date:
    if found["month"]:
        return _first(on, MONTHS[found["month"]]).replace(day=number(found["day"]))
    day = on.replace(day=number(found["day"]))
    return day if day >= on else _first(on, 1).replace(day=day.day)


def _weekday(found: "re.Match[str]", on: date) -> date:
    wanted, week = WEEKDAYS.index(found["weekday"]), found["week"]
    if week in ("今週", "来週", "翌週", "再来週", "さ来週"):
        return on - on.weekday() * DAY + (7 * WEEKS[week] + wanted) * DAY
    return on + ((wanted - on.weekday() - 1) % 7 + 1) * DAY


def _week(found: "re.Match[str]", on: date) -> date:
    monday = on - on.weekday() * DAY + 7 * WEEKS[found["week"]] * DAY
    part = found["part"] or ""
    if "末" in part:
        return monday + 6 * DAY
    if part in ("明け", "初め", "はじめ", "頭", "早々"):
        return _open(monday)
    day = monday + (2 if part in ("前半", "半ば", "なかば", "中頃", "中ごろ") else FRIDAY) * DAY
    while day > max(monday, on) and not CALENDAR.hours(day):
        day -= DAY
    return max(day, on)


def _tenth(found: "re.Match[str]", on: date) -> date:
    """上旬 and the like of a named month: its last day."""
    month = _month(found, on)
    day = _PART_DAYS.get(found["part"])
    return month.replace(day=day) if day else month_end(month)


def _month(found: "re.Match[str]", on: date) -> date:
    if found["near"]:
        return _first(on, MONTHS[found["near"]])
    if found["year"]:
        return date(_year(found), number(found["month"]), 1)
    month = date(on.year + (found["next"] == "来年"), number(found["month"]), 1)
    return month if month_end(month) >= on else month.replace(year=month.year + 1)


def _next_tenth(found: "re.Match[str]", on: date) -> date:
    """上旬 of no named month: the next one."""
    day = _PART_DAYS.get(found["part"])
    this = on.replace(day=day) if day else month_end(on)
    return this if this >= on else _first(on, 1).replace(day=this.day)


def _then(made: Made) -> Made:
    """The weekday that is named after it: 連休明けの水曜日."""

    def day(found: "re.Match[str]", on: date) -> date | None:
        first = made(found, on)
        return (
            first
            and first + ((WEEKDAYS.index(found["weekday"]) - first.weekday()) % 7 if found["weekday"] else 0) * DAY
        )

    return day


def _after_bon(found: "re.Match[str]", on: date) -> date:
    day = date(on.year, *BON)
    return _open(day if day >= on else day.replace(year=on.year + 1))


def _after_holiday(found: "re.Match[str]", on: date) -> date:
    while CALENDAR.hours(on):
        on += DAY
    return _open(on)


def _after_break(found: "re.Match[str]", on: date) -> date:
    day, closed = on, 0
    while not (CALENDAR.hours(day) and closed >= 3):
        closed = 0 if CALENDAR.hours(day) else closed + 1
        day += DAY
    return day


def _month_start(found: "re.Match[str]", on: date) -> date:
    return _first(on, 1)


def _fiscal_end(found: "re.Match[str]", on: date) -> date:
    return date(on.year + (on.month > 3), 3, 31)


_PART_DAYS = {"上旬": 10, "初旬": 10, "中旬": 20, "半ば": 15, "なかば": 15, "中頃": 15, "前半": 15}
_PART_DAYS |= dict.fromkeys(("初め", "はじめ", "初", "頭", "早々"), 1)
_PARTS = "上旬|初旬|中旬|下旬|半ば|なかば|中頃|前半|後半|末日?|初め|はじめ|初|頭|早々|中|いっぱい"
_SAME = r"(?: ?\([月火水木金土日](?:曜日?)?(?:・祝)?\)|[月火水木金土日]曜日?)?"
_ON = "(?:の(?P<weekday>[月火水木金土日])曜日?)?"
_ERA = "令和|平成|R|H"
_NEXT = "(?:(?P<next>来年|本年|今年)の?)?"
_OTHER = r"以内|後|間|ほど|程|くらい|ぐらい|前|中|で|目|分|あたり|も早|に?[0-9一二三四五]+[回度本錠]"  # an amount of days, no date
DATED = (
    "(?:[12][0-9]|3[01]|[89]|二?十[一二三四五六七八九]?|三十一?|[八九])日中"  # 24日中 is the 24th, 3日中 is three days
)
_PATTERNS: tuple[tuple[str, Made], ...] = (
    (rf"(?P<era>{_ERA})(?P<year>{NUMBER}|元)(?:年|[./-])(?P<month>{NUMBER})(?:月|[./-])(?P<day>{NUMBER})日?{_SAME}", _full),
    (rf"(?P<era>)(?P<year>{NUMBER})年(?P<month>{NUMBER})月(?P<day>{NUMBER})日{_SAME}", _full),
    (rf"(?P<era>)(?P<year>[0-9]{{4}})[./-](?P<month>[0-9]{{1,2}})[./-](?P<day>[0-9]{{1,2}})(?![0-9.-]){_SAME}", _full),
    (rf"{_NEXT}(?P<month>{NUMBER})月(?P<day>{NUMBER})日{_SAME}", _ahead),
    (rf"{_NEXT}(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})(?![0-9/]|ずつ|を(?!予定|目|めど)){_SAME}", _ahead),
    (rf"(?:(?P<month>{'|'.join(MONTHS)})の?)?(?P<day>{NUMBER})日(?!{_OTHER}){_SAME}", _in_month),
    (rf"(?P<month>(?!))?(?={DATED})(?P<day>{NUMBER})日(?=中)", _in_month),
    (r"(?:(?P<week>今週|来週|翌週|再来週|さ来週|次の|今度の)の?、?)?(?P<weekday>[月火水木金土日])曜日?", _weekday),
    (r"(?P<week>今週|来週|翌週|再来週|さ来週)\((?P<weekday>[月火水木金土日])\)", _weekday),
    (r"(?P<week>今週|来週|翌週|再来週|さ来週)の?(?P<part>末|明け|初め|はじめ|頭|早々|前半|後半|半ば|なかば|中頃|中ごろ|中|内)?", _week),
    (r"(?P<week>)週(?P<part>内)", _week),
    (r"週末", lambda f, on: on + (6 - on.weekday()) * DAY),
    (r"週明け(?:早々)?(?:の?月曜日?)?|週初め", lambda f, on: _open(on + (7 - on.weekday()) * DAY)),
    (rf"(?:(?P<near>{'|'.join(MONTHS)})|(?P<era>{_ERA})?(?:(?P<year>{NUMBER})年)?{_NEXT}(?P<month>{NUMBER})月)の?(?P<part>{_PARTS})", _tenth),
    (rf"(?:(?P<near>{'|'.join(MONTHS)})|(?P<era>)(?P<year>){_NEXT}(?P<month>{NUMBER})月)の?第(?P<many>[1-4一二三四])週", lambda f, on: _month(f, on) + (7 * number(f["many"]) - 1) * DAY),
    (r"(?P<part>上旬|初旬|中旬|下旬)", _next_tenth),
    (r"(?P<month>今月|当月|来月|翌月|再来月)", lambda f, on: month_end(on, MONTHS[f["month"]])),
    (r"月末日?|月内", lambda f, on: month_end(on)),
    (r"月初め?|月明け", _month_start),
    (r"年内|年末(?!年始)|本年中|今年中|今年いっぱい", lambda f, on: date(on.year, 12, 31)),
    (r"来年中", lambda f, on: date(on.year + 1, 12, 31)),
    (rf"年明け(?:の?(?P<month>[0-9]{{1,2}})月)?の?(?P<day>{NUMBER})日{_SAME}", lambda f, on: date(on.year + 1, number(f["month"] or "1"), number(f["day"]))),
    (r"年明け(?:早々)?|(?<!年末)年始", lambda f, on: _open(date(on.year + 1, 1, 1))),
    (r"年度内|年度末|今年度中|今年度末", _fiscal_end),
    (rf"お?盆(?:休み)?明け{_ON}", _then(_after_bon)),
    (rf"(?:連休|ゴールデンウィーク|GW)明け{_ON}", _then(_after_break)),
    (rf"(?:お?休み|休日|休暇)明け{_ON}", _then(_after_holiday)),
    (r"(?:翌|次の?)営業日", lambda f, on: business_later(on, 1)),
    (rf"({'|'.join(sorted(NEAR, key=len, reverse=True))})(?![香葉菜海美子])(?:中|のうち)?", lambda f, on: on + NEAR[f[1]] * DAY),
)  # fmt: skip
_DAYS = tuple((re.compile(pattern), made) for pattern, made in _PATTERNS)
_BARE = re.compile(r"\?P<\w+>")
WORDED = "|".join(f"(?:{_BARE.sub('?:', pattern)})" for pattern, _ in (_PATTERNS[-1], *_PATTERNS[:-1]))
