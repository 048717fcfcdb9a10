"""A file of orders is taken back: every order stands as it stood before it, what a later file said stays."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nattoku.lib.refusal import Refusal
from nattoku.orders import actions, population, taking_back
from nattoku.orders.models import Order, OrderBefore, OrderImport
from nattoku.orders.standing import without
from tests.company import Company

HEAD = "注文番号,注文日時,お約束の日,お届け日時\n"


@pytest.fixture
def imported(company: Company, at: datetime, tmp_path: Path) -> Any:
    def bring(*rows: str) -> str:
        file = tmp_path / "orders.csv"
        file.write_text(HEAD + "".join(f"{row}\n" for row in rows))
        return actions.import_csv(file, by=company.kato, at=at).hash

    return bring


def stands() -> dict[str, str]:
    found = {o.pk: f"{o.promised_on:%m-%d}" for o in Order.objects.order_by("pk")}
    return {
        n: day + "".join(f" {e.code}" for e in Order.objects.get(pk=n).events.order_by("code"))
        for n, day in found.items()
    }


ONE, TWO = "7,2026-10-01,2026-10-05,", "8,2026-10-01,2026-10-06,"
LATER = "7,2026-10-01,2026-10-09,2026-10-08"


def test_an_order_that_came_by_the_file_alone_is_gone_and_one_that_stood_before_stands_as_before(
    company: Company, at: datetime, imported: Any
) -> None:
    imported(ONE)
    before = taking_back.states(["7"])
    second = imported(LATER, TWO)
    done = taking_back.take_back(second, keep=(), by=company.kato, at=at)
    assert (done.count, done.kept) == (2, 0)
    assert taking_back.states(["7", "8"]) == before
    assert OrderImport.objects.get(pk=second).taken_back_at == at, "that it was read once stays on record"


def test_what_a_later_file_said_stays_and_that_one_may_be_taken_back_after_it(
    company: Company, at: datetime, imported: Any
) -> None:
    first, second = imported(ONE, TWO), imported(LATER)
    taking_back.take_back(first, keep=(), by=company.kato, at=at)
    assert stands() == {"7": "10-09 delivered ordered promised"}
    taking_back.take_back(second, keep=(), by=company.kato, at=at)
    assert stands() == {}
    assert not OrderBefore.objects.exists()


def test_an_order_that_a_case_rests_on_stays(company: Company, at: datetime, imported: Any) -> None:
    file = imported(ONE, TWO)
    done = taking_back.take_back(file, keep={"8"}, by=company.kato, at=at)
    assert (done.count, done.kept) == (1, 1)
    assert list(stands()) == ["8"]
    assert taking_back.take_back(file, keep=(), by=company.kato, at=at).count == 0, "taken back once"


def test_the_same_file_may_come_again_and_the_figures_follow(company: Company, at: datetime, imported: Any) -> None:
    file = imported(ONE, TWO)
    assert len(population.orders().cases) == 2
    taking_back.take_back(file, keep={"8"}, by=company.kato, at=at)
    assert len(population.orders().cases) == 1
    assert imported(ONE, TWO) == file
    assert list(stands()) == ["7", "8"]
    assert OrderImport.objects.get(pk=file).taken_back_at is None


def test_only_who_may_import_orders_may_take_them_back(company: Company, at: datetime, imported: Any) -> None:
    with pytest.raises(Refusal) as refused:
        taking_back.take_back(imported(ONE), keep=(), by=company.viewer, at=at)
    assert refused.value.status == 403


def test_an_event_that_another_file_told_is_not_lost_with_the_order_s_own() -> None:
    told = {"order": {"state": "c", "source": "C"}, "events": {"ordered": {"source": "B"}, "handed": {"source": "C"}}}
    before = {"order": {"state": "a", "source": "A"}, "events": {"ordered": {"source": "A"}}}
    assert without(told, "B", before) == {
        "order": {"state": "c", "source": "C"},
        "events": {"ordered": {"source": "A"}, "handed": {"source": "C"}},
    }
    assert without(told, "C", None) is None
