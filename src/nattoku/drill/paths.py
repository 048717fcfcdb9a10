"""Variants: the paths cases took, and how many took each."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import Log
from nattoku.drill.spread import spreads

if TYPE_CHECKING:
    from nattoku.drill.index import Index

# splitmix64: the sum of well mixed (activity, place) pairs names a path; two paths in 2^64 share a name.
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST: Final = np.uint64(31)


def variants(log: Log, *, most: int | None = None) -> list[dict[str, Any]]:
    """path, count and the median duration in seconds, the most frequent first; `most`: how many at the most."""
    if log.index is not None:
        return _kept(log, log.index, most)
    starts, ends = log.starts, log.ends
    if not len(starts):
        return []
    names = paths(log)
    _distinct, first, which = np.unique(names, return_index=True, return_inverse=True)
    told = spreads(which, log.time[ends] - log.time[starts], len(first))
    order = sorted(told, key=lambda code: (-told[code].count, first[code]))
    return [
        {
            "path": [log.activities[a] for a in log.activity[starts[first[code]] : ends[first[code]] + 1]],
            "count": told[code].count,
            "median": told[code].median,
        }
        for code in order[:most]
    ]


def _kept(log: Log, index: "Index", most: int | None) -> list[dict[str, Any]]:
    told = index.paths.spreads(log.kept)
    order = sorted(told, key=lambda code: (-told[code].count, code))
    return [
        {
            "path": [log.activities[a] for a in index.path(code)],
            "count": told[code].count,
            "median": told[code].median,
        }
        for code in order[:most]
    ]


def paths(log: Log) -> NDArray[np.uint64]:
    """One number per case: equal for two cases that took the same activities in the same order."""
    starts = log.starts
    lengths = log.ends - starts + 1
    place = np.arange(len(log), dtype=np.int64) - np.repeat(starts, lengths)
    pair = (place * len(log.activities) + log.activity + 1).astype(np.uint64)
    return np.add.reduceat(_mixed(pair), starts)


def _mixed(pair: NDArray[np.uint64]) -> NDArray[np.uint64]:
    pair *= _STEP
    for shift, factor in _MIX:
        pair ^= pair >> shift
        pair *= factor
    pair ^= pair >> _LAST
    return pair
