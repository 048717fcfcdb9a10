"""Purchases come from the company's own database as they come from a file: read, never written, and once."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nattoku.lib.refusal import Refusal
from nattoku.signs import databases, purchases
from nattoku.signs.models import Purchase, PurchaseFile
from tests.company import Company

QUERY = "SELECT buyer AS customer, bought AS date, yen AS amount FROM sales ORDER BY bought"
POSTGRES = os.environ.get("NATTOKU_DATABASE_URL", "")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "shop's books.db"
    sell(file, ("山田　太郎", "2026-10-01", 1200), ("鈴木", "2026-10-08 10:30:00", 980.5), ("佐藤", "いつか", 5))
    return file


def sell(file: Path, *rows: tuple[str, str, float]) -> None:
    with closing(sqlite3.connect(file)) as books, books:
        books.execute("CREATE TABLE IF NOT EXISTS sales (buyer TEXT, bought TEXT, yen REAL)")
        books.executemany("INSERT INTO sales VALUES (?, ?, ?)", rows)


@pytest.mark.rule("S004-2.3.6")
def test_a_query_asked_again_replaces_what_it_gave_before(company: Company, shop: Path, at: datetime) -> None:
    kept = purchases.take_database(f"sqlite:{shop}", QUERY, by=company.chiba, at=at)
    assert (kept.rows, [said[0] for said in kept.left_out]) == (2, [4])
    sell(shop, ("鈴木", "2026-11-02", 700))
    for _ in "ab":
        purchases.take_database(f"sqlite:{shop}", QUERY, by=company.chiba, at=at)
    assert PurchaseFile.objects.count() == 1
    assert sorted(Purchase.objects.values_list("ref", "amount")) == [
        ("山田　太郎", 1200),
        ("鈴木", 700),
        ("鈴木", 980.5),
    ]


def test_a_query_that_goes_wrong_or_gives_nothing_leaves_what_stands(
    company: Company, shop: Path, at: datetime
) -> None:
    purchases.take_database(f"sqlite:{shop}", QUERY, by=company.chiba, at=at)
    for wrong in (
        "SELECT nothing FROM sales",
        "SELECT buyer FROM sales",
        f"{QUERY} LIMIT 0",
        QUERY.replace("FROM sales", "FROM sales WHERE buyer = 'x'"),
        "DELETE FROM sales",
        "DROP TABLE sales",
    ):
        with pytest.raises(Refusal) as said:
            purchases.take_database(f"sqlite:{shop}", wrong, by=company.chiba, at=at)
        assert said.value.status == 400
    assert Purchase.objects.count() == 2
    with closing(sqlite3.connect(shop)) as books:
        assert books.execute("SELECT count(*) FROM sales").fetchone() == (3,)


@pytest.mark.parametrize("address", ["", "shop.db", "sqlite:", "mysql://shop/sales", "postgresql://shop", "http://x/y"])
def test_an_address_that_is_none_is_refused_with_how_to_write_one(address: str) -> None:
    with pytest.raises(Refusal, match="sqlite:"):
        databases.fetched(address, QUERY)


def test_a_database_that_is_not_there_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        databases.fetched(f"sqlite:{tmp_path}/none.db", QUERY)
    assert not (tmp_path / "none.db").exists()


def test_a_password_stands_neither_in_the_name_nor_in_the_refusal() -> None:
    address = "postgresql://nattoku:himitsu@127.0.0.1:1/shop"
    assert databases.called(address) == "postgresql:127.0.0.1/shop"
    with pytest.raises(Refusal) as said:
        databases.fetched(address, QUERY)
    assert "himitsu" not in said.value.sentence.ja + said.value.sentence.en


def test_a_name_with_a_control_character_is_left_out_of_a_file_and_refused_by_the_api(
    company: Company, at: datetime
) -> None:
    kept = purchases.take_file(
        name="x.csv", raw="顧客,日付,金額\n山\x00田,2026-10-01,5\n鈴木,2026-10-01,5\n".encode(), by=company.chiba, at=at
    )
    assert (kept.rows, len(kept.left_out)) == (1, 1)
    with pytest.raises(Refusal):
        purchases.take([purchases.Bought("山\x00田", at.date(), 5)], by=company.chiba, at=at)


@pytest.mark.skipif(not POSTGRES, reason="the tests run without PostgreSQL")
@pytest.mark.postgres
def test_postgresql_is_read_in_a_transaction_that_cannot_write() -> None:
    moment = datetime(2026, 10, 31, 20, 0, tzinfo=UTC)
    query = f"SELECT 'K1' AS customer, timestamptz '{moment.isoformat()}' AS date, 1200.50 AS amount"
    assert databases.fetched(POSTGRES, query).decode().split() == ["customer,date,amount", "K1,2026-11-01,1200.50"]
    for wrong in ("CREATE TABLE shop (n int)", "SELECT nextval('django_migrations_id_seq')", "SELECT 1 FROM nowhere"):
        with pytest.raises(Refusal):
            databases.fetched(POSTGRES, wrong)
