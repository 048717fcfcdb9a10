"""The address of a table: postgres://HOST/DATABASE/TABLE, sqlite:///FILE?table=TABLE, and so on for each engine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

ENGINES: Final = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "clickhouse": "clickhouse",
    "clickhouses": "clickhouse",
    "spark": "spark",
    "trino": "trino",
    "trinos": "trino",
    "duckdb": "duckdb",
    "sqlite": "sqlite",
}
_FILES: Final = ("duckdb", "sqlite")
_LEVELS: Final = {"trino": 2}  # how many parts of the path name the database: catalog and schema

NO_SCHEME = Text(
    "「{scheme}:」という置き場所は読めません。読めるのは {there} です。",
    "A place {scheme!r} cannot be read. Known are {there}.",
)
NO_ADDRESS = Text("置き場所の書き方が正しくありません（{why}）。", "The place is not written correctly ({why}).")
NO_TABLE = Text(
    "{address} に表の名前がありません。…/データベース/表、または ?table=表 の形で書いてください。",
    "{address} names no table. Please write …/DATABASE/TABLE or ?table=TABLE.",
)
NO_FILE = Text("{file} がありません。", "There is no {file}.")


@dataclass(frozen=True)
class Address:
    """engine: how it is spoken to. database: its parts, outermost first, or the path of a file. table: with its
    schema, where it was named. options: what else stands behind the question mark."""

    engine: str
    url: SplitResult
    database: tuple[str, ...]
    table: tuple[str, ...]
    options: dict[str, str]

    @property
    def shown(self) -> str:
        """Without the password."""
        name = f"{self.url.username}@" if self.url.username else ""
        place = "/".join(self.database)
        return f"{self.url.scheme}://{name}{_host(self.url)}/{place}/{'.'.join(self.table)}"

    def named(self, mark: str = '"') -> str:
        """The table in SQL, its names between such marks."""
        return ".".join(f"{mark}{part.replace(mark, mark * 2)}{mark}" for part in self.table)

    @property
    def user(self) -> str | None:
        return unquote(self.url.username) if self.url.username else None

    @property
    def password(self) -> str | None:
        return unquote(self.url.password) if self.url.password else None


def is_address(written: str) -> bool:
    """Whether this is the address of a table and not the name of a file."""
    return "://" in written


def address(written: str) -> Address:
    """Refused (400): no address, an unknown engine, or no table is named; (404): the file is not there."""
    try:
        url = urlsplit(written)
        _host(url)
    except ValueError as wrong:
        raise Refusal(NO_ADDRESS.with_(why=wrong), status=400) from wrong
    if (engine := ENGINES.get(url.scheme)) is None:
        there = ", ".join(f"{one}://" for one in ("postgres", "sqlite", "duckdb", "clickhouse", "spark", "trino"))
        raise Refusal(NO_SCHEME.with_(scheme=url.scheme, there=there), status=400)
    options = {name: values[-1] for name, values in parse_qs(url.query).items()}
    table = options.pop("table", "")
    if engine in _FILES:
        return Address(engine, url, (str(_file(url)),), _parts(table), options)
    parts = [unquote(part) for part in url.path.split("/") if part]
    if not table:
        levels = _LEVELS.get(engine, 1)
        if len(parts) < (1 if engine == "spark" else levels + 1):
            raise Refusal(NO_TABLE.with_(address=f"{url.scheme}://{_host(url)}{url.path}"), status=400)
        table = parts.pop()
    return Address(engine, url, tuple(parts), _parts(table), options)


def _parts(table: str) -> tuple[str, ...]:
    return tuple(table.split(".")) if table else ()


def _host(url: SplitResult) -> str:
    return f"{url.hostname or ''}{f':{url.port}' if url.port else ''}"


def _file(url: SplitResult) -> Path:
    """sqlite:///orders.db is a file beside us, or /orders.db where that is one."""
    whole = Path(unquote(f"{url.netloc}{url.path}"))
    for file in (whole, Path(str(whole).lstrip("/"))):
        if file.is_file():
            return file
    raise Refusal(NO_FILE.with_(file=whole), status=404)
