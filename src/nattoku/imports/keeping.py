"""What was read of a file, packed for the time until it is taken in."""

import json
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from nattoku.imports.reading import Cell, Line, Sheet


def packed(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as bytes."""
    plain = [
        {
            "name": s.name,
            "lines": [[one.number, [_plain(c) for c in one.cells]] for one in s.lines],
            "merges": s.merges,
            "days_of_1904": s.days_of_1904,
            "hidden": s.hidden,
        }
        for s in sheets
    ]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass"), 6)


def unpacked(raw: bytes) -> list[Sheet]:
    """Back from bytes."""
    return [
        Sheet(
            name=s["name"],
            lines=tuple(Line(number, tuple(_cell(c) for c in cells)) for number, cells in s["lines"]),
            merges=tuple((m[0], m[1], m[2], m[3]) for m in s["merges"]),
            days_of_1904=s["days_of_1904"],
            hidden=s["hidden"],
        )
        for s in json.loads(zlib.decompress(raw).decode("utf-8", "surrogatepass"))
    ]


def _plain(cell: Cell) -> Any:
    return [cell.isoformat()] if isinstance(cell, datetime) else cell


def _cell(told: Any) -> Cell:
    if isinstance(told, list):
        return datetime.fromisoformat(told[0])
    value: Cell = told
    return value
