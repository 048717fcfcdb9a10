"""The demo tells its stories through the same gates as everybody, at believable times."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nattoku.cases.models import Case
from nattoku.cases.words import Kind, Stage
from nattoku.demo.fill import fill, fill_once
from nattoku.ledger import birth
from nattoku.ledger.append import mark
from nattoku.ledger.models import FactRow, Head, Mark, Promise
from nattoku.ledger.verify import verify
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from tests.company import found_company

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # Sunday 10:00 in Tokyo


@pytest.fixture
def born(db: None) -> None:
    """A database born as demo."""
    Mark.objects.create(name="demo", value="born")


def without_anchors() -> list[str]:
    """What does not hold; a rolled-back test drops no anchors."""
    return [str(b.why) for b in verify().broken if "anchors" not in str(b.why)]


def test_sixty_cases_and_some_that_the_book_does_not_hold_are_told_and_the_ledger_verifies(born: None) -> None:
    fill(cases=64, at=NOW)
    assert Case.objects.count() == 64
    assert Person.objects.count() == 12
    assert without_anchors() == []
    assert not FactRow.objects.filter(recorded_at__gt=NOW).exists()
    assert not FactRow.objects.filter(happened_at__gt=NOW).exists()
    last: dict[str, datetime] = {}
    for row in FactRow.objects.order_by("stream", "seq"):
        assert row.happened_at <= row.recorded_at
        assert row.recorded_at >= last.get(row.stream, row.recorded_at), (row.stream, row.seq)
        last[row.stream] = row.recorded_at
    assert {c.kind for c in Case.objects.all()} == set(Kind)
    assert {c.stage for c in Case.objects.filter(ending="")} == set(Stage)
    endings = {"resolved", "company_decision", "withdrawn", "merged", "no_complaint"}
    assert set(Case.objects.exclude(ending="").values_list("ending", flat=True)) == endings
    late = Promise.objects.filter(outcome="open", due_at__lt=NOW)
    assert late.filter(kind="cases.report_to_leader").count() == 1
    assert 1 <= late.filter(to="customer").count() <= 3
    later_today = Promise.objects.filter(outcome="open", due_at__gt=NOW, due_at__lt=NOW + timedelta(hours=14))
    assert later_today.filter(to="customer").count() >= 5
    assert set(Notice.objects.values_list("channel", flat=True)) == {"demo"}


def test_the_stories_fit_into_the_night_after_a_week_of_holidays(born: None) -> None:
    now = datetime(2026, 5, 6, 15, 3, tzinfo=UTC)
    fill(cases=60, at=now)
    assert not FactRow.objects.filter(recorded_at__gt=now).exists()


def test_the_same_seed_tells_the_same_words(born: None) -> None:
    fill(cases=4, seed=7, at=NOW)
    told = list(Case.objects.order_by("no").values_list("fact", "caller", "received_at"))
    fill(cases=4, seed=7, at=NOW)
    again = list(Case.objects.order_by("no").values_list("fact", "caller", "received_at"))[4:]
    assert told == again


def test_a_filled_demo_is_not_filled_again(born: None) -> None:
    fill(cases=2, at=NOW)
    heads = Head.objects.count()
    assert fill_once() is False
    assert Head.objects.count() == heads


def test_a_place_that_was_not_born_as_demo_is_refused(db: Any) -> None:
    with pytest.raises(Refusal, match="お試し用"):
        fill(cases=1, at=NOW)
    assert not Head.objects.exists()


def test_a_place_with_real_records_never_becomes_a_demo(db: Any) -> None:
    found_company()
    with pytest.raises(Refusal, match="実際の記録"):
        birth.be_demo()
    assert mark("demo") == ""
