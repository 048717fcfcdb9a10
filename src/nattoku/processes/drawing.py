"""Pictures of many cases, as places on paper: the map, the dotted chart, the spectrum, the heat of handovers. Pure.

All lengths are pixels of the drawing. Everything drawn is also a row of a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nattoku.drill.log import Log
from nattoku.drill.staging import is_late

WIDTH, BOX, HIGH, GAP, SIDE = 340, 150, 40, 46, 96
WEIGHTS = 5
SHOWN = 200  # cases of a chart in which each case is drawn


@dataclass(frozen=True)
class Node:
    """An activity: its box, and how many cases were there."""

    code: str
    y: float
    count: int


@dataclass(frozen=True)
class Edge:
    """What follows what. weight: 1 (rare, quick) to 5. seconds: the median."""

    came: str
    went: str
    count: int
    seconds: float
    path: str
    label_x: float
    label_y: float
    anchor: str
    weight: int


@dataclass(frozen=True)
class Map:
    """The process as a column of boxes: straight down is next, right skips ahead, left goes back."""

    height: float
    nodes: list[Node]
    edges: list[Edge]
    left_out: int


def process_map(flow: dict[str, Any], order: Sequence[str], *, by: str, share: float) -> Map:
    """order: activities from first to last. by: "count" or "time", what the width of an arrow says.

    share: arrows taken by a smaller part of the most frequent one's cases are left out (0 to 1).
    """
    counts = {code: n for code, n in flow["activities"].items() if n}
    rows = [code for code in order if code in counts]
    place = {code: i for i, code in enumerate(rows)}
    nodes = [Node(code, 8 + i * (HIGH + GAP), counts[code]) for code, i in place.items()]
    most = max((e["count"] for e in flow["edges"]), default=0)
    edges = [e for e in flow["edges"] if e["count"] >= share * most and e["count"]]
    measure = "count" if by == "count" else "median"
    top = max((e[measure] for e in edges), default=0) or 1
    drawn = [_edge(e, place[e["from"]], place[e["to"]], measure, top) for e in edges]
    return Map(16 + len(rows) * (HIGH + GAP) - GAP, nodes, drawn, len(flow["edges"]) - len(edges))


def _edge(edge: dict[str, Any], came: int, went: int, measure: str, top: float) -> Edge:
    middle = SIDE + BOX / 2
    start, end = 8 + came * (HIGH + GAP), 8 + went * (HIGH + GAP)
    weight = 1 + min(WEIGHTS - 1, int(edge[measure] / top * WEIGHTS))
    told = {
        "came": edge["from"],
        "went": edge["to"],
        "count": edge["count"],
        "seconds": edge["median"],
        "weight": weight,
    }
    if went == came + 1:
        path, x, y, anchor = f"M{middle} {start + HIGH} V{end - 7}", middle + 8, (start + HIGH + end) / 2 + 4, "start"
    else:
        side = 1 if went > came else -1
        edge_x = middle + side * BOX / 2
        bend = edge_x + side * min(24 + 16 * abs(went - came), SIDE - 8)
        a, b = start + HIGH / 2 + 6, end + HIGH / 2 - 6
        path = f"M{edge_x} {a} C{bend} {a} {bend} {b} {edge_x + side * 7} {b}"
        x, y, anchor = (bend + edge_x) / 2 + side * 4, (a + b) / 2 + 4, "start" if side > 0 else "end"
    return Edge(**told, path=path, label_x=x, label_y=y, anchor=anchor)


@dataclass(frozen=True)
class Dots:
    """Each case a line from left (its beginning) to right; a dot for each event. late: the case broke its promise."""

    height: float
    days: float
    rows: list[tuple[str, float, bool, list[tuple[float, str]]]]


def dotted(log: Log, codes: Sequence[int]) -> Dots:
    """The cases one under another, each from its own beginning; x is 0 to 1 of the longest."""
    late = is_late(log) if log.promised is not None else np.zeros(len(log.cases), bool)
    rows, longest = [], 1.0
    for code in codes[:SHOWN]:
        at = slice(*np.searchsorted(log.case, [code, code + 1]))
        since = (log.time[at] - log.time[at.start]) / 1e6
        longest = max(longest, float(since[-1]))
        rows.append((code, since, log.activity[at]))
    made = [
        (
            log.cases[code],
            4.0 + 5 * i,
            bool(late[code]),
            [(float(s) / longest, log.activities[a]) for s, a in zip(since, act, strict=True)],
        )
        for i, (code, since, act) in enumerate(rows)
    ]
    return Dots(8 + 5 * len(made), longest / 86400, made)


@dataclass(frozen=True)
class Strand:
    """One passage from an activity to the next: x1, x2 are 0 to 1 of the time shown; slow: 1 (quick quarter) to 4."""

    case: str
    x1: float
    x2: float
    slow: int


def spectrum(log: Log, came: str, went: str) -> list[Strand]:
    """The performance spectrum of one step: every passage in calendar time; crossing lines overtook one another."""
    if came not in log.activities or went not in log.activities:
        return []
    a, b = log.activities.index(came), log.activities.index(went)
    at = np.flatnonzero((log.activity[:-1] == a) & (log.activity[1:] == b) & (log.case[:-1] == log.case[1:]))[-SHOWN:]
    if not len(at):
        return []
    start, end = log.time[at], log.time[at + 1]
    low, wide = start.min(), max(1, int(end.max() - start.min()))
    cuts = np.quantile(end - start, [0.25, 0.5, 0.75])
    slow = 1 + np.searchsorted(cuts, end - start, side="left")
    return [
        Strand(log.cases[int(log.case[i])], float((s - low) / wide), float((e - low) / wide), int(q))
        for i, s, e, q in zip(at, start, end, slow, strict=True)
    ]


def in_order(log: Log) -> list[str]:
    """Activities by where in their cases they stand on average, from first to last."""
    if not len(log):
        return []
    starts = log.starts
    first = np.repeat(starts, np.diff(np.append(starts, len(log))))
    place = np.arange(len(log)) - first
    kinds = len(log.activities)
    count = np.bincount(log.activity, minlength=kinds)
    mean = np.bincount(log.activity, place, kinds) / np.maximum(count, 1)
    return [log.activities[code] for code in np.argsort(mean, kind="stable") if count[code]]
