"""A table of PostgreSQL. Everything is asked of one moment of it (one read-only transaction)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from nattoku.drill.engines.addresses import Address
from nattoku.drill.engines.engine import NO_COLUMNS, unreached
from nattoku.lib.refusal import Refusal

CHUNK = 10_000
_COLUMNS = """SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""


class Postgres:
    """User, password and host may also come from PGUSER, PGHOST, ~/.pgpass and so on."""

    dialect = "postgres"
    mark = '"'

    def __init__(self, address: Address, zone: ZoneInfo) -> None:
        self.address = address
        url = address.url
        told = {"host": url.hostname, "port": url.port, "user": address.user, "password": address.password}
        told |= {"dbname": address.database[0] if address.database else None, **address.options}
        try:
            self._db = psycopg.connect(
                **{name: value for name, value in told.items() if value is not None},  # type: ignore[arg-type]
                options=f"-c TimeZone={zone.key} -c default_transaction_isolation=repeatable\\ read"
                " -c default_transaction_read_only=on",
                application_name="nattoku drill",
            )
        except psycopg.Error as broken:
            raise unreached(address, broken) from broken

    def columns(self) -> Mapping[str, str]:
        try:
            found = self._db.execute(_COLUMNS, [self.address.named()]).fetchall()
        except psycopg.Error as broken:
            raise unreached(self.address, broken) from broken
        if not found:
            raise Refusal(NO_COLUMNS.with_(address=self.address.shown), status=404)
        return dict(found)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql.encode()).fetchall()
        except psycopg.Error as broken:
            raise unreached(self.address, broken) from broken

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            with self._db.cursor("nattoku_drill") as cursor:
                cursor.itersize = CHUNK
                yield from cursor.execute(sql.encode())
        except psycopg.Error as broken:
            raise unreached(self.address, broken) from broken

    def save(self, sql: str, file: Path) -> None:
        """The answer as CSV without a header, as fast as it comes."""
        try:
            with self._db.cursor().copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)".encode()) as copy, file.open("wb") as to:
                for piece in copy:
                    to.write(piece)
        except psycopg.Error as broken:
            raise unreached(self.address, broken) from broken

    def micros(self, moment: Any) -> Any:
        from nattoku.drill.engines.sql import date_part

        seconds = date_part("epoch", moment.cast("timestamp('UTC')"))
        return (seconds * 1_000_000).round().cast("int64")

    def close(self) -> None:
        self._db.close()


opened = Postgres
