"""The drill beside its peers, in the same run: a plain scan by DuckDB, pm4py, r4pm. CPU seconds, peak memory, one case.

    python -m bench.drill [--events N] [--alone] [--folder DIR]

One process a figure, so that the peak memory is its own; CPU counts beginning Python. Each figure is the lower of two
runs, ours as the peers': the first to touch fresh memory pays the machine for it. The raw scan is DuckDB's, over
the Parquet file the log was ingested from; the profile is map, variants, durations and handovers. A tenth of the
events goes first: the growth. pm4py (AGPL) and r4pm are asked in an environment of their own, var/bench-env
(requirements/bench.txt); where it cannot be made they are left out in a sentence. Nothing here passes or fails.
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


PEERS = Path("var/bench-env")
XES_EVENTS = 1_000_000


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
    import shutil

    from nattoku import drill
    from nattoku.drill import store

    shutil.rmtree(kept, ignore_errors=True)
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


def make_xes(parquet: str, file: str) -> None:
    """The same events as packed XES, as most tools write it: an attribute a line."""
    import gzip
    from itertools import groupby

    import duckdb

    asked = "SELECT \"case\", activity, strftime(time::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.000Z'), actor"
    rows = duckdb.execute(f'{asked} FROM read_parquet(?) ORDER BY "case", time', [parquet]).fetchall()
    with gzip.open(file, "wt", encoding="utf-8") as to:
        to.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
        for case, events in groupby(rows, key=lambda row: row[0]):
            to.write(f'<trace>\n<string key="concept:name" value="{case}"/>\n')
            for _case, activity, time_, actor in events:
                by = f'<string key="org:resource" value="{actor}"/>\n' if actor else ""
                name = f'<string key="concept:name" value="{activity}"/>\n'
                to.write(f'<event>\n{name}<date key="time:timestamp" value="{time_}"/>\n{by}</event>\n')
            to.write("</trace>\n")
        to.write("</log>\n")


def ours_xes(file: str) -> None:
    """Packed XES into a log."""
    from nattoku import drill

    print(f"{len(drill.read(file)):,} events")


def pm4py_xes(file: str) -> None:
    """The same by pm4py, as it reads XES unless told otherwise."""
    import pm4py  # type: ignore[import-not-found]

    print(f"{len(pm4py.read_xes(file)):,} events")


def r4pm_xes(file: str) -> None:
    """The same by r4pm, in Rust."""
    import r4pm  # type: ignore[import-not-found]

    print(f"{len(r4pm.df.import_xes(file)[0]):,} events")


def pm4py_profile(file: str) -> None:
    """The same questions to pm4py, from Parquet."""
    import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]
    import pm4py

    names = {"case": "case:concept:name", "activity": "concept:name", "time": "time:timestamp", "actor": "org:resource"}
    log = pm4py.format_dataframe(pd.read_parquet(file).rename(columns=names), *list(names.values())[:3])
    edges, _starts, _ends = pm4py.discover_performance_dfg(log)
    variants = pm4py.get_variants(log)
    pm4py.get_all_case_durations(log)
    pm4py.discover_handover_of_work_network(log.dropna(subset=["org:resource"]))  # it cannot do with nobody
    print(f"{len(edges)} edges, {len(variants):,} variants")


STEPS: dict[str, Callable[..., None]] = {
    "make": make,
    "scan": scan,
    "ingest": ingest,
    "profile": profile,
    "one_case": one_case,
    "make_xes": make_xes,
    "ours_xes": ours_xes,
    "pm4py_xes": pm4py_xes,
    "r4pm_xes": r4pm_xes,
    "pm4py_profile": pm4py_profile,
}


def measured(step: str, *words: str, python: str = sys.executable, runs: int = 2) -> float:
    """CPU seconds of one step in a process of its own, the lower of `runs`."""
    command = [python, "-m", "bench.drill", "--step", step, *words]
    best: tuple[float, float, list[str]] = (float("inf"), 0, [])
    for _ in range(runs):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"{step:13} not measured: {(done.stderr.strip().splitlines() or ['?'])[-1]}", flush=True)
            return float("nan")
        *said, last = done.stdout.strip().splitlines()
        figures = json.loads(last)
        best = min(best, (float(figures["cpu"]), float(figures["peak_mb"]), said[-1:]))
    print(f"{step:13} {best[0]:8.2f} CPU s  {best[1]:6.0f} MB peak ", *best[2], flush=True)
    return best[0]


def peers() -> str | None:
    """The Python of the peers' environment, made where it is not; None, with a sentence, where it cannot be made."""
    python = PEERS / "bin/python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        install = [str(Path(sys.executable).parent / "uv"), "pip", "install", "--quiet", "--python", str(python)]
        subprocess.run([*install, "--require-hashes", "-r", "requirements/bench.txt"], check=True)
    except (OSError, subprocess.CalledProcessError) as why:
        print(f"pm4py and r4pm are left out: their environment {PEERS} cannot be made ({why})")
        return None
    return str(python)


def ours(place: str, events: int) -> dict[str, float]:
    """Our own figures and the raw scan; the files stay in `place`."""
    print(f"{events:,} events", flush=True)
    file, kept = f"{place}/log.parquet", f"{place}/kept"
    measured("make", file, str(events), runs=1)
    told = {"scan": measured("scan", file), "ingest": measured("ingest", file, kept)}
    told["profile"] = measured("profile", kept)
    measured("one_case", kept)
    return told


def xes(place: str, python: str | None) -> None:
    """Packed XES, each by its own reader."""
    parquet, file = f"{place}/small.parquet", f"{place}/log.xes.gz"
    print(f"XES.gz of {XES_EVENTS:,} events", flush=True)
    measured("make", parquet, str(XES_EVENTS), runs=1)
    measured("make_xes", parquet, file, runs=1)
    mine = measured("ours_xes", file)
    for step in ("pm4py_xes", "r4pm_xes") if python else ():
        print(f"{step.removesuffix('_xes')} / ours = {measured(step, file, python=python or '') / mine:.2f} (CPU)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--alone", action="store_true", help="without pm4py and r4pm")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        STEPS[asked.step[0]](*asked.step[1:])
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}))
        return
    python = None if asked.alone else peers()
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-drill-", dir=asked.folder) as place:
        xes(place, python)
        for part in ("tenth", "whole"):
            Path(place, part).mkdir()
        tenth, whole = ours(f"{place}/tenth", asked.events // 10), ours(f"{place}/whole", asked.events)
        print(f"profile / raw scan = {whole['profile'] / whole['scan']:.2f} (CPU)")
        for step in ("ingest", "profile"):
            print(f"{step}: {whole[step] / tenth[step]:.1f} x the CPU of a tenth of the events")
        if python:
            theirs = measured("pm4py_profile", f"{place}/whole/log.parquet", python=python)
            print(f"pm4py / our profile from the kept log = {theirs / whole['profile']:.0f} (CPU)")
            print(f"pm4py / our ingest and profile = {theirs / (whole['ingest'] + whole['profile']):.1f} (CPU)")


if __name__ == "__main__":
    main()
