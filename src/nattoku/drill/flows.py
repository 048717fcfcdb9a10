"""The process map: what follows what, how often and after how long."""

from typing import Any

import numpy as np

from nattoku.drill.log import Ints, Log
from nattoku.drill.spread import Spread, spreads


def flow(log: Log) -> dict[str, Any]:
    """activities, edges (count; median, mean, p90 in seconds), starts and ends. Edges = events - cases."""
    kinds = len(log.activities)
    if log.index is not None:
        told = log.index.edges.spreads(log.kept)
        variant, cases = log.index.paths.counts(log.kept)
        first, last = log.index.words[log.index.word_at[variant]], log.index.words[log.index.word_at[variant + 1] - 1]
        starts, ends = (np.bincount(code, cases, kinds).astype(np.int64) for code in (first, last))
        left = np.array([(code // kinds, spread.count) for code, spread in told.items()], np.int64).reshape(-1, 2)
        counts = ends + np.bincount(left[:, 0], left[:, 1], kinds).astype(np.int64)
    else:
        told = spreads(*steps(log, log.activity, kinds), kinds * kinds)
        counts, starts, ends = (
            np.bincount(codes, minlength=kinds)
            for codes in (log.activity, log.activity[log.starts], log.activity[log.ends])
        )
    edges = [_edge(log, code, spread) for code, spread in told.items()]
    return {
        "activities": _named(log, counts),
        "edges": sorted(edges, key=lambda e: (-e["count"], e["from"], e["to"])),
        "starts": _named(log, starts),
        "ends": _named(log, ends),
    }


def steps(log: Log, code: Ints, kinds: int) -> tuple[Ints, Ints]:
    """For each pair of neighbours in one case: (from * kinds + to, microseconds between them)."""
    inside = log.case[1:] == log.case[:-1]
    return pairs(code, kinds)[inside], np.diff(log.time)[inside]


def pairs(code: Ints, kinds: int) -> Ints:
    """from * kinds + to of all neighbours, also of those in two cases."""
    wide: Ints = code.astype(np.int32 if kinds < 1 << 15 else np.int64, copy=False)
    return wide[:-1] * kinds + wide[1:]


def _edge(log: Log, code: int, spread: Spread) -> dict[str, Any]:
    came, went = divmod(code, len(log.activities))
    return {
        "from": log.activities[came],
        "to": log.activities[went],
        "count": spread.count,
        "median": spread.median,
        "mean": spread.mean,
        "p90": spread.p90,
    }


def _named(log: Log, counts: Ints) -> dict[str, int]:
    order = np.argsort(-counts, kind="stable")
    return {log.activities[code]: int(counts[code]) for code in order if counts[code]}
