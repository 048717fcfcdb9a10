"""How many promises were kept is told by division and never by person."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from nattoku.cases import actions, keeping
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.ledger import queries as promises
from tests.company import NOW, Company

DAY = timedelta(days=1)


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", division="sales")
    return no_of(actions.receive(intake, by=company.sato, at=NOW)[0].stream)


def promised(no: int, company: Company, due_at: datetime) -> str:
    actions.promise(no, what="お届けする", due_at=due_at, by=company.sato, at=NOW)
    return next(p.pk for p in promises.open_of_kind(f"case:{no}", "cases.promised") if p.due_at == due_at)


def sales(company: Company, at: datetime) -> keeping.Kept:
    return next(one for one in keeping.kept(company.daihyo, at=at) if one.division == "sales")


@pytest.mark.rule("S004-5.2")
def test_what_was_kept_late_and_what_is_still_open_past_its_date_is_not_kept(no: int, company: Company) -> None:
    kept, late, forgotten = (promised(no, company, NOW + n * DAY) for n in (1, 2, 3))
    before = sales(company, NOW + 4 * DAY)
    actions.keep_promise(no, promise=kept, by=company.sato, at=NOW + DAY / 2)
    actions.keep_promise(no, promise=late, by=company.sato, at=NOW + 3 * DAY)
    after = sales(company, NOW + 4 * DAY)
    assert forgotten
    assert (after.kept - before.kept, after.n) == (1, before.n)


def test_a_date_moved_with_consent_in_time_is_neither_kept_nor_late(no: int, company: Company) -> None:
    one = promised(no, company, NOW + DAY)
    before = sales(company, NOW + 2 * DAY)
    moved = {"promise": one, "due_at": NOW + 9 * DAY, "consent": "来週でいいですよ"}
    actions.move_promise(no, **moved, by=company.sato, at=NOW + DAY / 2)
    after = sales(company, NOW + 2 * DAY)
    assert (after.moved, after.late, after.kept) == (before.moved + 1, before.late - 1, before.kept)


def test_moving_what_is_late_already_does_not_make_it_kept(no: int, company: Company) -> None:
    one = promised(no, company, NOW + DAY)
    before = sales(company, NOW + 3 * DAY)
    moved = {"promise": one, "due_at": NOW + 9 * DAY, "consent": "仕方ありませんね"}
    actions.move_promise(no, **moved, by=company.sato, at=NOW + 2 * DAY)
    after = sales(company, NOW + 3 * DAY)
    assert (after.late, after.moved) == (before.late, before.moved)


def test_consent_that_was_given_before_it_was_written_down_counts_from_when_it_was_given(
    no: int, company: Company
) -> None:
    one = promised(no, company, NOW + DAY)
    moved = {"promise": one, "due_at": NOW + 9 * DAY, "consent": "来週でいいですよ", "happened_at": NOW + DAY / 2}
    actions.move_promise(no, **moved, by=company.sato, at=NOW + 2 * DAY)
    assert sales(company, NOW + 3 * DAY).moved == 1


def test_a_few_promises_say_little_and_the_interval_says_so() -> None:
    few, many = keeping.Kept("a", "A", kept=3, late=1), keeping.Kept("a", "A", kept=300, late=100)
    assert few.rate == many.rate == 0.75
    assert few.percents == (75, 30, 95)
    assert many.percents == (75, 71, 79)
    assert keeping.Kept("a", "A").percents is None


@pytest.mark.rule("T16")
def test_the_api_names_divisions_in_the_order_of_their_names_and_no_person(no: int, company: Company, api: Any) -> None:
    answer = api(company.daihyo).get("/promises/kept").json()
    names = [one["name"] for one in answer["divisions"]]
    assert names == sorted(names)
    for one in (*answer["divisions"], answer["together"]):
        assert one.keys() - {"division", "name"} == {"n", "kept", "late", "moved", "released", "rate", "interval"}
