"""CSV and Parquet: read by DuckDB, which writes to disk what memory does not hold, then encoded and sorted."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from nattoku.drill.columns import Columns
from nattoku.drill.encoding import encoded
from nattoku.drill.log import TOKYO, Dropped, Log
from nattoku.drill.scratch import literal, readable, scratch
from nattoku.drill.wide import lengthened, stage_columns
from nattoku.drill.written import as_utf8
from nattoku.lib.text import Text

BROKEN_ROW = Text("列の数や引用符が合っていません", "the number of columns or the quotes do not fit")


def read_csv(files: list[Path], columns: Columns, *, zone: ZoneInfo = TOKYO) -> Log:
    """One or more CSV files of the same columns. Refused (400) when a column is missing or nothing can be read."""
    with scratch(zone) as (db, place):
        with readable(files[0]):
            sources = [literal(as_utf8(file, place)) for file in files]
        options = "header=true, all_varchar=true, ignore_errors=true, store_rejects=true"
        with readable(files[0]):
            db.execute(
                f"CREATE TABLE source AS SELECT row_number() OVER () - 1 AS _seq, * FROM read_csv(?, {options})",
                [sources],
            )
            return of_source(db, files[0].name, columns, zone, _broken(db))


def read_parquet(files: list[Path], columns: Columns, *, zone: ZoneInfo = TOKYO) -> Log:
    """One or more Parquet files of the same columns; refused like CSV."""
    with scratch(zone) as (db, _place):
        listed = ", ".join("'" + literal(file).replace("'", "''") + "'" for file in files)
        with readable(files[0] if len(files) == 1 else files[0].parent):
            db.execute(
                f"CREATE VIEW source AS SELECT row_number() OVER () - 1 AS _seq, * FROM read_parquet([{listed}])"
            )
            return of_source(db, files[0].name, columns, zone)


def of_source(
    db: duckdb.DuckDBPyConnection,
    name: str,
    asked: Columns,
    zone: ZoneInfo,
    broken: tuple[Dropped, ...] = (),
) -> Log:
    """The log of the DuckDB table `source`, whose rows are numbered by `_seq`; refused like CSV."""
    types = _types(db)
    columns = asked.within(list(types))
    done = None
    if asked.activity is None and (stages := stage_columns(db, columns, types)):
        columns, done = lengthened(db, columns, stages), stages[-1]
        types = _types(db)
    log = encoded(db, name, columns, types, zone=zone)
    return replace(log, dropped=(*broken, *log.dropped), done=done)


def _types(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {row[0]: row[1] for row in db.execute("DESCRIBE source").fetchall() if row[0] != "_seq"}


def _broken(db: duckdb.DuckDBPyConnection) -> tuple[Dropped, ...]:
    found = db.execute("SELECT DISTINCT line FROM reject_errors ORDER BY line").fetchall()
    return (Dropped(BROKEN_ROW, len(found), tuple(row[0] for row in found[:3])),) if found else ()
