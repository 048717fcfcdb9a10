"""What was acknowledged survives a power cut: how each connection to SQLite must be set."""

import threading
from types import SimpleNamespace

import pytest
from django.db import connection, connections

from nattoku.ledger import sqlite
from nattoku.ledger.verify import verify
from tests.databases import OwnDatabase, on_sqlite

pytestmark = pytest.mark.skipif(not on_sqlite(), reason="PostgreSQL is durable as it comes")


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("own_database")
def test_every_connection_is_in_wal_with_full_synchronisation() -> None:
    found = []

    def look() -> None:
        found.append((pragma("journal_mode"), pragma("synchronous"), pragma("recursive_triggers"), pragma("mmap_size")))
        connections.close_all()

    look()
    other = threading.Thread(target=look)
    other.start()
    other.join()
    assert found == [("wal", 2, 1, 0)] * 2


class Unsafe:
    """A connection that says one thing and does another."""

    def __init__(self, **answers: object) -> None:
        self.answers = {"journal_mode": "wal", "synchronous": 2} | answers
        self.asked = ""

    def execute(self, statement: str) -> None:
        self.asked = statement.split()[1]

    def fetchone(self) -> tuple[object]:
        return (self.answers[self.asked],)

    def __enter__(self) -> "Unsafe":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("unsafe", [{"journal_mode": "delete"}, {"synchronous": 1}, {"synchronous": 0}])
def test_nattoku_does_not_start_on_a_database_that_would_lose_what_it_acknowledged(unsafe: dict[str, object]) -> None:
    with pytest.raises(RuntimeError, match="not safe"):
        sqlite.prepare(SimpleNamespace(vendor="sqlite", cursor=lambda: Unsafe(**unsafe)))  # type: ignore[arg-type]
    sqlite.prepare(SimpleNamespace(vendor="sqlite", cursor=Unsafe))  # type: ignore[arg-type]


def test_verify_says_it_when_the_file_itself_is_broken(own_database: OwnDatabase, own_company: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'ledger_fact'")
        page = cursor.fetchone()[0]
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = int(str(pragma("page_size")))
    connection.close()
    with open(own_database.name, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    broken = verify().broken
    assert broken
    assert any(b.why.en.startswith("the database reports") for b in broken)
