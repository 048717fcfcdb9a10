"""How far a rate can be trusted."""

from math import sqrt
from typing import Final

Z: Final = 1.959964  # 95 %


def wilson(hit: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of hit out of n; n: 1 or more."""
    rate, share = hit / n, Z * Z / n
    centre = (rate + share / 2) / (1 + share)
    spread = Z / (1 + share) * sqrt(rate * (1 - rate) / n + share / (4 * n))
    return max(0.0, centre - spread), min(1.0, centre + spread)
