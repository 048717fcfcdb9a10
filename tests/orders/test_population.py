"""All orders as one log: read out of the database once after an import, kept on disk, the same for every process."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nattoku.drill.log import NEVER
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.orders import actions, population
from nattoku.orders.models import Order
from tests.company import Company

HEAD = "注文番号,お客様番号,注文日時,受注日時,お届け日時,お約束の日,お届け先の地域,仕入先"
ROWS = """A-1,c1,2026-10-01 10:00:30,2026-10-01 11:00,2026-10-04 15:00,2026-10-05,大阪,ひのき工房
A-2,c2,2026-10-02 10:00,,,,東京,
"""
Brought = Callable[[str], None]


@pytest.fixture
def bring(company: Company, at: datetime, tmp_path: Path, settings: Any) -> Brought:
    settings.NATTOKU_DATA = str(tmp_path / "data")

    def brought(rows: str) -> None:
        file = tmp_path / "orders.csv"
        file.write_text(f"{HEAD}\n{rows}")
        actions.import_csv(file, by=company.kato, at=at)
        population.forget()

    return brought


def test_an_order_is_read_with_its_moments_roles_promise_and_what_was_known_when_promising(bring: Brought) -> None:
    bring(ROWS)
    log = population.orders()
    one = log.events_of("A-1")
    assert [log.activities[code] for code in log.activity[one]] == ["ordered", "approved", "delivered"]
    assert log.moment(log.time[one][0]) == "2026-10-01T10:00:30+09:00"
    assert log.division is not None
    assert {log.divisions[code] for code in log.division[one]} == {
        "customer",
        "order",
        "carrier",
    }
    assert log.promised is not None
    assert [log.moment(p) for p in log.promised] == ["2026-10-05T23:59:59+09:00", None]
    assert log.promised[1] == NEVER
    assert list(log.attributes["area"]) == ["大阪", "東京"]
    assert list(log.attributes["supplier"]) == ["ひのき工房", None]
    assert "product" not in log.attributes, "what no order tells is no column"


def test_another_process_reads_the_log_and_not_the_orders(bring: Brought) -> None:
    bring(ROWS)
    first = population.orders()
    population.forget()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        again = population.orders()
    assert len(asked) == 1, "what was imported, nothing of the orders"
    assert [list(again.cases), again.time.tolist()] == [list(first.cases), first.time.tolist()]
    assert [list(again.attributes["area"]), again.done] == [list(first.attributes["area"]), "delivered"]


def test_after_another_import_it_is_read_anew_and_the_old_one_is_gone(bring: Brought, settings: Any) -> None:
    bring(ROWS)
    population.orders()
    bring(ROWS + "A-3,c3,2026-10-03 10:00,,,,,\n")
    assert list(population.orders().cases) == ["A-1", "A-2", "A-3"]
    assert len(list((Path(settings.NATTOKU_DATA) / "cache/orders").iterdir())) == 1


def test_where_nothing_can_be_kept_the_orders_are_read_all_the_same(bring: Brought, settings: Any) -> None:
    bring(ROWS)
    place = Path(settings.NATTOKU_DATA)
    place.mkdir(parents=True, exist_ok=True)
    (place / "cache").write_text("in the way")
    assert list(population.orders().cases) == ["A-1", "A-2"]


def test_what_a_later_file_does_not_say_of_an_order_stays_known(company: Company, bring: Brought) -> None:
    bring(ROWS)
    bring("A-1,c1,2026-10-01 10:00:30,2026-10-01 11:00,2026-10-04 16:00,2026-10-05,,\n")
    assert Order.objects.get(pk="A-1").known == {"area": "大阪", "supplier": "ひのき工房"}


def test_without_orders_it_says_so(bring: Brought) -> None:
    with pytest.raises(Refusal) as none:
        population.orders()
    assert none.value.status == 404


def test_a_moment_keeps_its_fraction(bring: Brought, at: datetime) -> None:
    bring(ROWS)
    moment = datetime(2026, 10, 1, 10, 0, 30, 250_001, TOKYO)
    Order.objects.get(pk="A-2").events.update(at=moment + timedelta(days=1))
    log = population.orders()
    assert log.time[log.events_of("A-2")].tolist() == [
        int((moment + timedelta(days=1)).timestamp()) * 1_000_000 + 250_001
    ]
