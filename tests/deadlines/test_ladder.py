"""The escalation ladder: each rung once, in order, dated when it was due and not when it was noticed."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nattoku.deadlines.rules import rungs_due
from tests.company import NOW

STEP = timedelta(minutes=15)
LADDER = ["chiba", "kato", "daihyo"]


def due(minutes: float, done: int = 0, ladder: list[str] = LADDER) -> list[tuple[int, str, datetime]]:
    at = NOW + timedelta(minutes=minutes)
    found = rungs_due(due_at=NOW, step=STEP, ladder=ladder, done=done, at=at)
    return [(r.number, r.person, r.due_at) for r in found]


def test_before_it_is_due_nobody_hears() -> None:
    assert due(-1) == []


def test_when_it_is_due_the_first_person_hears() -> None:
    assert due(0) == [(1, "chiba", NOW)]


def test_a_step_later_the_next_one_hears() -> None:
    assert due(15, done=1) == [(2, "kato", NOW + STEP)]


def test_a_watcher_that_slept_writes_every_rung_with_its_own_time() -> None:
    assert due(500) == [(1, "chiba", NOW), (2, "kato", NOW + STEP), (3, "daihyo", NOW + 2 * STEP)]


def test_the_ladder_ends() -> None:
    assert due(500, done=3) == []


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12))
def test_however_often_the_watcher_looks_each_rung_is_written_once_with_the_same_time(looks: list[float]) -> None:
    written: list[tuple[int, str, datetime]] = []
    for minutes in sorted(looks):
        written += due(minutes, done=len(written))
    assert written == due(max(looks))
