"""The drill beside a plain scan of the same columns, in the same run: CPU, memory, one case.

    python -m bench.drill [--events N] [--folder DIR]

One process a figure, so that the peak memory is its own. The raw scan is DuckDB's, over the Parquet file the log was
ingested from; the profile is map, variants, durations and handovers from the kept log. Nothing here passes or fails.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SYNTHETIC = """COPY (
    SELECT printf('ORD-%08d', i // 10) AS "case",
        ['見積', '受注', '与信', '手配', '入荷', '検品', '梱包', '出荷', '配送', '到着'][
            1 + CASE WHEN hash(i) % 20 = 0 THEN (i % 10 + 1) % 10 ELSE i % 10 END] AS activity,
        TIMESTAMPTZ '2026-01-01 00:00:00+09' + to_seconds((i // 10) * 40 + (i % 10) * 7200 + hash(i * 7) % 7000) AS time,
        CASE WHEN hash(i * 3) % 50 = 0 THEN NULL ELSE printf('社員%03d', hash(i * 5) % 200) END AS actor
    FROM range({events}) t(i) ORDER BY time
) TO '{file}' (FORMAT parquet)"""


def make(file: str, events: str) -> None:
    """Events in order of time, as systems write them."""
    import duckdb

    duckdb.execute(SYNTHETIC.format(events=int(events), file=file))


def scan(file: str) -> None:
    """Every value of the four columns is looked at once."""
    import duckdb

    duckdb.execute("SET threads = 2")
    duckdb.execute(
        'SELECT count(*), max(hash("case")), max(hash(activity)), max(epoch_us(time)), max(hash(actor)) '
        "FROM read_parquet(?)",
        [file],
    ).fetchall()


def ingest(file: str, kept: str) -> None:
    """From Parquet to the kept log."""
    from nattoku import drill
    from nattoku.drill import store

    store.write(drill.read(file), Path(kept))


def profile(kept: str) -> None:
    """Everything one asks first."""
    from nattoku import drill

    log = drill.read(kept)
    drill.flow(log)
    drill.variants(log)
    drill.handovers(log)


def one_case(kept: str) -> None:
    """A case out of all of them, from the kept log; prints its milliseconds."""
    from nattoku.drill import store

    began = time.perf_counter()
    events = len(store.read_case(Path(kept), "ORD-00000777"))
    print(f"one case of {events} events: {1000 * (time.perf_counter() - began):.0f} ms")


STEPS: dict[str, Callable[..., None]] = {
    "make": make,
    "scan": scan,
    "ingest": ingest,
    "profile": profile,
    "one_case": one_case,
}


def measured(step: str, *words: str) -> float:
    """CPU seconds of one step in a process of its own."""
    command = [sys.executable, "-m", "bench.drill", "--step", step, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    *said, last = done.stdout.strip().splitlines()
    figures = json.loads(last)
    print(f"{step:8} {figures['cpu']:7.2f} CPU s  {figures['peak_mb']:6.0f} MB peak", *said, flush=True)
    return float(figures["cpu"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        STEPS[asked.step[0]](*asked.step[1:])
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}))
        return
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-drill-", dir=asked.folder) as place:
        file, kept = f"{place}/log.parquet", f"{place}/kept"
        print(f"{asked.events:,} events")
        measured("make", file, str(asked.events))
        raw = measured("scan", file)
        measured("ingest", file, kept)
        whole = measured("profile", kept)
        measured("one_case", kept)
        print(f"profile / raw scan = {whole / raw:.2f} (CPU)")


if __name__ == "__main__":
    main()
