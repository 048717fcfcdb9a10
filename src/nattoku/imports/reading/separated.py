"""A text file with its cells between commas, tabs or semicolons, with line breaks and quotes as spreadsheets write them."""

import csv
import io
from collections import Counter

from nattoku.imports.reading.charset import decoded
from nattoku.imports.reading.sheet import Line, Sheet
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

MOST_LINES, MOST_COLUMNS = 50_000, 400
_LONGEST_CELL_LINES = 500
UNCLOSED = Text(
    '{name} の{line}行目あたりで、引用符（"）が閉じていません。その行をお確かめください。',
    "{name}: a quotation mark opened near line {line} is never closed. Please look at that line.",
)
TOO_LONG = Text(
    "{name} の{line}行目あたりに、大きすぎるセル（{most:,}文字超）があります。その行をお確かめください。",
    "{name}: a cell near line {line} has more than {most:,} characters. Please look at that line.",
)
TOO_MANY = Text(
    "{name} は{most:,}行を超えています。分けて取り込んでください。",
    "{name} has more than {most:,} lines. Please split it.",
)
LONGEST_CELL = 2_000_000
csv.field_size_limit(LONGEST_CELL)


def separated(raw: bytes, name: str) -> Sheet:
    """The one sheet of a text file. Refusal 400 in words when its characters or its quotes cannot be read."""
    text = decoded(raw, name).replace("\r\n", "\n").replace("\r", "\n")
    lines = _lines(text, _mark(text), name)
    return Sheet(name, tuple(lines))


def _mark(text: str) -> str:
    """What stands between the cells: whatever gives the same number of columns most often."""
    head = text[:200_000]
    best, score = ",", 0.0
    for mark in ("\t", ",", ";"):
        widths = Counter(len(row) for row in csv.reader(io.StringIO(head), delimiter=mark) if len(row) > 1)
        if widths and (found := max(n * (w - 1) for w, n in widths.items())) > score * 1.2:
            best, score = mark, found
    return best


def _lines(text: str, mark: str, name: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    found, began = [], 1
    try:
        for cells in reader:
            if any(cell.count("\n") > _LONGEST_CELL_LINES for cell in cells):
                raise Refusal(UNCLOSED.with_(name=name, line=began), status=400)
            found.append(Line(began, tuple(cell if cell.strip() else None for cell in cells[:MOST_COLUMNS])))
            began = reader.line_num + 1
            if len(found) > MOST_LINES:
                raise Refusal(TOO_MANY.with_(name=name, most=MOST_LINES), status=400)
    except csv.Error as wrong:
        one_line = reader.line_num <= began  # an open quotation mark swallows many lines, a large cell stands in one
        why = (
            TOO_LONG.with_(name=name, line=began, most=LONGEST_CELL)
            if one_line
            else UNCLOSED.with_(name=name, line=began)
        )
        raise Refusal(why, status=400) from wrong
    return found
