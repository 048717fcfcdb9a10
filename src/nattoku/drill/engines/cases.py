"""What is known of each case, asked of an engine: when it began, when it was done, what was promised."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import ibis

from nattoku.drill.engines.events import Events

MOST_DAYS: Final = 40_000  # more distinct promises than a century has days: these are moments, not days
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_DAY: Final = 86_400_000_000


def cases(found: Events) -> Any:
    """One row a case: its, first, begun, done, promised (null: never), slack (0: none) and late, kept as 0 or 1."""
    rows = found.rows
    done = rows.time.max() if found.done is None else rows.time.max(where=rows.activity == found.done)
    each = rows.group_by(its=rows.case_name).agg(first=rows.seq.min(), begun=rows.time.min(), done=done)
    if not found.promises:
        each = each.mutate(promised=ibis.null("int64"))
    else:
        promises = _promises(found)
        each = each.left_join(promises, each.its == promises.whose).drop("whose")
    known = each.promised.notnull() & each.done.notnull()
    return each.mutate(
        slack=ibis.coalesce(ibis.greatest(each.promised - each.begun, 0), 0),
        late=(known & (each.done > each.promised)).ifelse(1, 0),
        kept=(known & (each.done <= each.promised)).ifelse(1, 0),
    )


def _promises(found: Events) -> Any:
    """The first promise of each case; of rows without a moment too. Days without a clock last until their end."""
    table = found.table
    told = table.filter(table.case_name.notnull(), table.promised.notnull())
    inside = ibis.window(group_by=told.case_name, order_by=[told.seq, told.promised])
    first = told.mutate(rank_=ibis.row_number().over(inside))
    first = first.filter(first.rank_ == 0).select(whose=first.case_name, promised=first.promised)
    moments = found.ask(told.select("promised").distinct().limit(MOST_DAYS))
    return _last(first, [int(row[0]) for row in moments], found.zone)


def _last(first: Any, moments: list[int], zone: ZoneInfo) -> Any:
    """As it is, or, where every promise is a day, the last moment of that day; few days are not of 24 hours."""
    days = [(_EPOCH + at * _MICRO).astimezone(zone) for at in moments]
    if len(moments) >= MOST_DAYS or any(
        (day.hour, day.minute, day.second, day.microsecond) != (0,) * 4 for day in days
    ):
        return first
    odd = [(at, end) for at, day in zip(moments, days, strict=True) if (end := _end(day)) != at + _DAY - 1]
    usual = first.promised + (_DAY - 1)
    if odd:
        usual = ibis.cases(*((first.promised == at, end) for at, end in odd), else_=usual)
    return first.mutate(promised=usual)


def _end(day: datetime) -> int:
    """The last microsecond of a day that begins then; the clock may change in it."""
    next_ = (day.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=day.tzinfo)
    return int((next_.astimezone(UTC) - _EPOCH) / _MICRO) - 1
