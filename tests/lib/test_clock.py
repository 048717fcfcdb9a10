"""Moments: aware, never far ahead, and written as people say them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.lib.clock import AHEAD, TOKYO, age_in_days, ago, happened, span, when
from nattoku.lib.refusal import Refusal

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(8000, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, MOMENTS)
def test_what_happened_lies_at_most_five_minutes_ahead(moment: datetime, at: datetime) -> None:
    if moment <= at + AHEAD:
        assert happened(moment, at=at) == moment
    else:
        with pytest.raises(Refusal, match="未来") as refusal:
            happened(moment, at=at)
        assert refusal.value.status == 400


def test_exactly_five_minutes_ahead_is_a_fast_clock_and_a_microsecond_more_is_not() -> None:
    assert happened(NOW + AHEAD, at=NOW) == NOW + AHEAD
    with pytest.raises(Refusal):
        happened(NOW + AHEAD + timedelta(microseconds=1), at=NOW)


def test_nothing_said_means_now_and_no_offset_means_tokyo() -> None:
    assert happened(None, at=NOW) == NOW
    assert happened(datetime(2026, 11, 22, 9, 0), at=NOW) == datetime(2026, 11, 22, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max,
        datetime.min,
    ],
)
def test_a_moment_outside_of_time_cannot_be_read(moment: datetime) -> None:
    with pytest.raises(Refusal, match="読み取れません") as refusal:
        happened(moment, at=NOW)
    assert refusal.value.status == 400


def test_moments_are_written_in_tokyo_with_the_day_of_the_week() -> None:
    assert when(NOW).ja == "11月22日(日) 10:00"
    assert when(NOW).en == "Sun 22 Nov 10:00"
    assert when(date(2028, 2, 29)).ja == "2月29日(火)"
    assert when(datetime(2026, 12, 31, 15, 0, tzinfo=UTC)).ja == "1月1日(金) 00:00"


@given(st.timedeltas(timedelta(), timedelta(days=4000)))
def test_a_length_is_at_most_two_units_and_never_empty(length: timedelta) -> None:
    said = span(length)
    assert said.ja
    assert said.en
    assert sum(said.ja.count(unit) for unit in ("日", "時間", "分")) <= 2


@given(MOMENTS, MOMENTS)
def test_any_two_moments_can_be_told_apart_in_words(moment: datetime, at: datetime) -> None:
    said = ago(moment, at=at)
    assert said.ja == "いま" or said.ja.endswith("前") == (moment < at)
    assert (age_in_days(moment, at=at) >= 0) == (moment.astimezone(TOKYO).date() <= at.astimezone(TOKYO).date())
