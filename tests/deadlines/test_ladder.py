"""Reminder before, ladder after: each once, in order, dated when it was due and not when it was noticed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.deadlines.rules import REMINDER, Say, Watched, agenda, reminder_at
from nattoku.lib.calendar import Calendar
from nattoku.lib.text import Text
from tests.deadlines.histories import tokyo

OURS = Calendar()
DUE = tokyo(22)  # a Sunday
STEP = timedelta(minutes=15)
FIRST_REPORT = Watched(
    id="case:1001:1:0",
    what=Text("一報", "First report"),
    opened=DUE - STEP,
    due=DUE,
    owner="sato",
    ladder=("chiba", "kato", "daihyo"),
    step=STEP,
    round_the_clock=True,
)
LETTER = Watched(
    id="case:1001:9:0",
    what=Text("お手紙", "Letter"),
    opened=tokyo(24),
    due=tokyo(25, "18:00"),
    owner="sato",
    ladder=("chiba", "daihyo"),
    step=timedelta(days=1),
    business_step=True,
    share=67,
)


def said(one: Watched, at: datetime, *before: Say) -> list[Say]:
    known = {(s.id, s.rung) for s in before}
    return [s for s in agenda([one], OURS, known) if s.at <= at]


def rungs(minutes: float) -> list[tuple[int, str, datetime]]:
    return [(s.rung, s.person, s.at) for s in said(FIRST_REPORT, DUE + timedelta(minutes=minutes))]


def test_before_it_is_due_nobody_hears() -> None:
    assert rungs(-1) == []


def test_when_it_is_due_the_first_person_hears() -> None:
    assert rungs(0) == [(1, "chiba", DUE)]


def test_a_step_later_the_next_one_hears() -> None:
    assert rungs(15)[1:] == [(2, "kato", DUE + STEP)]


def test_a_watcher_that_slept_writes_every_rung_with_its_own_time() -> None:
    assert rungs(500) == [(1, "chiba", DUE), (2, "kato", DUE + STEP), (3, "daihyo", DUE + 2 * STEP)]


@given(st.lists(st.floats(-60, 9000), min_size=1, max_size=12))
def test_however_often_the_watcher_looks_each_thing_is_said_once_with_the_same_time(looks: list[float]) -> None:
    written: list[Say] = []
    for minutes in sorted(looks):
        written += said(LETTER, LETTER.opened + timedelta(minutes=minutes), *written)
    assert sorted(written, key=lambda s: s.rung) == sorted(
        said(LETTER, LETTER.opened + timedelta(minutes=max(looks))), key=lambda s: s.rung
    )
    assert len({s.rung for s in written}) == len(written)


def test_in_business_time_a_rung_waits_for_the_next_business_day() -> None:
    everything = [(s.rung, s.person, s.at) for s in agenda([LETTER], OURS)]
    assert everything == [
        (REMINDER, "sato", tokyo(25, "13:03")),
        (1, "chiba", tokyo(25, "18:00")),
        (2, "daihyo", tokyo(26, "18:00")),
    ]


def test_the_owner_of_a_first_report_is_reminded_ten_minutes_in_even_on_a_sunday() -> None:
    assert reminder_at(with_(FIRST_REPORT, share=67), OURS) == DUE - STEP + STEP * 67 / 100


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.integers(1, 60 * 24 * 40),
    st.integers(1, 99),
    st.booleans(),
)
def test_a_reminder_comes_before_it_is_due_and_not_at_night_unless_we_are_closed_all_the_while(
    opened: datetime, minutes: int, share: int, round_the_clock: bool
) -> None:
    opened = opened.replace(tzinfo=DUE.tzinfo)
    one = with_(LETTER, opened=opened, due=opened + timedelta(minutes=minutes), share=share)
    one = with_(one, round_the_clock=round_the_clock)
    at = reminder_at(one, OURS)
    assert at is not None
    assert one.opened <= at <= one.due
    if not round_the_clock and OURS.worked(one.opened, one.due):
        assert OURS.is_open(at) or OURS.is_open(at - timedelta(microseconds=1))


@pytest.mark.parametrize("share", [0, 50])
def test_what_was_late_from_the_beginning_has_no_reminder(share: int) -> None:
    assert reminder_at(with_(LETTER, due=LETTER.opened, share=share), OURS) is None


def test_what_has_no_owner_reminds_nobody_but_climbs() -> None:
    assert [s.rung for s in agenda([with_(LETTER, owner="")], OURS)] == [1, 2]


def with_(one: Watched, **changes: object) -> Watched:
    return Watched(**{**vars(one), **changes})  # type: ignore[arg-type]
