"""Awkward logs, made by chance, asked of us and of pm4py: edges, counts, means, variants, durations must be the same.

    python -m bench.drill_same [--logs 50]

pm4py (AGPL) is asked in an environment of its own, var/bench-env, as in bench.drill. Ties, cases of one event, rows
out of order, twice, in other zones; rows without case, activity or time, which both leave out. Exit 1 on a difference.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.drill import peers

HEAD = ("case", "activity", "time", "actor")
ACTIVITIES = ("受注", '出荷,"至急"', "😀", "null?", "手配 ", "é", "A->B", "")


def make(place: Path, seed: int) -> Path:
    """One log; the seed tells it wholly."""
    chance = random.Random(seed)
    rows = []
    for _ in range(chance.randint(1, 300)):
        hour, zone = chance.randint(0, 23), chance.choice(("+09:00", "Z", "-03:30"))
        time = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 3):02}T{hour:02}:{chance.choice('0123')}0:00{zone}"
        case = chance.choice(("", "注文")) + str(chance.randint(0, 40)) if chance.random() > 0.03 else ""
        rows.append((case, chance.choice(ACTIVITIES), time if chance.random() > 0.03 else "", "佐藤"))
    rows += chance.choices(rows, k=len(rows) // 10)
    file = place / f"{seed}.csv"
    with file.open("w", encoding="utf-8", newline="") as to:
        csv.writer(to).writerows([HEAD, *rows])
    return file


def ours(file: str) -> dict[str, Any]:
    """What we say of a log."""
    from nattoku import drill

    log = drill.read(file)
    told = drill.flow(log)
    return {
        "edges": sorted([e["from"], e["to"], e["count"], round(e["mean"], 3)] for e in told["edges"]),
        "starts": told["starts"],
        "ends": told["ends"],
        "variants": sorted([one["path"], one["count"]] for one in drill.variants(log)),
        "durations": sorted(((log.time[log.ends] - log.time[log.starts]) / 1e6).tolist()),
    }


def theirs(file: str) -> dict[str, Any]:
    """What pm4py says, given the rows it can take."""
    import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]
    import pm4py  # type: ignore[import-not-found]

    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    rows = rows.map(str.strip)
    rows = rows[(rows.case != "") & (rows.activity != "") & (rows.time != "")]
    rows["time"] = pd.to_datetime(rows.time, utc=True)
    log = pm4py.format_dataframe(rows, "case", "activity", "time")
    counts, starts, ends = pm4py.discover_dfg(log)
    means, *_ = pm4py.discover_performance_dfg(log)
    return {
        "edges": sorted([a, b, n, round(means[a, b]["mean"], 3)] for (a, b), n in counts.items()),
        "starts": starts,
        "ends": ends,
        "variants": sorted([list(path), n] for path, n in pm4py.get_variants(log).items()),
        "durations": sorted(map(float, pm4py.get_all_case_durations(log))),
    }


STEPS: dict[str, Callable[[str], dict[str, Any]]] = {"ours": ours, "theirs": theirs}


def asked(step: str, python: str, files: list[Path]) -> list[str]:
    """One document a log."""
    command = [python, "-m", "bench.drill_same", "--step", step, *map(str, files)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [line for line in done.stdout.splitlines() if line.startswith("{")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logs", type=int, default=50)
    parser.add_argument("--python", help="the environment of pm4py, when it stands already")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.step:
        for file in words.step[1:]:
            print(json.dumps(STEPS[words.step[0]](file), sort_keys=True, ensure_ascii=False))
        return
    if (python := words.python or peers()) is None:
        return
    with tempfile.TemporaryDirectory(prefix="nattoku-bench-same-") as place:
        files = [make(Path(place), seed) for seed in range(words.logs)]
        pairs = zip(asked("ours", sys.executable, files), asked("theirs", python, files), strict=True)
        other = [seed for seed, (one, two) in enumerate(pairs) if one != two]
    print(f"{words.logs} awkward logs: {words.logs - len(other)} the same as pm4py, others (seeds): {other}")
    sys.exit(1 if other else 0)


if __name__ == "__main__":
    main()
