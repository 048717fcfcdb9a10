"""Variants: the paths cases took, and how many took each."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import Ints, Log
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
FEW_PAIRS: Final = 1 << 16  # so many are mixed once and then looked up


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
    most = int(lengths.max(initial=0)) * len(log.activities)
    few = most <= FEW_PAIRS
    pair: Ints = np.arange(len(log), dtype=np.int32 if few else np.int64)
    pair -= np.repeat(starts.astype(pair.dtype), lengths)
    pair *= len(log.activities)
    pair += log.activity
    if few:
        return np.add.reduceat(_mixed(np.arange(1, most + 1, dtype=np.uint64))[pair], starts)
    return np.add.reduceat(_mixed(pair.astype(np.uint64) + np.uint64(1)), starts)


def _mixed(pair: NDArray[np.uint64]) -> NDArray[np.uint64]:
    pair *= _STEP
    for shift, factor in _MIX:
        pair ^= pair >> shift
        pair *= factor
    pair ^= pair >> _LAST
    return pair
