"""One log, asked of our own arrays and of engines: the same answers, to the last digit."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
import sqlglot

from nattoku import drill
from nattoku.drill.columns import Columns
from nattoku.drill.engines import flows, hands, lateness, paths, staging
from nattoku.drill.engines.addresses import address
from nattoku.drill.engines.engine import Engine, opened
from nattoku.drill.engines.events import Events, checked, events
from nattoku.drill.engines.sql import trino_micros
from nattoku.drill.log import TOKYO, Log
from tests import postgres

ENGINES = ["duckdb"]
if postgres.wanted():
    ENGINES.append(pytest.param("postgres", marks=pytest.mark.postgres))  # type: ignore[arg-type]

# Equal moments, nobody, blanks, an empty case, promises by the day, one that was moved, cases that are never shipped.
ROWS = """SELECT i AS seq, printf('注文-%03d', hash(i * 11) % 40) AS "case",
    ['受注', '手配', '入荷', '検品', '梱包', '出荷'][(1 + hash(i) % 4 + hash(i * 2) % 3)::INTEGER] AS activity,
    TIMESTAMPTZ '2026-01-01 00:00:00+09' + to_seconds((i * 1800) // 4000 * 4000) AS time,
    CASE WHEN hash(i * 3) % 50 = 0 THEN NULL WHEN hash(i * 3) % 50 = 1 THEN ' '
        ELSE printf('社員%02d ', hash(i * 5) % 20) END AS actor,
    CASE WHEN hash(i * 5) % 20 < 9 THEN '営業' ELSE '物流' END AS division,
    CASE WHEN hash(i * 11) % 7 > 0 THEN DATE '2026-01-03' + (hash(i * 13) % 5)::INTEGER END AS promised
    FROM range(400) t(i) ORDER BY i"""
COLUMNS = Columns(
    case="case", activity="activity", time="time", actor="actor", division="division", promised="promised"
)
QUESTIONS: dict[str, Any] = {
    "map": (drill.flow, flows.flow, {}),
    "variants": (drill.variants, paths.variants, {"most": 30}),
    "handovers": (drill.handovers, hands.handovers, {}),
    "handovers by division": (drill.handovers, hands.handovers, {"by": "division"}),
    "stages": (drill.stages, staging.stages, {}),
    "late by our own standard": (drill.late, lateness.late, {"told": ["検品"], "own": {"出荷": 7200.5}}),
    "one case": (drill.trace, lateness.trace, {"case": "注文-007"}),
}


class ReadBack:
    """Trino cannot be run on one small machine. Its SQL is written, read back by SQLGlot and asked of DuckDB."""

    dialect = "trino"

    def __init__(self, engine: Engine) -> None:
        self._engine, self.address, self.columns = engine, engine.address, engine.columns

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._engine.rows(sqlglot.transpile(sql, read="trino", write="duckdb")[0])

    def micros(self, moment: Any) -> Any:
        return trino_micros(moment)


def digest(told: Any) -> str:
    """Of a document; the order of rows counts, that of keys does not."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("engines"))


def written(folder: Path) -> Path:
    """The log as a DuckDB file, as Parquet and as CSV."""
    with duckdb.connect(str(folder / "log.duckdb")) as db:
        db.execute("SET TimeZone='Asia/Tokyo'")
        db.execute(f"CREATE TABLE events AS {ROWS}")
        db.execute(f"COPY events TO '{folder}/log.parquet'")
        db.execute(f"COPY events TO '{folder}/log.csv' (HEADER false, TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S%z')")
    return folder


@pytest.fixture(scope="module")
def ours(place: Path) -> Log:
    return drill.read(place / "log.parquet", COLUMNS)


@pytest.fixture(scope="module", params=ENGINES)
def there(request: pytest.FixtureRequest, place: Path) -> Iterator[Events]:
    """The same log in the engine."""
    with contextlib.ExitStack() as stack:
        where = _postgres(stack, place) if request.param == "postgres" else f"duckdb:///{place}/log.duckdb?table=events"
        engine = stack.enter_context(contextlib.closing(opened(address(where), TOKYO)))
        yield events(engine, Columns(), zone=TOKYO)


def _postgres(stack: contextlib.ExitStack, place: Path) -> str:
    """A schema of our own in the suite's PostgreSQL; gone afterwards."""
    database = stack.enter_context(psycopg.connect(postgres.start(), autocommit=True))
    schema = f"drill_{os.getpid()}"
    database.execute(f"CREATE SCHEMA {schema}")
    stack.callback(lambda: database.execute(f"DROP SCHEMA {schema} CASCADE"))
    database.execute(
        f'CREATE TABLE {schema}.events (seq int, "case" text, activity varchar(20), time timestamptz, actor text, '
        "division text, promised date)"
    )
    with database.cursor().copy(f"COPY {schema}.events FROM STDIN (FORMAT csv, FORCE_NULL (actor))") as copy:
        copy.write((place / "log.csv").read_bytes())
    return f"{postgres.start()}/{schema}.events"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_engine_answers_as_we_do(question: str, ours: Log, there: Events) -> None:
    here, asked, more = QUESTIONS[question]
    assert digest(asked(there, **more)) == digest(here(ours, **more))


def test_what_trino_would_be_asked_answers_as_we_do(ours: Log, place: Path) -> None:
    with contextlib.closing(opened(address(f"duckdb:///{place}/log.duckdb?table=events"), TOKYO)) as engine:
        there = events(ReadBack(engine), Columns(), zone=TOKYO)
        for question in ("map", "variants", "late by our own standard"):
            test_an_engine_answers_as_we_do(question, ours, there)


def test_a_log_in_which_much_is_late_was_asked(ours: Log, there: Events) -> None:
    assert checked(there, "log")[:2] == (len(ours), len(ours.cases)) == (400, 40)
    assert 10 < len(drill.late(ours)) < 40
    assert sum(stage["first_breaks"] for stage in drill.stages(ours)) > 10
