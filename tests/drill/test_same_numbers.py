"""The public logs hold what pm4py 2.7 finds in them: its numbers are in expected/, computed once, never at run time."""

import json
import os
from pathlib import Path

import pytest

from nattoku import drill
from nattoku.drill import store

REAL = Path(os.environ.get("NATTOKU_SHARED", Path(__file__).parents[3] / "shared")) / "data/logs"
EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.skipif(not REAL.is_dir(), reason="the public logs are not on this machine")
@pytest.mark.parametrize("name", ["receipt", "helpdesk", "bpic2012"])
def test_edges_counts_variants_and_durations_are_those_of_pm4py(name: str, tmp_path: Path) -> None:
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    store.write(drill.read(REAL / f"{name}.xes.gz"), tmp_path / "kept")
    read = drill.read(tmp_path / "kept")
    told = drill.flow(read)
    assert (len(read), len(read.cases)) == (expected["events"], expected["cases"])
    assert (told["starts"], told["ends"]) == (expected["starts"], expected["ends"])
    edges = {(e["from"], e["to"]): e for e in told["edges"]}
    assert {pair: e["count"] for pair, e in edges.items()} == {(a, b): n for a, b, n, *_ in expected["edges"]}
    for a, b, _count, mean, median in expected["edges"]:
        assert (edges[a, b]["mean"], edges[a, b]["median"]) == pytest.approx((mean, median), abs=0.01)
    took = (read.time[read.ends] - read.time[read.starts]) / 1e6
    durations = sorted(took.tolist())
    assert len(drill.variants(read)) == expected["variants"]
    shown = [sum(durations) / len(durations), durations[0], durations[len(durations) // 2], durations[-1]]
    assert shown == pytest.approx(expected["durations"], abs=0.01)
