"""`python -m nattoku.imports.reading.child`: a workbook on standard input, its sheets as JSON on standard output.

The limits are taken before the first byte is read. A formula gives the value it had when the file was saved.
"""

import datetime
import json
import re
import resource
import struct
import sys
import zipfile
from io import BytesIO
from typing import Any

import python_calamine as calamine

MEMORY = 1536 * 1024 * 1024
MOST_SHEETS, MOST_LINES, MOST_COLUMNS = 40, 50_000, 400


def main() -> None:
    """One workbook."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = sys.stdin.buffer
    (seconds,) = struct.unpack(">I", asked.read(4))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    json.dump(_told(asked.read()), sys.stdout)


def _told(raw: bytes) -> dict[str, Any]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(raw))
        of_1904 = _days_of_1904(raw)
        found = [_sheet(book, one, of_1904) for one in book.sheets_metadata[:MOST_SHEETS] if _is_table(one)]
    except calamine.PasswordError:
        return {"refused": "locked"}
    except (calamine.CalamineError, OSError, ValueError) as wrong:
        return {"refused": "locked" if "assword" in str(wrong) or _encrypted(raw) else "broken"}
    except MemoryError:
        return {"refused": "large"}
    return {"sheets": found} if sum(len(s["lines"]) for s in found) <= MOST_LINES else {"refused": "large"}


def _encrypted(raw: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in raw


def _is_table(sheet: Any) -> bool:
    return bool(sheet.typ == calamine.SheetTypeEnum.WorkSheet)


def _sheet(book: Any, meta: Any, of_1904: bool) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(meta.name)
    _, left = sheet.start or (0, 0)
    lines = []
    for index, cells in enumerate(sheet.iter_rows()):  # from the first line of the sheet, from the first used column
        if index > MOST_LINES:
            break
        lines.append([index + 1, [None] * left + [_cell(c) for c in cells[:MOST_COLUMNS]]])
    merges = [[m[0][0], m[1][0], m[0][1], m[1][1]] for m in (sheet.merged_cell_ranges or []) if m[1][0] < len(lines)]
    return {
        "name": meta.name,
        "hidden": meta.visible != calamine.SheetVisibleEnum.Visible,
        "lines": lines,
        "merges": merges,
        "days_of_1904": of_1904,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return [value.isoformat()]
    if isinstance(value, datetime.date):
        return [f"{value.isoformat()}T00:00:00"]
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime.timedelta):
        return f"{int(value.total_seconds() // 3600)}:{int(value.total_seconds() // 60) % 60:02}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str):
        return re.sub("_x([0-9A-Fa-f]{4})_", _unescaped, value) or None
    return value


def _unescaped(found: "re.Match[str]") -> str:
    code = int(found[1], 16)
    return "" if code == 0x0D else chr(code) if code < 0x20 else found[0]


def _days_of_1904(raw: bytes) -> bool:
    if not raw.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            told = packed.read("xl/workbook.xml")[:200_000]
    except (KeyError, zipfile.BadZipFile, OSError):
        return False
    return re.search(rb'date1904="(1|true)"', told) is not None


if __name__ == "__main__":
    main()
