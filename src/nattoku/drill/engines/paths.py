"""Variants, asked of an engine.

A path is two numbers: sums over its events of (weight of the activity x weight of the place), each modulo a prime.
Sums need no order, so every engine agrees on them, and none has to glue words together. Weights are polynomials of
degree five with other factors for each of the two; two of a million paths share both once in four million logs.
"""

from typing import Any, Final

import ibis

from nattoku.drill.engines.events import Events
from nattoku.drill.engines.spreads import ranked, read

_PRIME: Final = 2_147_483_647  # 2^31 - 1: the product of two such numbers fits into 64 bits
_FACTORS: Final = (
    (1_103_515_245, 12_345, 1_664_525, 1_013_904_223),
    (1_597_334_677, 789_221, 742_938_285, 950_706_376),
)
_PATH: Final = ("one", "two", "length")


def variants(found: Events, *, most: int | None = None) -> list[dict[str, Any]]:
    """Like drill.variants."""
    cases = _cases(found)
    told = {tuple(map(int, row[:3])): read(row[3:]).spread for row in found.ask(ranked(cases, _PATH, "took"))}
    firsts = _firsts(cases, most)
    placed = found.placed
    steps = placed.join(firsts.drop("length"), placed.case_name == firsts.its).select(
        *_PATH, "first", "n", "place", "code"
    )
    paths: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    order: dict[tuple[int, ...], tuple[int, int]] = {}
    for one, two, length, first, n, place, code in found.ask(steps):
        key = (int(one), int(two), int(length))
        paths.setdefault(key, []).append((int(place), int(code)))
        order[key] = (-int(n), int(first))
    return [
        {
            "path": [found.names[code] for _place, code in sorted(paths[key])],
            "count": told[key].count,
            "median": told[key].median,
        }
        for key in sorted(order, key=lambda key: order[key])
    ]


def _cases(found: Events) -> Any:
    """One row a case: its path, how long it took, and where it first appears."""
    placed = found.placed
    weighed = placed.mutate(
        **{
            f"w{n}": (_weight(placed.code, a, b) * _weight(placed.place, c, d)) % _PRIME
            for n, (a, b, c, d) in enumerate(_FACTORS)
        }
    )
    return weighed.group_by(its=weighed.case_name).agg(
        one=weighed.w0.sum(),
        two=weighed.w1.sum(),
        length=weighed.count(),
        took=weighed.time.max() - weighed.time.min(),
        first=weighed.seq.min(),
    )


def _firsts(cases: Any, most: int | None) -> Any:
    """For each path the case that took it first, and how many did."""
    inside = ibis.window(group_by=_PATH, order_by=["first", "its"])
    each = cases.mutate(rank_=ibis.row_number().over(inside), n=cases.count().over(ibis.window(group_by=_PATH)))
    firsts = each.filter(each.rank_ == 0).select("its", *_PATH, "first", "n")
    return firsts if most is None else firsts.order_by([ibis.desc("n"), "first"]).limit(most)


def _weight(number: Any, factor: int, more: int) -> Any:
    """(number * factor + more) to the fifth, modulo the prime. Cast twice: Spark numbers rows in 32 bits."""
    one = (number.cast("int32").cast("int64") * factor + more) % _PRIME
    two = one * one % _PRIME
    return two * two % _PRIME * one % _PRIME
