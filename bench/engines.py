"""The same three questions (map, variants, handovers) asked of our own store and of engines, in one run, with the ratio
to DuckDB.

    python -m bench.engines [--events N] [--engine NAME ...]

One process an engine: seconds by the clock (servers compute elsewhere, so CPU would not be all of it), twice: bringing
the log there, and asking. Answers are compared by their hash. Nothing here passes or fails for time.
"""

import argparse
import contextlib
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.drill import SYNTHETIC

ENGINES = ("duckdb", "store", "postgres", "clickhouse", "spark")
TYPES = 'seq bigint, "case" text, activity text, time timestamptz, actor text'


@contextmanager
def asked_here(file: Path) -> Iterator[Callable[[], list[Any]]]:
    """Our own store: the log is kept, then asked."""
    from nattoku import drill
    from nattoku.drill import store

    with tempfile.TemporaryDirectory() as folder:
        store.write(drill.read(file), Path(folder) / "kept")

        def ask() -> list[Any]:
            log = drill.read(Path(folder) / "kept")
            return [drill.flow(log), drill.variants(log), drill.handovers(log)]

        yield ask


@contextmanager
def asked_there(name: str, file: Path) -> Iterator[Callable[[], list[Any]]]:
    """An engine: the log is brought there, then asked through Ibis."""
    from nattoku.drill.columns import Columns
    from nattoku.drill.engines import flows, hands, paths
    from nattoku.drill.engines.events import events
    from nattoku.drill.log import TOKYO

    with contextlib.ExitStack() as stack:
        engine = BROUGHT[name](file, stack)
        stack.callback(engine.close)
        found = events(engine, Columns(), zone=TOKYO)
        yield lambda: [flows.flow(found), paths.variants(found), hands.handovers(found)]


def on_duckdb(file: Path, stack: contextlib.ExitStack) -> Any:
    """A table in a file of its own."""
    import duckdb

    from nattoku.drill.engines.addresses import address
    from nattoku.drill.engines.engine import opened
    from nattoku.drill.log import TOKYO

    folder = stack.enter_context(tempfile.TemporaryDirectory())
    with duckdb.connect(f"{folder}/log.duckdb") as db:
        db.execute("CREATE TABLE events AS SELECT * FROM read_parquet(?)", [str(file)])
    return opened(address(f"duckdb:///{folder}/log.duckdb?table=events"), TOKYO)


def on_postgres(file: Path, _stack: contextlib.ExitStack) -> Any:
    """A throw-away cluster of PostgreSQL's own defaults, but for fsync."""
    import duckdb
    import psycopg

    from nattoku.drill.engines.addresses import address
    from nattoku.drill.engines.engine import opened
    from nattoku.drill.log import TOKYO
    from tests import postgres

    url = postgres.start()
    with psycopg.connect(url, autocommit=True) as db, tempfile.TemporaryDirectory() as folder:
        duckdb.execute(f"COPY (FROM read_parquet('{file}')) TO '{folder}/log.csv' (HEADER false)").fetchall()
        db.execute(f"CREATE TABLE events ({TYPES})".encode())
        with Path(f"{folder}/log.csv").open("rb") as csv, db.cursor().copy("COPY events FROM STDIN (FORMAT csv)") as to:
            while piece := csv.read(1 << 20):
                to.write(piece)
        db.execute("ANALYZE events")
    return opened(address(f"{url}/events"), TOKYO)


def on_clickhouse(file: Path, _stack: contextlib.ExitStack) -> Any:
    """chdb in this process; the log stays in its file."""
    from nattoku.drill.engines.on_clickhouse import local
    from nattoku.drill.log import TOKYO

    return local(file, TOKYO)


def on_spark(file: Path, _stack: contextlib.ExitStack) -> Any:
    """Spark on this machine's cores; the log stays in its file."""
    from nattoku.drill.engines.on_spark import local
    from nattoku.drill.log import TOKYO

    return local(file, TOKYO)


BROUGHT: dict[str, Callable[[Path, contextlib.ExitStack], Any]] = {
    "duckdb": on_duckdb,
    "postgres": on_postgres,
    "clickhouse": on_clickhouse,
    "spark": on_spark,
}


def one(name: str, file: Path) -> dict[str, Any]:
    """Of one engine: seconds to bring the log there, seconds to ask, the hash of the answers."""
    began = time.perf_counter()
    with asked_here(file) if name == "store" else asked_there(name, file) as ask:
        brought = time.perf_counter()
        told = json.dumps(ask(), sort_keys=True, ensure_ascii=False)
        asked = time.perf_counter()
    return {"bring": brought - began, "ask": asked - brought, "hash": hashlib.sha256(told.encode()).hexdigest()[:12]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        print(json.dumps(one(wanted.one[0], Path(wanted.one[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-engines-") as folder:
        file = f"{folder}/log.parquet"
        _make(file, wanted.events)
        print(f"{wanted.events:,} events", flush=True)
        base: float | None = None
        for name in wanted.engine or ENGINES:
            command = [sys.executable, "-m", "bench.engines", "--one", name, file]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name:10} not run: {(done.stderr.strip().splitlines() or ['?'])[-1]}", flush=True)
                continue
            found = json.loads(done.stdout.strip().splitlines()[-1])
            base = base or found["ask"]
            ratio = found["ask"] / base
            print(
                f"{name:10} bring {found['bring']:7.2f} s  ask {found['ask']:7.2f} s  {ratio:6.2f} x DuckDB  {found['hash']}",
                flush=True,
            )


def _make(file: str, events: int) -> None:
    """The log of bench.drill, its rows numbered: engines settle equal moments by that."""
    import duckdb

    duckdb.execute(SYNTHETIC.format(events=events, file=f"{file}.part")).fetchall()
    numbered = f"SELECT row_number() OVER () AS seq, * FROM read_parquet('{file}.part')"
    duckdb.execute(f"COPY ({numbered}) TO '{file}'").fetchall()


if __name__ == "__main__":
    main()
