"""Tables of databases as logs: read row by row, in their own order, refused in words and without our password."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from nattoku import drill
from nattoku.drill.columns import Columns
from nattoku.drill.engines.addresses import address
from nattoku.lib.refusal import Refusal
from tests import postgres
from tests.drill.logs import ORDERS, log

HEAD = ("連番", "注文番号", "工程", "日時", "担当者")
CREATE = "CREATE TABLE {name} (連番 int, 注文番号 text, 工程 text, 日時 {moment}, 担当者 text)"


def rows() -> list[tuple[object, ...]]:
    """The small log, written backwards: only 連番 knows its order."""
    return [(at, *row.split(",")) for at, row in reversed(list(enumerate(ORDERS)))]


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "orders.db") as db:
        db.execute(CREATE.format(name="events", moment="text"))
        db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows())
    db.close()
    return tmp_path / "orders.db"


def test_a_table_of_sqlite_is_the_log_that_its_rows_are(sqlite: Path, tmp_path: Path) -> None:
    read, file = drill.read(f"sqlite://{sqlite}?table=events"), log(tmp_path, *ORDERS)
    assert drill.flow(read) == drill.flow(file)
    assert drill.handovers(read) == drill.handovers(file)
    assert read.cases == file.cases
    assert read.findings == ()


def test_a_file_may_be_named_with_any_number_of_slashes_and_any_letters(sqlite: Path, tmp_path: Path) -> None:
    odd = sqlite.rename(tmp_path / "注文 #1%.db")
    assert len(drill.read(f"sqlite://{quote(str(odd))}?table=events")) == len(ORDERS)
    assert len(drill.read(f"sqlite:///{quote(str(odd))}?table=events")) == len(ORDERS)


def test_a_column_of_the_order_can_be_named_and_is_refused_when_it_is_not_there(sqlite: Path) -> None:
    where = f"sqlite://{sqlite}?table=events"
    assert drill.read(where, sequence="日時").cases == ["A", "B", "C"]
    with pytest.raises(Refusal, match="順番号"):
        drill.read(where, sequence="順番号")


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("sqlite://{file}?table=ない表", "ない表"),
        ("sqlite://{file}", "表の名前"),
        ("sqlite:///nowhere.db?table=events", "nowhere.db"),
        ("postgres://[::1", "置き場所"),
        ("postgres://here:no-port/orders/events", "置き場所"),
        ("duckdb://{file}.txt?table=events", "問い合わせられません"),
        ("oracle://host/db/events", "oracle"),
        ("postgres://host/db", "表の名前"),
        ("postgres://sato:hidden@127.0.0.1:1/db/events", "127.0.0.1:1"),
        ("clickhouse://sato:hidden@127.0.0.1:1/db/events", "127.0.0.1:1"),
        ("ledgers:", "ledgers:"),
    ],
)
def test_what_cannot_be_reached_is_refused_in_words_that_keep_the_password(sqlite: Path, where: str, why: str) -> None:
    Path(f"{sqlite}.txt").write_text("no database")
    with pytest.raises(Refusal) as refused:
        drill.read(where.format(file=sqlite))
    assert why in refused.value.sentence.ja
    assert "hidden" not in refused.value.sentence.ja


def test_an_address_names_the_database_the_table_and_its_schema() -> None:
    assert address("postgres://h/db/log.events").table == ("log", "events")
    assert address("postgres://h/db?table=events").database == ("db",)
    assert address("trino://h/hive/log/events").database == ("hive", "log")
    assert address("spark:///log.events").table == ("log", "events")


@pytest.mark.skipif(not postgres.wanted(), reason="asked in PostgreSQL's half of the suite")
@pytest.mark.postgres
def test_a_table_of_postgresql_is_read_in_its_order_with_moments_in_words_or_as_moments(tmp_path: Path) -> None:
    file, name = log(tmp_path, *ORDERS), f"log_{os.getpid()}"
    with psycopg.connect(postgres.start(), autocommit=True) as db:
        for moment in ("text", "timestamp", "timestamptz"):
            db.execute("SET TimeZone = 'Asia/Tokyo'")
            db.execute(CREATE.format(name=name, moment=moment).encode())
            db.cursor().executemany(f"INSERT INTO {name} VALUES (%s, %s, %s, %s, %s)".encode(), rows())
            read = drill.read(f"{postgres.start()}/{name}", Columns(case="注文番号"))
            db.execute(f"DROP TABLE {name}".encode())
            assert drill.flow(read) == drill.flow(file)
            assert drill.handovers(read) == drill.handovers(file)
