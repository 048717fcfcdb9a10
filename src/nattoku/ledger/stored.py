"""Facts as their rows say them, whatever somebody made of the rows: read raw, so that nothing unreadable stops us."""
# ruff: noqa: S608 - the statements are made of constants; every value is bound

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

AT_ONCE = 2000
_TEXTS = ("stream", "kind", "actor", "body", "hash")
_MOMENTS = ("happened_at", "recorded_at")
Pair = tuple[bytes, bytes]


@dataclass(frozen=True)
class Stored:
    """One row of ledger_fact. body: its exact bytes; moments: as this database writes them.

    private: field -> (salt, value), as they lie in ledger_private.
    """

    pk: Any
    seq: Any
    stream: str
    kind: str
    actor: str
    body: bytes
    hash: str
    happened_at: Any
    recorded_at: Any
    private: dict[str, Pair] = field(default_factory=dict)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the whole database for the time of a block, without holding up anybody who writes."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def facts() -> Iterator[Stored]:
    """Every fact with its private values, by stream and place in it."""
    columns = ", ".join(["id", "seq", *map(_raw, (*_TEXTS, *_MOMENTS))])
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM ledger_fact ORDER BY stream, seq, id")
        while rows := cursor.fetchmany(AT_ONCE):
            private = _private([row[0] for row in rows])
            for pk, seq, stream, kind, actor, body, held, happened_at, recorded_at in rows:
                yield Stored(
                    pk=pk,
                    seq=seq,
                    stream=_text(stream),
                    kind=_text(kind),
                    actor=_text(actor),
                    body=_bytes(body),
                    hash=_text(held),
                    happened_at=happened_at,
                    recorded_at=recorded_at,
                    private=private.get(pk, {}),
                )


def heads() -> dict[str, tuple[Any, str]]:
    """stream -> (count, hash), as the head rows say it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_raw('stream')}, count, {_raw('hash')} FROM ledger_head")
        return {_text(stream): (count, _text(held)) for stream, count, held in cursor.fetchall()}


def as_stored(moment: str) -> Any:
    """An ISO 8601 moment as this database holds it: SQLite keeps the text of it in UTC. ValueError if it is none."""
    read = datetime.fromisoformat(moment).astimezone(UTC)
    return str(read.replace(tzinfo=None)).encode() if connection.vendor == "sqlite" else read


def _private(ids: list[Any]) -> dict[Any, dict[str, Pair]]:
    found: dict[Any, dict[str, Pair]] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        places = ", ".join(["%s"] * len(part))
        columns = ", ".join(["fact_id", *map(_raw, ("field", "salt", "value"))])
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM ledger_private WHERE fact_id IN ({places})", part)
            for pk, name, salt, value in cursor.fetchall():
                found.setdefault(pk, {})[_text(name)] = (_bytes(salt), _bytes(value))
    return found


def _raw(column: str) -> str:
    return f"CAST({column} AS BLOB)" if connection.vendor == "sqlite" else column


def _bytes(value: Any) -> bytes:
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else bytes(value or b"")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else bytes(value or b"").decode("utf-8", "surrogateescape")
