"""A table with one row a case and one column a stage (ordered, accepted, shipped, delivered), read as events."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from nattoku.drill.columns import Columns
from nattoku.drill.moments import micros, quoted, text

SAMPLE = 1000


def stage_columns(db: duckdb.DuckDBPyConnection, columns: Columns, types: dict[str, str]) -> list[str]:
    """The columns that hold moments, when the table has one row a case and two of them or more; else none."""
    if columns.case is None:
        return []
    case = quoted(columns.case)
    once = db.execute(f"SELECT count(DISTINCT {case}) = count(*) FROM source").fetchone()
    if not once or not once[0]:
        return []
    taken = (columns.case, columns.promised)
    found = [name for name, kind in types.items() if name not in taken and _moments(db, name, kind)]
    return found if len(found) > 1 else []


def lengthened(db: duckdb.DuckDBPyConnection, columns: Columns, stages: Sequence[str]) -> Columns:
    """`source` becomes one row a stage that was reached, in the order of the columns."""
    width = len(stages)
    kept = f"* EXCLUDE (_seq, {', '.join(quoted(s) for s in stages)})"
    parts = [
        f"SELECT _seq * {width} + {place} AS _seq, {kept}, '{stage.replace(chr(39), chr(39) * 2)}' AS _stage, "
        f"{text(stage)} AS _at FROM wide WHERE {text(stage)} IS NOT NULL"
        for place, stage in enumerate(stages)
    ]
    kind = db.execute("SELECT table_type FROM information_schema.tables WHERE table_name = 'source'").fetchone()
    db.execute(f"ALTER {'VIEW' if kind and kind[0] == 'VIEW' else 'TABLE'} source RENAME TO wide")
    db.execute(f"CREATE VIEW source AS {' UNION ALL '.join(parts)}")
    return replace(columns, activity="_stage", time="_at")


def _moments(db: duckdb.DuckDBPyConnection, name: str, kind: str) -> bool:
    if kind.startswith(("TIMESTAMP", "DATE")):
        return True
    if kind != "VARCHAR":
        return False
    words = text(name)
    found = db.execute(
        f"""SELECT count(*), count(*) FILTER ({micros(name, kind)} IS NOT NULL
        AND regexp_matches({words}, '[-/年.].*[-/月.]')) FROM (SELECT * FROM source LIMIT {SAMPLE})
        WHERE {words} IS NOT NULL"""
    ).fetchone()
    return bool(found and found[0] and found[1] >= 0.9 * found[0])
