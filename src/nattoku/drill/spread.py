"""Counts, sums and quantiles of a number per group, in few passes. Quantiles are interpolated linearly."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MICROS: Final = 1_000_000


@dataclass(frozen=True)
class Spread:
    """Of one group: how many, and mean, median and 90th percentile in seconds."""

    count: int
    mean: float
    median: float
    p90: float


def quantiles(values: NDArray[Any], wanted: tuple[float, ...] = (0.5, 0.9)) -> list[float]:
    """Of at least one value. `values` is reordered."""
    places = [q * (len(values) - 1) for q in wanted]
    low = [int(place) for place in places]
    high = [min(at + 1, len(values) - 1) for at in low]
    values.partition(sorted({*low, *high}))
    return [
        float(values[a]) + (place - a) * (float(values[b]) - float(values[a]))
        for place, a, b in zip(places, low, high, strict=True)
    ]


def spreads(group: NDArray[Any], micros: NDArray[Any], groups: int) -> dict[int, Spread]:
    """For each group that has a value: its spread. `group` holds codes below `groups`, `micros` microseconds."""
    counts = np.bincount(group, minlength=groups)
    narrow = group.astype(np.uint16 if groups <= 1 << 16 else np.uint32, copy=False)
    sorted_by_group = micros[np.argsort(narrow, kind="stable")]
    edges = np.concatenate(([0], np.cumsum(counts)))
    told = {}
    for code in np.flatnonzero(counts):
        part = sorted_by_group[edges[code] : edges[code + 1]]
        mean = float(part.mean(dtype=np.float64))
        median, p90 = quantiles(part)
        told[int(code)] = Spread(len(part), _seconds(mean), _seconds(median), _seconds(p90))
    return told


def _seconds(micros: float) -> float:
    return round(micros / MICROS, 6)
