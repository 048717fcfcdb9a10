"""What answers say together, and what may be shown of them. No database."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.lib.refusal import Refusal
from nattoku.surveys import rules
from nattoku.surveys.rules import Rate, results, showable


@dataclass(frozen=True)
class One:
    csat: int = 4
    ces: int = 0
    nps: int = -1
    dissatisfied: str = "unsaid"
    told: str = "unsaid"
    reach: str = ""


def test_nps_csat_and_ces_are_counted_as_everybody_counts_them() -> None:
    seen = results([One(csat=c, nps=n, ces=4) for c, n in ((5, 10), (4, 9), (3, 8), (2, 6), (1, 0))])
    assert (seen.csat.part, seen.csat.whole, seen.nps, seen.ces.percent) == (2, 5, 0, 100.0)
    assert results([One(csat=5)]).nps is None


def test_the_interval_is_wilsons() -> None:
    low, high = Rate(4, 20).interval or (0, 0)
    assert (round(low, 2), round(high, 2)) == (8.07, 41.6)
    assert Rate(0, 0).interval is None
    low, high = Rate(0, 10).interval or (1, 1)
    assert low == 0.0
    assert round(high, 1) == 27.8


def test_our_own_iceberg_rate_counts_only_the_dissatisfied_and_has_its_interval() -> None:
    told = [One(dissatisfied="yes", told="yes")] * 4 + [One(dissatisfied="yes", told="no")] * 16
    seen = results([*told, *[One(dissatisfied="no")] * 30])
    assert (seen.told.part, seen.told.whole, seen.dissatisfied.whole) == (4, 20, 50)
    assert rules.iceberg(60, seen.told) == (144, 744)
    assert rules.iceberg(60, Rate(0, 0)) is None


@pytest.mark.parametrize(("unknown", "known", "may"), [(5, 0, True), (4, 0, False), (4, 3, False), (5, 9, True)])
def test_fewer_than_five_unknown_people_are_never_shown_and_who_is_known_does_not_count(
    unknown: int, known: int, may: bool
) -> None:
    assert showable([One()] * unknown + [One(reach="090")] * known) is may


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_no_figure_less_another_leaves_fewer_than_five(sizes: list[int]) -> None:
    """Whatever is shown is a sum of surveys that may be shown; so is every difference of a sum and a part of it."""
    shown = [n for n in sizes if showable([One()] * n)]
    sums = {0}
    for n in shown:
        sums |= {s + n for s in sums}
    assert all(s == 0 or s >= 5 for s in sums)
    assert all((sum(shown) - n) == 0 or (sum(shown) - n) >= 5 for n in shown)


@pytest.mark.parametrize("scores", [{"csat": 0}, {"csat": 6}, {"csat": 4, "nps": 11}, {"csat": 4, "ces": -1}])
def test_answers_outside_of_the_scale_are_refused(scores: dict[str, int]) -> None:
    with pytest.raises(Refusal):
        rules.refuse_scores(scores)


def test_low_is_two_of_five_or_four_of_ten() -> None:
    assert rules.low(2)
    assert rules.low(5, 4)
    assert not rules.low(3, 5)
    assert not rules.low(0)
