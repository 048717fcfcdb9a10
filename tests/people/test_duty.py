"""Whom to call: no hour of the week is empty, and nobody is told to call themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.ledger.models import FactRow
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.people import actions, queries
from nattoku.people.rules import Slot, ladder, slot_of
from tests.company import NOW, Company

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=TOKYO)
PEOPLE = st.sampled_from(["sato", "chiba", "mori", "ueno", "kato", "daihyo"])
CLOCKS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)) | st.just("24:00")
SLOTS = st.builds(
    Slot,
    weekday=st.integers(0, 6),
    begins=CLOCKS,
    ends=CLOCKS,
    person=PEOPLE,
    stand_ins=st.lists(PEOPLE, max_size=3).map(tuple),
)
MINUTES = st.integers(0, 7 * 24 * 60 - 1).map(lambda m: MONDAY + timedelta(minutes=m))


def called(slots: list[Slot], at: datetime, **more: Any) -> list[str]:
    known: dict[str, Any] = {"superior": "", "heads": [], "representative": "daihyo"}
    return ladder(slots, at=at, **(known | more))


@pytest.mark.rule("S004-4.2")
@given(
    slots=st.lists(SLOTS, max_size=12),
    at=MINUTES,
    superior=PEOPLE | st.just(""),
    heads=st.lists(PEOPLE, max_size=2),
    receiver=PEOPLE | st.just(""),
)
def test_at_every_minute_of_the_week_there_is_somebody_to_call(
    slots: list[Slot], at: datetime, superior: str, heads: list[str], receiver: str
) -> None:
    order = called(slots, at, superior=superior, heads=heads, receiver=receiver)
    assert order
    assert all(order)
    assert len(order) == len(set(order))
    assert order == ["daihyo"] or receiver not in order
    assert "daihyo" in order or receiver == "daihyo"
    on_duty = [s.person for s in slots if s.holds(at) and s.person != receiver]
    assert order[: len(on_duty[:1])] == on_duty[:1] or order[0] in [
        p for s in slots if s.holds(at) for p in s.stand_ins
    ]


@given(slot=SLOTS, at=MINUTES)
def test_a_slot_holds_the_same_minutes_in_every_time_zone(slot: Slot, at: datetime) -> None:
    assert slot.holds(at) == slot.holds(at.astimezone(UTC))
    assert slot.holds(at) == slot.holds(at + timedelta(weeks=1))


def test_on_duty_comes_first_then_the_stand_ins_then_the_superior_then_the_heads_then_the_representative() -> None:
    slots = [Slot(weekday=0, begins="09:00", ends="18:00", person="mori", stand_ins=("ueno",))]
    order = called(slots, MONDAY.replace(hour=9), superior="chiba", heads=["kato"])
    assert order == ["mori", "ueno", "chiba", "kato", "daihyo"]


@pytest.mark.parametrize(
    ("hour", "minute", "holds"), [(8, 59, False), (9, 0, True), (17, 59, True), (18, 0, False), (0, 0, False)]
)
def test_a_slot_begins_on_the_minute_and_is_over_on_the_minute(hour: int, minute: int, holds: bool) -> None:
    slot = Slot(weekday=0, begins="09:00", ends="18:00", person="mori")
    assert slot.holds(MONDAY.replace(hour=hour, minute=minute)) is holds


def test_a_night_shift_goes_on_into_the_next_morning_even_from_sunday_to_monday() -> None:
    night = Slot(weekday=6, begins="22:00", ends="06:00", person="mori")
    sunday = MONDAY + timedelta(days=6)
    assert night.holds(sunday.replace(hour=23))
    assert night.holds(MONDAY.replace(hour=5, minute=59))
    assert not night.holds(MONDAY.replace(hour=6))
    assert not night.holds(sunday.replace(hour=5))


def test_a_slot_until_24_00_holds_the_last_minute_of_the_day() -> None:
    late = Slot(weekday=0, begins="18:00", ends="24:00", person="mori")
    assert late.holds(MONDAY.replace(hour=23, minute=59))
    assert not late.holds(MONDAY + timedelta(days=1))


def test_the_representative_alone_is_told_to_call_nobody_else() -> None:
    assert called([], MONDAY, receiver="daihyo") == ["daihyo"]


@pytest.mark.parametrize("hour", range(0, 168, 5))
def test_in_a_real_company_somebody_active_is_there_at_every_hour(company: Company, hour: int) -> None:
    actions.leave(person="chiba", by="daihyo", at=NOW)
    for division in (company.sales, company.logistics, "gone"):
        for receiver in ("sato", "mori", "daihyo", "", "nobody"):
            found = queries.duty(division, at=MONDAY + timedelta(hours=hour), receiver=receiver)
            assert found
            assert all(p.is_active for p in found)


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"weekday": 7, "from": "09:00", "to": "18:00", "person": "sato"},
        {"weekday": -1, "from": "09:00", "to": "18:00", "person": "sato"},
        {"weekday": "月", "from": "09:00", "to": "18:00", "person": "sato"},
        {"weekday": 0, "from": "9:00", "to": "18:00", "person": "sato"},
        {"weekday": 0, "from": "09:00", "to": "25:00", "person": "sato"},
        {"weekday": 0, "from": "09:00", "to": "18:00"},
        {"weekday": 0, "from": "09:00", "to": "18:00", "person": "sato", "stand_ins": 5},
    ],
)
def test_a_roster_that_cannot_be_read_is_refused_before_it_empties_an_hour(
    company: Company, row: dict[str, Any]
) -> None:
    before = FactRow.objects.count()
    with pytest.raises(Refusal, match="当番表") as refusal:
        actions.set_duty(division=company.sales, slots=[row], by="kato", at=NOW)
    assert refusal.value.status == 400
    assert FactRow.objects.count() == before


def test_only_people_and_divisions_that_exist_are_put_on_duty(company: Company) -> None:
    row = {"weekday": 0, "from": "09:00", "to": "18:00", "person": "nobody"}
    for act in (
        lambda: actions.set_duty(division=company.sales, slots=[row], by="kato", at=NOW),
        lambda: actions.set_duty(
            division=company.sales, slots=[row | {"person": "sato", "stand_ins": ["x"]}], by="kato", at=NOW
        ),
        lambda: actions.set_duty(division="nowhere", slots=[], by="kato", at=NOW),
        lambda: actions.assign(person="nobody", division=company.sales, by="kato", at=NOW),
        lambda: actions.assign(person="sato", division="nowhere", by="kato", at=NOW),
        lambda: actions.set_room(division="nowhere", channel="chatwork", address="1", by="kato", at=NOW),
    ):
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.status == 404


def test_a_roster_reads_back_as_it_was_typed() -> None:
    row = {"weekday": "2", "from": "22:00", "to": "06:00", "person": "sato", "stand_ins": ["mori"]}
    assert slot_of(row) == Slot(weekday=2, begins="22:00", ends="06:00", person="sato", stand_ins=("mori",))
