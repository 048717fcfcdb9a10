"""OCEL 2.0 (JSON, SQLite, XML): events that belong to many objects, read as the cases of one kind of object."""

from pathlib import Path
from zoneinfo import ZoneInfo

from nattoku.drill.columns import Columns
from nattoku.drill.log import TOKYO, Log


def read_ocel(file: Path, columns: Columns, *, zone: ZoneInfo = TOKYO, object_type: str | None = None) -> Log:
    """Not yet."""
    raise NotImplementedError
