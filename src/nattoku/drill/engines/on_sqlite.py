"""A table in an SQLite file, read only: its rows are taken over and asked here."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nattoku.drill.engines.addresses import NO_TABLE, Address
from nattoku.drill.engines.engine import NO_COLUMNS, unreached
from nattoku.lib.refusal import Refusal


class SQLite:
    dialect = "sqlite"
    mark = '"'

    def __init__(self, address: Address, _zone: ZoneInfo) -> None:
        self.address = address
        try:
            self._db = sqlite3.connect(f"{Path(address.database[0]).absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as broken:
            raise unreached(address, broken) from broken

    def columns(self) -> Mapping[str, str]:
        if not self.address.table:
            raise Refusal(NO_TABLE.with_(address=self.address.shown), status=400)
        found = {str(row[1]): str(row[2]) for row in self.rows(f"PRAGMA table_info({self.address.named()})")}
        if not found:
            raise Refusal(NO_COLUMNS.with_(address=self.address.shown), status=404)
        return found

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.stream(sql))

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._db.execute(sql)
        except sqlite3.Error as broken:
            raise unreached(self.address, broken) from broken

    def micros(self, moment: Any) -> Any:
        return moment

    def close(self) -> None:
        self._db.close()


opened = SQLite
