"""The process map, asked of an engine."""

from collections.abc import Iterable
from typing import Any

from nattoku.drill.engines.events import Events
from nattoku.drill.engines.spreads import ranked, read


def flow(found: Events) -> dict[str, Any]:
    """Like drill.flow."""
    placed = found.placed
    counted = found.ask(
        placed.group_by("code", "activity").agg(
            n=placed.count(),
            starts=(placed.place == 0).ifelse(1, 0).sum(),
            ends=(placed.place == placed.length - 1).ifelse(1, 0).sum(),
        )
    )
    counted.sort(key=lambda row: row[0])
    names = {row[0]: row[1] for row in counted}
    edges = [_edge(names, row) for row in found.ask(ranked(found.steps, ["came", "code"], "took"))]
    return {
        "activities": _named((row[1], row[2]) for row in counted),
        "edges": sorted(edges, key=lambda e: (-e["count"], e["from"], e["to"])),
        "starts": _named((row[1], row[3]) for row in counted),
        "ends": _named((row[1], row[4]) for row in counted),
    }


def _edge(names: dict[int, str], row: tuple[Any, ...]) -> dict[str, Any]:
    spread = read(row[2:]).spread
    return {
        "from": names[row[0]],
        "to": names[row[1]],
        "count": spread.count,
        "median": spread.median,
        "mean": spread.mean,
        "p90": spread.p90,
    }


def _named(counts: Iterable[tuple[str, Any]]) -> dict[str, int]:
    return {name: int(n) for name, n in sorted(counts, key=lambda one: -int(one[1])) if n}
