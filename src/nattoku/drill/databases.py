"""A table of a database, taken over row by row into a file beside us and then read like any other: memory is bounded."""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nattoku.drill.columns import Columns
from nattoku.drill.engines.addresses import address
from nattoku.drill.engines.engine import Engine, opened
from nattoku.drill.log import TOKYO, Log
from nattoku.drill.ordering import ordering
from nattoku.drill.scratch import readable, scratch
from nattoku.drill.tables import of_source
from nattoku.lib.progress import under_way


def read_table(written: str, columns: Columns, *, zone: ZoneInfo = TOKYO, sequence: str | None = None) -> Log:
    """The rows of the table at this address, in the order of the column `sequence` or of one that is called so.

    Refused (400): no such engine, it cannot be reached, or its rows cannot be read; (404): no such table.
    """
    with closing(opened(address(written), zone)) as engine, scratch(zone) as (db, place):
        header = list(engine.columns())
        by = ordering(header, sequence)
        file = place / "rows.csv"
        _save(engine, _query(engine, header, by), file)
        names = [f"{name}_" if name == "_seq" else name for name in header]
        with readable(file):
            db.execute(
                "CREATE TABLE source AS SELECT row_number() OVER () - 1 AS _seq, * FROM read_csv(?, header=false, "
                "all_varchar=true, auto_detect=false, delim=',', quote='\"', escape='\"', columns=?, max_line_size=33554432)",
                [str(file), dict.fromkeys(names, "VARCHAR")],
            )
        return of_source(db, engine.address.table[-1], columns, zone)


def _query(engine: Engine, header: list[str], by: str | None) -> str:
    def quoted(name: str) -> str:
        return f"{engine.mark}{name.replace(engine.mark, engine.mark * 2)}{engine.mark}"

    order = f" ORDER BY {quoted(by)}" if by is not None else ""
    return f"SELECT {', '.join(map(quoted, header))} FROM {engine.address.named(engine.mark)}{order}"


def _save(engine: Engine, sql: str, file: Path) -> None:
    if (save := getattr(engine, "save", None)) is not None:
        save(sql, file)
        return
    came = Came()
    with under_way(lambda: (None, came.rows)), file.open("w", encoding="utf-8", errors="replace", newline="") as to:
        csv.writer(to, lineterminator="\n").writerows(came.counted(engine.stream(sql)))


class Came:
    """The rows as they are written, and how many came until now."""

    rows = 0

    def counted(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[list[Any]]:
        for row in rows:
            self.rows += 1
            yield [cell.isoformat() if isinstance(cell, date | datetime) else cell for cell in row]
