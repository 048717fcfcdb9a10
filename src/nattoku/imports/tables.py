"""Where on a sheet a table stands: its headings, its rows, what is a total and what only repeats. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nattoku.imports import cells, upright
from nattoku.imports.fields import NAMES, What, guess
from nattoku.imports.reading.sheet import Cell, Line, Merge, Sheet
from nattoku.lib.text import Text

_LOOK = 80  # lines above the headings that may hold titles, stamps and legends
_TOTALS = {"合計", "小計", "総計", "計", "累計", "総合計", "月計", "年計", "平均", "total", "subtotal", "sum", "件数"}
_LAST_WORDS = {"以上", "以上です", "eof"}
KINTONE_START = cells.key("レコードの開始行")

TOTAL = Text("合計などの行のため、取り込みません", "a row of totals is not taken")
REMARK = Text("一つの欄にだけ書かれた注記のため、取り込みません", "a remark in a single cell is not taken")


@dataclass(frozen=True)
class Skipped:
    """A row that is no entry: its line, and why, in words."""

    number: int
    why: Text


@dataclass(frozen=True)
class Table:
    """headings: one for each column; rows: below them, with what is merged or ditto filled in.

    at: the line of the headings, 0 where there are none. kept_whole: the sheet's own name of it, for choosing.
    """

    sheet: str
    at: int
    headings: list[str]
    rows: list[Line]
    skipped: list[Skipped] = field(default_factory=list)
    days_of_1904: bool = False
    hidden: bool = False

    @property
    def known(self) -> int:
        """How many different fields of a ledger its headings name."""
        return max(_score(self.headings, what) for what in What)


def tables(sheets: Sequence[Sheet]) -> list[Table]:
    """Every table of every sheet that has rows, in order; a report with its headings at the side counts as one."""
    laid = [(upright.laid_down(one), one) for one in sheets]
    reports = [down for down, one in laid if down is not None and not one.hidden]
    ordinary = [down or one for down, one in laid if down is None or one.hidden or len(reports) == 1]
    joined = [upright.together(reports)] if len(reports) > 1 else []
    return [t for sheet in [*joined, *ordinary] for t in _of(sheet) if t.rows]


def best(found: Sequence[Table]) -> int:
    """The place of the table that looks most like a ledger: seen, then known headings, then most rows. 0 for none."""
    order = sorted(range(len(found)), key=lambda i: (found[i].hidden, -found[i].known, -len(found[i].rows)))
    return order[0] if order else 0


def _of(sheet: Sheet) -> list[Table]:
    lines = _filled(sheet.lines, sheet.merges)
    starts = _headings(lines)
    if not starts:
        first = next((i for i, one in enumerate(lines) if _used(one) >= 2), None)
        if first is None:
            return []
        starts = [first] if all(isinstance(c, str) for c in lines[first].cells if c is not None) else [-1]
    found = []
    for here, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        found += _split(sheet, lines, here, after)
    return found


def _headings(lines: Sequence[Line]) -> list[int]:
    """Where a table begins: the first line of headings, and later ones with other headings."""
    likely = (i for i, one in enumerate(lines) if i < _LOOK or not _used(lines[i - 1]) or _named(one) >= 3)
    scores = {i: s for i in likely if (s := _heading_score(lines[i])) >= 2}
    top = max((s for i, s in scores.items() if i < _LOOK), default=0)
    found: list[int] = []
    for i, score in scores.items():
        if not found and (i >= _LOOK or score < top * 0.7):
            continue
        if found and (score < _wanted(lines, i, found[0]) or _same(lines[i], lines[found[-1]])):
            continue
        if found and i - found[-1] == 1:
            continue  # the second line of two lines of headings
        found.append(i)
    return found


def _named(one: Line) -> int:
    """How many cells are a heading by their very name: cheap, asked of every line."""
    return sum(isinstance(c, str) and len(c) <= 20 and cells.key(c) in NAMES for c in one.cells)


def _wanted(lines: Sequence[Line], i: int, first: int) -> float:
    """How many headings a later table must have: fewer where an empty line stands above it."""
    if not _used(lines[i - 1]):
        return max(2, 0.6 * len({cells.key(c) for c in lines[i].cells if cells.words(c)}))
    return max(3, 0.6 * _heading_score(lines[first]))


def _heading_score(one: Line) -> int:
    used = [c for c in one.cells if c is not None and cells.words(c)]
    if len(used) < 2 or any(not isinstance(c, str) or len(c) > 40 for c in used):
        return 0
    score = max(_score([cells.line(c) for c in used], what) for what in What)
    return score if score * 3 >= len(set(map(cells.key, used))) else 0


def _score(headings: Sequence[str], what: What) -> int:
    return len({f for h in headings if (f := guess(h, what)[0])})


def _same(one: Line, other: Line) -> bool:
    return [cells.key(c) for c in one.cells if cells.key(c)] == [cells.key(c) for c in other.cells if cells.key(c)]


def _used(one: Line) -> int:
    return sum(bool(cells.words(c)) for c in one.cells)


def _split(sheet: Sheet, lines: Sequence[Line], start: int, end: int) -> list[Table]:
    """One table, or several side by side with an empty column between them."""
    body_from = start + 1
    headings = _names(lines[start], sheet.merges, start) if start >= 0 else []
    if start >= 0 and body_from < end and _second_line(lines[start], lines[body_from]):
        headings = _joined(headings, lines[body_from])
        body_from += 1
    body = lines[body_from:end]
    width = max([len(headings), *(len(one.cells) for one in body)], default=0)
    headings = headings + [""] * (width - len(headings))
    found = []
    for first, last in _groups(headings, body, width):
        found.append(_table(sheet, lines, start, headings[first:last], body, first, last))
    return found


def _groups(headings: Sequence[str], body: Sequence[Line], width: int) -> list[tuple[int, int]]:
    used = [bool(headings[c]) or any(one.at(c) is not None for one in body) for c in range(width)]
    found, first = [], None
    for c in range(width + 1):
        if c < width and used[c]:
            first = c if first is None else first
        elif first is not None:
            found.append((first, c))
            first = None
    named = [{f for h in headings[a:b] if (f := guess(h, What.COMPLAINTS)[0])} for a, b in found]
    apart = len(found) > 1 and all(len(n) >= 2 for n in named) and any(named[0] & n for n in named[1:])
    return found if apart else [(0, width)]


def _table(
    sheet: Sheet, lines: Sequence[Line], start: int, headings: list[str], body: Sequence[Line], first: int, last: int
) -> Table:
    kept, skipped = _rows(lines[start] if start >= 0 else None, body, first, last)
    table = Table(
        sheet=sheet.name,
        at=lines[start].number if start >= 0 else 0,
        headings=_distinct(headings),
        rows=kept,
        skipped=skipped,
        days_of_1904=sheet.days_of_1904,
        hidden=sheet.hidden,
    )
    return _of_kintone(table)


def _rows(head: Line | None, body: Sequence[Line], first: int, last: int) -> tuple[list[Line], list[Skipped]]:
    kept: list[Line] = []
    skipped: list[Skipped] = []
    above: list[Cell] = [None] * (last - first)
    for one in body:
        row = [one.at(c) for c in range(first, last)]
        said = [cells.key(c) for c in row if cells.words(c)]
        if not said or (head is not None and _same(one, head)):
            continue
        if any(s in _TOTALS for s in said[:2]):
            skipped.append(Skipped(one.number, TOTAL))
            continue
        if len(said) == 1 and last - first > 2 and not any(cells.ditto(c) for c in row):
            if said[0] not in _LAST_WORDS:
                skipped.append(Skipped(one.number, REMARK))
            continue
        row = [a if cells.ditto(c) else c for c, a in zip(row, above, strict=True)]
        above = row
        kept.append(Line(one.number, tuple(row)))
    return kept, skipped


def _names(line: Line, merges: Sequence[Merge], index: int) -> list[str]:
    """The headings; one that is merged over several columns stands over each."""
    found = [cells.line(c) for c in line.cells]
    for top, bottom, left, right in merges:
        if top <= index <= bottom and left < len(found):
            found += [""] * (right + 1 - len(found))
            for c in range(left + 1, right + 1):
                found[c] = found[c] or found[left]
    return found


def _second_line(first: Line, second: Line) -> bool:
    """Whether the line below belongs to the headings: short words, where the line above is empty or one for several."""
    used = [c for c in second.cells if cells.words(c)]
    if not used or any(not isinstance(c, str) or len(c) > 15 for c in used):
        return False
    named = sum(bool(guess(c, w)[1] == 2) for c in used for w in (What.COMPLAINTS,))
    gaps = sum(bool(cells.words(c)) and not cells.words(first.at(i)) for i, c in enumerate(second.cells))
    return named * 2 >= len(used) and gaps >= 1 and not any(map(cells.ditto, used))


def _joined(headings: list[str], second: Line) -> list[str]:
    width = max(len(headings), len(second.cells))
    upper = headings + [""] * (width - len(headings))
    lower = [cells.line(second.at(c)) for c in range(width)]
    return [f"{u} {w}".strip() if u != w else u for u, w in zip(upper, lower, strict=True)]


def _distinct(headings: list[str]) -> list[str]:
    """A column without a heading is called by its place; a heading that comes twice is counted."""
    seen: dict[str, int] = {}
    named = []
    for i, h in enumerate(headings):
        name = h or f"{_letter(i)}列"
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return named


def _letter(column: int) -> str:
    return (_letter(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def _filled(lines: Sequence[Line], merges: Sequence[Merge]) -> list[Line]:
    """What is merged downwards stands in each of its lines."""
    down = [m for m in merges if m[1] > m[0]]
    if not down:
        return list(lines)
    made = [list(one.cells) for one in lines]
    for top, bottom, left, _ in down:
        value = lines[top].at(left) if top < len(lines) else None
        for i in range(top + 1, min(bottom + 1, len(made))):
            made[i] += [None] * (left + 1 - len(made[i]))
            made[i][left] = made[i][left] if made[i][left] is not None else value
    return [Line(one.number, tuple(row)) for one, row in zip(lines, made, strict=True)]


def _of_kintone(table: Table) -> Table:
    """kintone writes a record with an inner table over several lines, the first marked: they are one entry."""
    start = next((i for i, h in enumerate(table.headings) if cells.key(h) == KINTONE_START), None)
    if start is None:
        return table
    records: list[list[Line]] = []
    for one in table.rows:
        if cells.words(one.at(start)) or not records:
            records.append([one])
        else:
            records[-1].append(one)
    rows = [Line(some[0].number, _one(some, start)) for some in records]
    return Table(**(vars(table) | {"rows": rows}))


def _one(lines: Sequence[Line], start: int) -> tuple[Cell, ...]:
    width = max(len(one.cells) for one in lines)
    made: list[Cell] = []
    for c in range(width):
        several = list(dict.fromkeys(cells.words(one.at(c)) for one in lines if cells.words(one.at(c))))
        made.append(None if c == start else lines[0].at(c) if len(several) < 2 else "\n".join(several))
    return tuple(made)
