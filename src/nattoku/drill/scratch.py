"""A DuckDB of our own for one reading: on disk, so that memory stays bounded, and gone afterwards."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from nattoku.lib.progress import under_way
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_PATTERN: Final = re.compile(r"[\[*?]")
MEMORY: Final = "1GB"  # what it may hold before it writes to disk

UNREADABLE = Text("{file} を読めません（{why}）。", "{file} cannot be read ({why}).")
ENTITIES = Text("実体宣言のあるXMLは読みません。", "XML that declares entities is not read.")
FOREIGN = Text(
    "このXMLの文字コードは読めません。UTF-8で保存してください（{why}）。",
    "The encoding of this XML is not read. Please save it as UTF-8 ({why}).",
)


@contextmanager
def scratch(zone: ZoneInfo) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """The connection and the folder it works in. Moments without an offset are of `zone`."""
    with tempfile.TemporaryDirectory(prefix="nattoku-drill-") as place:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": f"{place}/spill",
            "autoinstall_known_extensions": "false",
        }
        db = duckdb.connect(f"{place}/work.duckdb", config=settings)
        try:
            db.execute(f"SET TimeZone='{zone.key}'")
            db.execute("SET enable_progress_bar=true; SET enable_progress_bar_print=false")
            with under_way(lambda: (_share(db), None)):
                yield db, Path(place)
        finally:
            db.close()


def literal(file: Path) -> str:
    """The path of one file for DuckDB, which takes log[1].csv for a pattern and would read log1.csv."""
    return _PATTERN.sub(r"[\g<0>]", str(file))


def _share(db: duckdb.DuckDBPyConnection) -> float | None:
    """Of the query that runs; None between two."""
    done = db.query_progress()
    return done / 100 if done >= 0 else None


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """What goes wrong while a file is read is a refusal (400) that names it."""
    try:
        yield
    except (duckdb.Error, OSError, UnicodeError) as broken:
        why = str(broken).strip().splitlines()[0][:200]
        raise Refusal(UNREADABLE.with_(file=file.name, why=why), status=400) from broken


@contextmanager
def declared() -> Iterator[None]:
    """Around the parsing of the head of an XML document: an encoding that the parser does not know is refused (400)."""
    try:
        yield
    except (ValueError, LookupError) as unknown:
        raise Refusal(FOREIGN.with_(why=unknown), status=400) from unknown
