"""A table of Trino. Never run on a server of ours: tests write its SQL, read it back and ask DuckDB (docs/engines.md)."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from trino.auth import BasicAuthentication
from trino.dbapi import connect
from trino.exceptions import Error

from nattoku.drill.engines.addresses import Address
from nattoku.drill.engines.engine import unreached

CHUNK = 10_000


class Trino:
    """trino://USER@HOST:8080/CATALOG/SCHEMA/TABLE; trinos:// (or a password, or port 443) asks by HTTPS."""

    dialect = "trino"
    mark = '"'

    def __init__(self, address: Address, zone: ZoneInfo) -> None:
        self.address = address
        url = address.url
        safe = url.scheme == "trinos" or address.password is not None or url.port == 443
        catalog, schema = address.database[:2]
        self._db = connect(
            host=url.hostname or "localhost",
            port=url.port or (443 if safe else 8080),
            user=address.user or "nattoku",
            catalog=catalog,
            schema=schema,
            timezone=zone.key,
            source="nattoku drill",
            http_scheme="https" if safe else "http",
            auth=None if address.password is None else BasicAuthentication(address.user or "", address.password),
            max_attempts=2,
            request_timeout=30,
        )

    def columns(self) -> Mapping[str, str]:
        return {row[0]: row[1] for row in self.rows(f"DESCRIBE {self.address.named()}")}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.stream(sql))

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            cursor = self._db.cursor()
            cursor.execute(sql)
            while rows := cursor.fetchmany(CHUNK):
                yield from map(tuple, rows)
        except (Error, OSError) as broken:
            raise unreached(self.address, broken) from broken

    def micros(self, moment: Any) -> Any:
        from nattoku.drill.engines.sql import trino_micros

        return trino_micros(moment)

    def close(self) -> None:
        self._db.close()


opened = Trino
