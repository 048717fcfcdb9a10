"""When legal periods end: worked examples of every date rule, and what holds for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.law.card import Standing
from nattoku.law.counting import Period
from nattoku.law.reading import deck, one
from nattoku.law.words import FirstDay, LastDay, Unit
from nattoku.lib.refusal import Refusal

ANY_DAY = st.dates(min_value=date(1990, 1, 1), max_value=date(2098, 12, 31))

EXAMPLES = [
    # The day the document was received is the first of eight, over the end of a month, a leap day and the year's end.
    ("coolingoff_8", "2026-11-02", "2026-11-09"),
    ("coolingoff_8", "2024-02-23", "2024-03-01"),
    ("coolingoff_8", "2025-02-23", "2025-03-02"),
    ("coolingoff_8", "2026-12-28", "2027-01-04"),
    # A Sunday and a holiday at the end change nothing.
    ("coolingoff_8", "2026-11-15", "2026-11-22"),
    ("coolingoff_8", "2026-11-16", "2026-11-23"),
    ("coolingoff_20", "2026-12-20", "2027-01-08"),
    ("mailorder_return_8", "2026-12-25", "2027-01-01"),
    # Known on Friday: the fifth day is Tuesday, the holiday between counts.
    ("appi_prelim", "2026-11-20", "2026-11-24"),
    # Thirty days, the day of knowing included; a closed last day moves to the next open one.
    ("appi_final", "2026-11-02", "2026-12-01"),
    ("appi_final", "2026-11-06", "2026-12-07"),  # 5 December is a Saturday
    ("appi_final", "2026-11-30", "2027-01-04"),  # 29 December: offices are closed until 3 January
    ("appi_final", "2028-01-31", "2028-02-29"),
    ("appi_final_60", "2026-11-02", "2027-01-04"),  # 31 December
    ("appi_final_60", "2026-11-09", "2027-01-07"),
    ("psc_serious", "2026-11-02", "2026-11-11"),
    ("psc_serious", "2026-11-14", "2026-11-24"),  # 23 November is a holiday
    ("psc_serious", "2026-12-20", "2027-01-04"),
    # No number in the law: looked at the same day, even on a Sunday.
    ("food_recall", "2026-11-22", "2026-11-22"),
    ("appi_disclosure", "2026-11-22", "2026-11-22"),
    # Years: the first day is not counted; the last is the one before the matching day.
    ("nonconf_1y", "2025-03-14", "2026-03-14"),  # a Saturday is no 休日 of 民法142条
    ("nonconf_1y", "2023-02-28", "2024-02-29"),  # begins on 1 March
    ("nonconf_1y", "2024-02-28", "2025-02-28"),  # begins on 29 February, which the next year lacks
    ("nonconf_1y", "2024-02-29", "2025-02-28"),
    ("nonconf_1y", "2025-11-22", "2026-11-24"),  # Sunday, then a holiday
    ("nonconf_1y", "2025-12-31", "2026-12-31"),
    ("nonconf_1y", "2026-01-02", "2027-01-04"),  # 2 January is kept free, the 3rd too
    ("merchant_6m", "2026-08-30", "2027-03-01"),  # 28 February 2027 is a Sunday
    ("merchant_6m", "2025-08-30", "2026-02-28"),  # begins on the 31st, which February lacks
    ("merchant_6m", "2025-08-31", "2026-02-28"),
    ("merchant_6m", "2023-08-31", "2024-02-29"),
    ("merchant_6m", "2026-06-30", "2026-12-31"),
    ("pl_3y", "2024-02-29", "2027-03-01"),  # 28 February 2027 is a Sunday
    ("pl_5y", "2023-11-23", "2028-11-24"),  # 23 November is a holiday
    ("pl_10y", "2018-02-28", "2028-02-29"),
    ("cca_1y", "2025-11-10", "2026-11-10"),
    ("cca_5y", "2023-01-02", "2028-01-04"),  # 2 January is a Sunday
    ("presc_5y", "2021-11-22", "2026-11-24"),
    ("presc_10y", "2016-11-22", "2026-11-24"),
]


@pytest.mark.parametrize(("card", "began", "ends"), EXAMPLES)
def test_a_period_ends_as_the_worked_example_says(card: str, began: str, ends: str) -> None:
    assert one(card).due_on(date.fromisoformat(began)) == date.fromisoformat(ends)


@given(ANY_DAY, st.integers(1, 400))
def test_counting_the_first_day_ends_one_day_earlier_than_not_counting_it(happened: date, days: int) -> None:
    counted = Period(days, Unit.DAYS, FirstDay.COUNTED, LastDay.STANDS).ends(happened)
    later = Period(days, Unit.DAYS, FirstDay.NOT_COUNTED, LastDay.STANDS).ends(happened)
    assert later - counted == timedelta(days=1)
    assert (counted - happened).days == days - 1


@given(ANY_DAY, st.integers(1, 20))
def test_a_period_of_years_ends_on_the_same_day_of_the_year_or_the_last_of_february(happened: date, years: int) -> None:
    last = Period(years, Unit.YEARS, FirstDay.NOT_COUNTED, LastDay.STANDS).ends(happened)
    same_day = (last.month, last.day) == (happened.month, happened.day)
    assert last.year == happened.year + years
    assert same_day or (last + timedelta(days=1)).day == 1


@given(ANY_DAY, st.integers(1, 40), st.sampled_from(LastDay))
def test_a_later_start_never_ends_earlier_and_a_closed_day_never_shortens(
    happened: date, days: int, rule: LastDay
) -> None:
    period = Period(days, Unit.DAYS, FirstDay.COUNTED, rule)
    assert period.ends(happened) <= period.ends(happened + timedelta(days=1))
    assert period.ends(happened) >= Period(days, Unit.DAYS, FirstDay.COUNTED, LastDay.STANDS).ends(happened)


def test_a_withdrawal_counts_from_its_dispatch_and_a_missing_document_begins_no_period() -> None:
    card = one("coolingoff_8")
    assert card.on_dispatch
    assert card.standing(began=date(2026, 11, 2), sent=date(2026, 11, 9)) is Standing.WITHIN
    assert card.standing(began=date(2026, 11, 2), sent=date(2026, 11, 10)) is Standing.AFTER
    assert card.standing(began=None, sent=date(2026, 11, 10)) is Standing.NOT_BEGUN


def test_a_card_without_a_period_counts_nothing_and_a_day_of_another_age_is_refused() -> None:
    with pytest.raises(Refusal, match="決まった期限はありません"):
        one("whistle").due_on(date(2026, 11, 22))
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(Refusal, match="1900年から2200年"):
            one("presc_10y").due_on(day)


def test_every_card_with_a_period_counts_the_farthest_days_it_takes() -> None:
    for card in deck().values():
        if card.period:
            assert card.due_on(date(2200, 12, 31)) >= date(2200, 12, 31)
