"""A table in a DuckDB file. It is read only."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from nattoku.drill.engines.addresses import NO_TABLE, Address
from nattoku.drill.engines.engine import unreached
from nattoku.lib.refusal import Refusal

CHUNK = 10_000
ALONE: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}  # fetch nothing


class DuckDB:
    dialect = "duckdb"
    mark = '"'

    def __init__(self, address: Address, zone: ZoneInfo) -> None:
        self.address = address
        try:
            self._db = duckdb.connect(str(Path(address.database[0])), read_only=True, config=ALONE)
            self._db.execute(f"SET TimeZone='{zone.key}'")
        except duckdb.Error as broken:
            raise unreached(address, broken) from broken

    def columns(self) -> Mapping[str, str]:
        if not self.address.table:
            raise Refusal(NO_TABLE.with_(address=self.address.shown), status=400)
        return {str(row[0]): str(row[1]) for row in self.rows(f"DESCRIBE SELECT * FROM {self.address.named()}")}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql).fetchall()
        except duckdb.Error as broken:
            raise unreached(self.address, broken) from broken

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            found = self._db.execute(sql)
            while rows := found.fetchmany(CHUNK):
                yield from rows
        except duckdb.Error as broken:
            raise unreached(self.address, broken) from broken

    def save(self, sql: str, file: Path) -> None:
        """The answer as CSV without a header."""
        self.rows(f"COPY ({sql}) TO '{str(file).replace(chr(39), chr(39) * 2)}' (FORMAT csv, HEADER false)")

    def micros(self, moment: Any) -> Any:
        from nattoku.drill.engines.sql import epoch_us

        return epoch_us(moment.cast("timestamp('UTC')"))

    def close(self) -> None:
        self._db.close()


opened = DuckDB
