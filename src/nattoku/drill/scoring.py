"""How good probabilities were."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 10


def brier(p: NDArray[Any], came: NDArray[Any]) -> float:
    """The mean squared error of probabilities: 0 is perfect."""
    return round(float(np.mean((p - came) ** 2)), 6)


def auc(p: NDArray[Any], came: NDArray[Any]) -> float | None:
    """How often what came true had better odds than what did not, ties by half; None with only one kind."""
    ones = int(came.sum())
    if not ones or ones == len(came):
        return None
    _values, place, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return round(float((ranks[came == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(came) - ones))), 6)


def reliability(p: NDArray[Any], came: NDArray[Any]) -> list[dict[str, Any]]:
    """Ten groups of equal size by their odds: what was told on average, and how much of it came true."""
    return [
        {"n": len(part), "told": round(float(p[part].mean()), 6), "kept": round(float(came[part].mean()), 6)}
        for part in np.array_split(np.argsort(p, kind="stable"), BINS)
        if len(part)
    ]
