"""Moments: aware, and never far ahead of now. Written for people: 11月22日(日) 15:00."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

TOKYO = ZoneInfo("Asia/Tokyo")
AHEAD = timedelta(minutes=5)
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=TOKYO), datetime(9000, 1, 1, tzinfo=TOKYO)
_DAYS_JA = "月火水木金土日"


def in_tokyo(moment: datetime) -> datetime:
    """A moment that came without an offset was said in Tokyo."""
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


Moment = Annotated[datetime, AfterValidator(in_tokyo)]  # what a door takes for a moment


def happened(moment: datetime | None, *, at: datetime) -> datetime:
    """The moment something happened: `moment`, or `at` when none was said. Refused (400) when it lies ahead."""
    if moment is None:
        return at
    moment = in_tokyo(moment)
    if not EARLIEST < moment < LATEST:
        raise Refusal(Text("起きた日時を読み取れませんでした。", "The time it happened could not be read."), status=400)
    if moment > at + AHEAD:
        raise Refusal(
            Text(
                "起きた日時（{moment}）が未来になっています。日時をお確かめください。",
                "The time it happened ({moment}) lies in the future. Please check it.",
            ).with_(moment=when(moment, at=at)),
            status=400,
        )
    return moment


def when(moment: datetime | date, *, at: datetime | None = None) -> Text:
    """11月22日(日) 15:00 / Sun 22 Nov 15:00, in Tokyo time; at: names the year when it is not the year of `at`."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(TOKYO)
        clock = f" {moment:%H:%M}"
    else:
        clock = ""
    other = at is not None and moment.year != at.astimezone(TOKYO).year
    return Text(
        f"{f'{moment.year}年' if other else ''}{moment.month}月{moment.day}日({_DAYS_JA[moment.weekday()]}){clock}",
        f"{moment:%a} {moment.day} {moment:%b}{f' {moment.year}' if other else ''}{clock}",
    )


def span(length: timedelta) -> Text:
    """3日4時間 / 3 d 4 h: the two largest units, never more than a reader needs."""
    minutes = max(0, int(length.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, mins = divmod(rest, 60)
    units = [(days, "日", " d"), (hours, "時間", " h"), (mins, "分", " min")]
    first = next((i for i, (n, *_) in enumerate(units) if n), 2)
    kept = [u for u in units[first : first + 2] if u[0]] or [units[2]]
    return Text("".join(f"{n}{ja}" for n, ja, _ in kept), " ".join(f"{n}{en}" for n, _, en in kept))


def ago(moment: datetime, *, at: datetime) -> Text:
    """いま, 12分前, 3日4時間前; あと2時間 for what lies ahead."""
    if abs(at - moment) < timedelta(minutes=1):
        return Text("いま", "now")
    if moment > at:
        return Text("あと{s}", "in {s}").with_(s=span(moment - at))
    return Text("{s}前", "{s} ago").with_(s=span(at - moment))


def age_in_days(moment: datetime, *, at: datetime) -> int:
    """Whole calendar days in Tokyo between the two moments."""
    return (at.astimezone(TOKYO).date() - moment.astimezone(TOKYO).date()).days
