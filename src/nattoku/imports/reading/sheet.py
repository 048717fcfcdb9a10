"""A sheet as it stands in the file: lines of cells, and which cells are merged."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | datetime | None
Merge: TypeAlias = tuple[int, int, int, int]  # first and last index of line, first and last column, all included


@dataclass(frozen=True)
class Line:
    """number: as the spreadsheet, or an editor, counts it, from 1."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """merges: by index into `lines`. days_of_1904: serial numbers count from 1904 (old Macintosh workbooks)."""

    name: str
    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] = field(default=())
    days_of_1904: bool = False
    hidden: bool = False
