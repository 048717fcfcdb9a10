"""A table of ClickHouse: by HTTP on a server, or with chdb in this process, for a log that lies in a file."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from nattoku.drill.engines.addresses import Address
from nattoku.drill.engines.engine import unreached

# Without the first, an absent match of a join would be an empty word or zero instead of nothing.
_SETTINGS: Final = {"join_use_nulls": "1", "output_format_json_quote_64bit_integers": "0"}
_FORMAT: Final = "JSONCompactEachRow"


class _ClickHouse:
    dialect = "clickhouse"
    mark = "`"
    address: Address

    def columns(self) -> Mapping[str, str]:
        return {row[0]: row[1] for row in self.rows(f"DESCRIBE TABLE {self.address.named(self.mark)}")}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.stream(sql))

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        raise NotImplementedError

    def micros(self, moment: Any) -> Any:
        from nattoku.drill.engines.sql import to_micros, to_moment

        return to_micros(to_moment(moment, 6))

    def close(self) -> None: ...


class Server(_ClickHouse):
    """clickhouse://USER:PASSWORD@HOST:8123/DATABASE/TABLE; clickhouses:// (or port 8443) asks by HTTPS."""

    def __init__(self, address: Address, zone: ZoneInfo) -> None:
        self.address = address
        url = address.url
        safe = url.scheme == "clickhouses" or url.port == 8443
        port = url.port or (8443 if safe else 8123)
        database = {"database": address.database[0]} if address.database else {}
        self._http = httpx.Client(
            base_url=f"{'https' if safe else 'http'}://{url.hostname}:{port}",
            params={**_SETTINGS, "session_timezone": zone.key, "default_format": _FORMAT, **database},
            headers={"X-ClickHouse-User": address.user or "default", "X-ClickHouse-Key": address.password or ""},
            timeout=httpx.Timeout(10, read=None),
        )

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            with self._http.stream("POST", "/", content=sql.encode()) as answer:
                if answer.is_error:
                    raise unreached(self.address, ValueError(answer.read().decode(errors="replace")))
                for line in answer.iter_lines():
                    yield tuple(json.loads(line))
        except (httpx.HTTPError, ValueError) as broken:
            raise unreached(self.address, broken) from broken

    def close(self) -> None:
        self._http.close()


class Local(_ClickHouse):
    """The same engine inside this process, over one Parquet file."""

    def __init__(self, file: Path, zone: ZoneInfo) -> None:
        from chdb.session import Session

        self.address = Address("clickhouse", urlsplit("clickhouse://local"), ("log",), ("log", "events"), {})
        self._session = Session()
        told = [*_SETTINGS.items(), ("session_timezone", zone.key)]
        for sql in (
            *(f"SET {name} = '{value}'" for name, value in told),
            "CREATE DATABASE log ENGINE = Atomic",
            f"CREATE VIEW log.events AS SELECT * FROM file('{file}', Parquet)",
        ):
            self._session.query(sql)

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            found = self._session.query(sql, _FORMAT)
        except RuntimeError as broken:
            raise unreached(self.address, broken) from broken
        for line in found.bytes().decode().splitlines():
            yield tuple(json.loads(line))

    def close(self) -> None:
        self._session.close()


opened = Server
local = Local
