"""What every engine can do for us, and how it is found."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from nattoku.drill.engines.addresses import Address
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

MISSING = Text(
    "{engine} を使うには {package} が要ります。pip install 'nattoku[engines]' で入ります。",
    "{engine} needs {package}. It comes with pip install 'nattoku[engines]'.",
)
UNREACHED = Text("{address} に問い合わせられません（{why}）。", "{address} cannot be asked ({why}).")
NO_COLUMNS = Text("{address} という表がありません。", "There is no table {address}.")
NAMES: Final = ("duckdb", "postgres", "clickhouse", "spark", "trino", "sqlite")


class Engine(Protocol):
    """One table of one engine. What it raises on its own is a Refusal (400) that names the table, never a password."""

    dialect: str  # as Ibis calls it
    mark: str  # what stands around a name in its SQL
    address: Address

    def columns(self) -> Mapping[str, str]:
        """The names of its columns and their types, as the engine writes them."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer, whole: for what was counted there."""

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The answer, row by row, in bounded memory."""

    def micros(self, moment: Any) -> Any:
        """An Ibis expression: microseconds since 1970 UTC of a moment, as a whole number."""

    def close(self) -> None: ...


def opened(address: Address, zone: ZoneInfo) -> Engine:
    """The engine of this table. Moments without an offset are of `zone`. Refused (400): its driver is not installed,
    or it cannot be reached."""
    try:
        engine: Engine = import_module(f"nattoku.drill.engines.on_{address.engine}").opened(address, zone)
    except ModuleNotFoundError as missing:
        raise missing_driver(address.engine, missing.name or "") from missing
    return engine


def missing_driver(engine: str, package: str) -> Refusal:
    """What to install."""
    return Refusal(MISSING.with_(engine=engine, package=package), status=400)


def unreached(address: Address, why: Exception) -> Refusal:
    """What the engine said, in one line and without our password."""
    words = next((line for line in str(why).strip().splitlines() if line.strip()), type(why).__name__)[:300]
    if address.password:
        words = words.replace(address.password, "…").replace(address.url.password or address.password, "…")
    return Refusal(UNREACHED.with_(address=address.shown, why=words), status=400)
