"""Two periods or two groups beside each other: stage by stage, and how many promises were kept."""

from typing import Any

import numpy as np

from nattoku.drill.log import Ints, Log
from nattoku.drill.outcome import of_cases
from nattoku.drill.spread import Spread, spreads
from nattoku.drill.staging import begun, finished, is_kept, is_late, measured
from nattoku.lib.rates import wilson


def compare(log: Log, first: Ints) -> dict[str, Any]:
    """The cases for which `first` is true beside the others.

    stages: for each, count and median seconds on both sides and the ratio of the medians (null where one has none).
    kept: promises that were kept, with Wilson's 95 % interval; null without promises that ended.
    """
    sides = [_side(log, chosen) for chosen in (first, ~first)]
    names = [code for code in range(len(log.activities)) if any(code in side for side in sides)]
    return {
        "first": _summary(log, first),
        "second": _summary(log, ~first),
        "stages": [_stage(log.activities[code], sides[0].get(code), sides[1].get(code)) for code in names],
    }


def before(log: Log, moment: int) -> Ints:
    """Which cases began before a moment (microseconds)."""
    earlier: Ints = begun(log) < moment
    return earlier


def having(log: Log, outcome: str) -> Ints:
    """Which cases have an outcome: "late", a yes/no column, or a comparison such as "channel=web"."""
    hit, known = of_cases(log, outcome)
    chosen: Ints = hit & known
    return chosen


def _side(log: Log, chosen: Ints) -> dict[int, Spread]:
    found = measured(log)
    mine = chosen[log.case[found.at]]
    return spreads(found.stage[mine], found.took[mine], len(log.activities))


def _summary(log: Log, chosen: Ints) -> dict[str, Any]:
    there = np.zeros(len(log.cases), bool)
    there[log.case] = True
    mine = chosen & there
    kept, late = int((is_kept(log) & mine).sum()), int((is_late(log) & mine).sum())
    told: dict[str, Any] = {"cases": int(mine.sum()), "ended": int((mine & (finished(log) > 0)).sum()), "kept": None}
    if kept + late:
        low, high = wilson(kept, kept + late)
        told["kept"] = {"n": kept + late, "rate": round(kept / (kept + late), 6), "interval": [low, high]}
    return told


def _stage(name: str, first: Spread | None, second: Spread | None) -> dict[str, Any]:
    medians = [None if side is None else side.median for side in (first, second)]
    ratio = round(medians[1] / medians[0], 6) if medians[0] and medians[1] is not None else None
    return {
        "stage": name,
        "count": [0 if side is None else side.count for side in (first, second)],
        "median": medians,
        "ratio": ratio,
    }
