"""Business time: never due in closed time, counted as it was added, with Japan's holidays as they are."""

from datetime import UTC, date, datetime, timedelta

import holidays as other_source
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.lib.calendar import NEVER, WEEKDAYS, Calendar, holidays, hours_of, written
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal

OURS = Calendar()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(TOKYO))
WORKED = st.integers(0, 60 * 60 * 24 * 15).map(lambda s: timedelta(seconds=s))
SPANS = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(
    lambda edges: tuple(zip(*[iter(sorted(edges)[: len(edges) // 2 * 2])] * 2, strict=True))
)
WEEKS = st.lists(SPANS | st.just(()), min_size=7, max_size=7).map(tuple).filter(any)
CALENDARS = st.builds(
    Calendar,
    week=WEEKS,
    closed=st.frozensets(st.dates(date(2020, 1, 1), date(2036, 12, 31)), max_size=30),
    year_end=st.sampled_from([("12-29", "01-03"), ("", ""), ("08-13", "08-16"), ("12-20", "01-10")]),
    holidays=st.booleans(),
)


def tokyo(day: int, clock: str = "10:00", month: int = 11, year: int = 2026) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=TOKYO)


@pytest.mark.parametrize("year", range(2020, 2031))
def test_the_holidays_of_two_independent_sources_agree(year: int) -> None:
    assert set(holidays(year)) == set(other_source.country_holidays("JP", years=year))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 7, 24), "スポーツの日"),  # moved for one year by law
        (date(2024, 2, 12), "建国記念の日 振替休日"),
        (date(2026, 5, 6), "憲法記念日 振替休日"),  # a substitute two days after
        (date(2026, 9, 22), "国民の休日"),  # between two holidays
        (date(2026, 9, 23), "秋分の日"),
        (date(2028, 3, 20), "春分の日"),
    ],
)
def test_substitute_holidays_days_between_and_equinoxes_are_known(day: date, name: str) -> None:
    assert holidays(day.year)[day] == name
    assert not OURS.hours(day)


@given(CALENDARS, MOMENTS, WORKED)
def test_what_is_due_is_never_due_in_closed_time_and_counts_as_much_as_was_added(
    calendar: Calendar, moment: datetime, worked: timedelta
) -> None:
    due = calendar.later(moment, worked)
    assert due >= moment
    assert calendar.worked(moment, due) == worked
    assert calendar.is_open(due) or calendar.is_open(due - timedelta(microseconds=1))


@given(CALENDARS, MOMENTS, MOMENTS, WORKED, WORKED)
def test_who_begins_later_or_takes_longer_is_never_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, short: timedelta, more: timedelta
) -> None:
    first, second = sorted((one, other))
    assert calendar.later(first, short) <= calendar.later(second, short)
    assert calendar.later(first, short) <= calendar.later(first, short + more)
    assert calendar.days_later(first, 2) <= calendar.days_later(second, 2) < calendar.days_later(second, 3)


@given(CALENDARS, MOMENTS, WORKED, WORKED)
def test_in_two_steps_or_in_one_it_is_the_same(
    calendar: Calendar, moment: datetime, one: timedelta, other: timedelta
) -> None:
    """But for the edge: a step that ends at the close may go on at the next opening."""
    at_once = calendar.later(moment, one + other)
    stepwise = calendar.later(calendar.later(moment, one), other)
    assert stepwise == at_once or calendar.worked(at_once, stepwise) == timedelta()


@given(CALENDARS, MOMENTS, st.integers(1, 8))
def test_business_days_are_counted_as_they_were_added(calendar: Calendar, moment: datetime, days: int) -> None:
    due = calendar.days_later(moment, days)
    assert calendar.is_open(due - timedelta(microseconds=1))
    assert calendar.business_days(moment, due - timedelta(microseconds=1)) == days


@given(CALENDARS, MOMENTS, WORKED)
def test_the_same_moment_in_another_zone_is_due_at_the_same_moment(
    calendar: Calendar, moment: datetime, worked: timedelta
) -> None:
    assert calendar.later(moment.astimezone(UTC), worked) == calendar.later(moment, worked)
    assert calendar.days_later(moment.astimezone(UTC), 3) == calendar.days_later(moment, 3)


@given(CALENDARS, MOMENTS)
def test_the_next_opening_is_open_and_nothing_was_worked_before_it(calendar: Calendar, moment: datetime) -> None:
    opening = calendar.opens(moment)
    assert calendar.is_open(opening)
    assert calendar.worked(moment, opening) == timedelta()


def test_the_lunch_hour_and_the_evening_do_not_count() -> None:
    assert OURS.later(tokyo(24, "11:00"), timedelta(hours=2)) == tokyo(24, "14:00")
    assert OURS.later(tokyo(24, "17:30"), timedelta(hours=1)) == tokyo(25, "09:30")
    assert OURS.later(tokyo(24, "11:00"), timedelta(hours=1)) == tokyo(24, "12:00")


def test_one_business_day_from_a_sunday_before_a_holiday_ends_on_tuesday() -> None:
    assert OURS.days_later(tokyo(22), 1) == tokyo(24, "18:00")
    assert OURS.due(tokyo(22), timedelta(days=1), business=True) == tokyo(24, "18:00")
    assert OURS.due(tokyo(22), timedelta(hours=1), business=True) == tokyo(24)
    assert OURS.due(tokyo(22), timedelta(minutes=15), business=False) == tokyo(22, "10:15")


def test_over_new_year_nothing_is_due() -> None:
    last = tokyo(28, "17:59", month=12)
    assert OURS.later(last, timedelta(minutes=2)) == tokyo(4, "09:01", month=1, year=2027)
    assert OURS.days_later(last, 1) == tokyo(4, "18:00", month=1, year=2027)
    assert OURS.worked(last, tokyo(4, "09:00", month=1, year=2027)) == timedelta(minutes=1)


def test_the_same_day_is_today_while_it_lasts_and_else_the_next_business_day() -> None:
    assert OURS.days_later(tokyo(24, "12:30"), 0) == tokyo(24, "18:00")
    assert OURS.days_later(tokyo(24, "18:00"), 0) == tokyo(25, "18:00")


def test_a_day_closed_by_the_company_is_no_business_day() -> None:
    calendar = Calendar(closed=frozenset({date(2026, 11, 24)}))
    assert calendar.days_later(tokyo(22), 1) == tokyo(25, "18:00")


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar(week=((),) * 7),
        Calendar(year_end=("01-01", "12-31")),
        Calendar(
            week=(*WEEKDAYS[:5], (), ()), closed=frozenset(tokyo(1).date() + timedelta(days=d) for d in range(900))
        ),
    ],
)
def test_a_company_that_is_never_open_is_refused_in_words(calendar: Calendar) -> None:
    for ask in (
        lambda: calendar.later(tokyo(22), timedelta(hours=1)),
        lambda: calendar.days_later(tokyo(22), 1),
        lambda: calendar.opens(tokyo(22)),
    ):
        with pytest.raises(Refusal) as refusal:
            ask()
        assert refusal.value.sentence == NEVER


def test_hours_are_read_as_people_type_them() -> None:
    assert hours_of("09:00-12:00 13:00-18:00") == ((540, 720), (780, 1080))
    assert hours_of("9:00〜12:00、13:00~24:00") == ((540, 720), (780, 1440))
    assert hours_of(" ") == ()
    assert written(hours_of("9:00-24:00")) == "09:00-24:00"


@pytest.mark.parametrize(
    "raw", ["9-18", "18:00-09:00", "09:00-12:00 11:00-13:00", "09:00-25:00", "23:00-24:30", "いつでも"]
)
def test_hours_that_cannot_be_read_are_refused(raw: str) -> None:
    with pytest.raises(Refusal, match="読み取れません") as refusal:
        hours_of(raw)
    assert refusal.value.status == 400
