"""A sheet whose headings stand beside their values, as a report of one complaint has them -> a table. Pure."""

from collections.abc import Sequence

from nattoku.imports import cells
from nattoku.imports.fields import NAMES, What, guess
from nattoku.imports.reading.sheet import Cell, Line, Sheet

_FEWEST = 4  # different fields; a column of ways a complaint came (電話, メール) names two
_NEEDED = {"words", "subject"}


def laid_down(sheet: Sheet) -> Sheet | None:
    """The same as a table, headings above and a line for each complaint; None where the sheet is no such report.

    One column of headings: every further column is a complaint. Several: the sheet is one complaint.
    """
    width = max((len(one.cells) for one in sheet.lines), default=0)
    columns = [c for c in range(width) if _is_headings(sheet.lines, c)]
    named = {f for c in columns for one in sheet.lines if (f := _field(one.at(c)))}
    if len(named) < _FEWEST or not named & _NEEDED or any(_across(one) for one in sheet.lines):
        return None
    if len(columns) == 1:
        told = [_column(sheet.lines, columns[0], at) for at in range(columns[0] + 1, width)]
    else:
        told = [_page(sheet.lines, columns, width)]
    told = [one for one in told if any(v is not None for v in one.values())]
    headings = list(dict.fromkeys(h for one in told for h in one))
    first = next(one.number for one in sheet.lines if any(_field(one.at(c)) for c in columns))
    rows = [Line(first + 1 + i, tuple(one.get(h) for h in headings)) for i, one in enumerate(told)]
    return Sheet(sheet.name, (Line(first, tuple(headings)), *rows), (), sheet.days_of_1904, sheet.hidden)


def together(reports: Sequence[Sheet]) -> Sheet:
    """Reports on a sheet each, as one table; a row is counted as its report, from 1."""
    headings = list(dict.fromkeys(h for one in reports for h in one.lines[0].cells))
    rows = [dict(zip(one.lines[0].cells, line.cells, strict=False)) for one in reports for line in one.lines[1:]]
    lines = [Line(i, tuple(row.get(h) for h in headings)) for i, row in enumerate(rows, 1)]
    name = f"{reports[0].name}–{reports[-1].name}"
    return Sheet(name, (Line(0, tuple(headings)), *lines), (), reports[0].days_of_1904)


def _field(cell: Cell) -> str:
    return guess(cell, What.COMPLAINTS)[0] if isinstance(cell, str) and cells.key(cell) in NAMES else ""


def _is_headings(lines: Sequence[Line], column: int) -> bool:
    used = [c for one in lines if cells.words(c := one.at(column))]
    fields = [f for c in used if (f := _field(c))]
    return len(set(fields)) >= 3 and len(fields) * 2 >= len(used)


def _across(one: Line) -> bool:
    """Whether a line is the headings of an ordinary ledger."""
    return len({f for c in one.cells if (f := _field(c))}) >= _FEWEST


def _column(lines: Sequence[Line], headings: int, at: int) -> dict[str, Cell]:
    return {cells.line(h): one.at(at) for one in lines if cells.words(h := one.at(headings))}


def _page(lines: Sequence[Line], columns: Sequence[int], width: int) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for here, after in zip(columns, [*columns[1:], width], strict=True):
        for one in lines:
            heading = cells.line(one.at(here))
            if heading:
                values = [c for c in one.cells[here + 1 : after] if cells.words(c)]
                found[heading] = values[0] if values else None
    return found
