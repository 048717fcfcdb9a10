"""Exact counts, sums and quantiles of a number per group, asked of an engine.

No engine's own quantile: some are approximate, some round. Every value is ranked and the two nearest ranks come back;
between them it is interpolated here, as in spread.py. A sum comes as whole seconds and the rest: no engine overflows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from nattoku.drill.spread import MICROS, Spread


@dataclass(frozen=True)
class Ranked:
    """Of one group: how many, their sum in microseconds, and the values at the ranks around median and p90."""

    count: int
    sum: int
    around: tuple[int, int, int, int]

    def quantile(self, q: float) -> float:
        """0.5 or 0.9, in microseconds."""
        place = q * (self.count - 1)
        low, high = self.around[:2] if q < 0.7 else self.around[2:]
        return float(low) + (place - int(place)) * (float(high) - float(low))

    @property
    def spread(self) -> Spread:
        """In seconds."""
        seconds = (
            round(micros / MICROS, 6) for micros in (self.sum / self.count, self.quantile(0.5), self.quantile(0.9))
        )
        return Spread(self.count, *seconds)


def ranked(table: Any, keys: Sequence[str], value: str) -> Any:
    """One row a group: the keys, count, seconds, rest, and the four values around the quantiles."""
    inside = ibis.window(group_by=keys, order_by=table[value])
    each = table.mutate(rank_=ibis.row_number().over(inside), count_=table.count().over(ibis.window(group_by=keys)))
    took, rank, last = each[value], each.rank_, each.count_ - 1
    ranks = [at for q in (5, 9) for low in [last * q // 10] for at in (low, ibis.least(low + 1, last))]
    return each.group_by([*keys, "count_"]).agg(
        ((took - took % MICROS) // MICROS).sum().name("seconds_"),
        (took % MICROS).sum().name("rest_"),
        *(took.max(where=rank == at).name(f"at{n}_") for n, at in enumerate(ranks)),
    )


def read(row: Sequence[Any]) -> Ranked:
    """A row of `ranked` without its keys."""
    count, seconds, rest, *around = (int(value) for value in row)
    return Ranked(count, seconds * MICROS + rest, (around[0], around[1], around[2], around[3]))
