"""Purchases straight from the database that a company's shop or books already have; read, never written."""

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

AT_ONCE: Final = 10_000  # rows
WAIT: Final = 10  # seconds for a database to answer the door
POSTGRES: Final = ("postgresql", "postgres")
UNKNOWN = Text(
    "データベースは「sqlite:ファイル名」か「postgresql://利用者@サーバー/名前」で指定してください。",
    "Name the database as sqlite:FILE or postgresql://USER@HOST/NAME.",
)
REFUSED = Text(
    "データベースから読めませんでした（{why}）。",
    "The database could not be read ({why}).",
)
NO_TABLE = Text(
    "問い合わせが表を返しません。SELECTで始まる文にしてください。", "The query gives no table. Please write a SELECT."
)


def called(address: str) -> str:
    """What the purchases of this database are kept under: where it is, without user and password."""
    scheme, path = _parts(address)
    if scheme == "sqlite":
        return f"sqlite:{Path(path).name}"
    said = conninfo_to_dict(address)
    return f"postgresql:{said.get('host', 'localhost')}/{said.get('dbname', '')}"


def fetched(address: str, query: str) -> bytes:
    """A CSV of what the query gives, its columns by their names. Nothing can be written by it: SQLite is opened for
    reading alone, PostgreSQL in a transaction that only reads. Refusal 400 with what the database said.
    """
    out = io.StringIO(newline="")
    try:
        with _asked(address, query) as (columns, rows):
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows([_plain(value) for value in row] for row in rows)
    except (sqlite3.Error, psycopg.Error, ValueError) as wrong:
        why = str(wrong).strip().splitlines()[0] if str(wrong).strip() else type(wrong).__name__
        raise Refusal(REFUSED.with_(why=why), status=400) from wrong
    return out.getvalue().encode()


@contextmanager
def _asked(address: str, query: str) -> Iterator[tuple[list[str], Iterable[Sequence[Any]]]]:
    scheme, path = _parts(address)
    if scheme == "sqlite":
        uri = f"{Path(path).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as books, closing(books.cursor()) as found:
            found.execute(query)
            yield _columns(found.description), iter(lambda: found.fetchone(), None)
        return
    with psycopg.connect(address, connect_timeout=WAIT) as connection:
        connection.read_only = True
        with connection.cursor(name="nattoku") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(query.encode())  # the company's own words, whatever they are
            yield _columns(cursor.description), cursor


def _parts(address: str) -> tuple[str, str]:
    scheme, _, path = address.partition(":")
    if scheme == "sqlite" and path:
        return scheme, path.removeprefix("//")
    if scheme in POSTGRES and urlsplit(address).path.strip("/"):
        return "postgresql", address
    raise Refusal(UNKNOWN, status=400)


def _columns(described: Sequence[Any] | None) -> list[str]:
    if not described:
        raise Refusal(NO_TABLE, status=400)
    return [column[0] for column in described]


def _plain(value: Any) -> str:
    """A moment is told as the day it was in Japan."""
    if isinstance(value, datetime):
        return (value.astimezone(TOKYO) if value.tzinfo else value).date().isoformat()
    return "" if value is None else str(value)
