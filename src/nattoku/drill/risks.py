"""Which attributes and stages raise the risk of an outcome: risk ratios with intervals, corrected for their number.

A ratio is not a cause. Confounding is shown, not hidden: with `within` each ratio is also told inside the strata of a
named attribute (Mantel-Haenszel), and a ratio that vanishes there was the other attribute's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, exp, lgamma, sqrt
from math import log as ln
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import Log
from nattoku.drill.outcome import column, of_cases
from nattoku.drill.staging import measured
from nattoku.lib.rates import Z, wilson
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

FEWEST: Final = 5  # cases a value needs before it is compared
MOST_VALUES: Final = 50  # values of one attribute that are compared, the frequent ones
BINS: Final = 4  # a number is compared by quarters
EXACT: Final = 5  # an expected count below it asks for Fisher's exact test

NO_ATTRIBUTE = Text(
    "「{name}」という列がありません。ある列：{there}", "There is no column {name!r}. There are: {there}"
)


@dataclass(frozen=True)
class Table:
    """Cases with the value and others, with the outcome and all."""

    hit: int
    n: int
    other_hit: int
    other_n: int

    @property
    def ratio(self) -> float | None:
        """The risk ratio; None where the others never had the outcome."""
        if not self.other_hit or not self.n:
            return None
        return (self.hit / self.n) / (self.other_hit / self.other_n)


def causes(log: Log, outcome: str, *, within: str | None = None, correction: str = "holm") -> list[dict[str, Any]]:
    """Every value of every attribute, and every stage that took long, against the cases without it, ranked.

    outcome: "late", the name of a column (yes/no), or a comparison such as "score<=2". correction: "holm" (no false
    finding among all, in 95 of 100 analyses) or "bh" (one finding of twenty false). n: cases with the value; cases:
    all that were compared. interval: Katz, 95 %; for a rate of zero or one, a half is added to each count.
    Refused (400): an outcome that cannot be read, or one that all or none have.
    """
    hit, known = of_cases(log, outcome)
    strata = None if within is None else _strata(log, within)
    rows = []
    for name, value, has, there in _groups(log, skip={column(log, outcome), within}):
        compared = known & there
        table = _table(hit, has, compared)
        if table.n < FEWEST or table.other_n < FEWEST:
            continue
        adjusted = None if strata is None else _stratified(hit, has, compared, strata)
        rows.append(_row(name, value, table) | ({"within": within, "stratified": adjusted} if within else {}))
    for row, p in zip(rows, corrected([row["p"] for row in rows], correction), strict=True):
        row["p_adjusted"] = p
    return sorted(rows, key=lambda row: (row["p_adjusted"], -abs(ln(row["risk_ratio"] or 1e-9)), -row["n"]))


def corrected(p: Sequence[float], how: str = "holm") -> list[float]:
    """Holm's or Benjamini and Hochberg's ("bh") adjusted p values, in the order given."""
    order = sorted(range(len(p)), key=lambda at: p[at])
    told = [1.0] * len(p)
    if how == "bh":
        lowest = 1.0
        for rank in range(len(p), 0, -1):
            lowest = min(lowest, p[order[rank - 1]] * len(p) / rank)
            told[order[rank - 1]] = lowest
        return told
    highest = 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, p[at] * (len(p) - rank)))
        told[at] = highest
    return told


def interval(table: Table) -> tuple[float, float]:
    """Katz's 95 % interval of the risk ratio."""
    a, n, b, m = float(table.hit), float(table.n), float(table.other_hit), float(table.other_n)
    if a in (0.0, n) or b in (0.0, m):
        a, n, b, m = a + 0.5, n + 1, b + 0.5, m + 1
    centre, spread = ln((a / n) / (b / m)), Z * sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return exp(centre - spread), exp(centre + spread)


def p_value(table: Table) -> float:
    """Two-sided: chi-squared, or Fisher's exact test where an expected count is small."""
    total, hits = table.n + table.other_n, table.hit + table.other_hit
    expected = [n * of / total for n in (table.n, table.other_n) for of in (hits, total - hits)]
    if min(expected) == 0:
        return 1.0
    if min(expected) < EXACT:
        return _fisher(table.hit, table.n, hits, total)
    found = (table.hit, table.n - table.hit, table.other_hit, table.other_n - table.other_hit)
    chi = sum((seen - wanted) ** 2 / wanted for seen, wanted in zip(found, expected, strict=True))
    return erfc(sqrt(chi / 2))


def _fisher(hit: int, n: int, hits: int, total: int) -> float:
    def chance(k: int) -> float:
        return exp(_choose(hits, k) + _choose(total - hits, n - k) - _choose(total, n))

    seen = chance(hit) * (1 + 1e-9)
    return min(1.0, sum(c for k in range(max(0, n + hits - total), min(n, hits) + 1) if (c := chance(k)) <= seen))


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _table(hit: NDArray[Any], has: NDArray[Any], compared: NDArray[Any]) -> Table:
    return Table(
        int((hit & has & compared).sum()),
        int((has & compared).sum()),
        int((hit & ~has & compared).sum()),
        int((~has & compared).sum()),
    )


def _row(name: str, value: str, table: Table) -> dict[str, Any]:
    low, high = interval(table)
    return {
        "attribute": name,
        "value": value,
        "n": table.n,
        "with_outcome": table.hit,
        "cases": table.n + table.other_n,
        "rate": round(table.hit / table.n, 6),
        "rate_interval": [round(end, 6) for end in wilson(table.hit, table.n)],
        "other_rate": round(table.other_hit / table.other_n, 6),
        "risk_ratio": None if table.ratio is None else round(table.ratio, 6),
        "interval": [round(low, 6), round(high, 6)],
        "p": p_value(table),
    }


def _stratified(hit: NDArray[Any], has: NDArray[Any], compared: NDArray[Any], strata: NDArray[Any]) -> float | None:
    """Mantel and Haenszel's risk ratio over the strata."""
    above = below = 0.0
    for stratum in np.unique(strata[strata >= 0]):
        one = _table(hit, has, compared & (strata == stratum))
        if total := one.n + one.other_n:
            above += one.hit * one.other_n / total
            below += one.other_hit * one.n / total
    return round(above / below, 6) if below else None


def _strata(log: Log, name: str) -> NDArray[Any]:
    if name not in log.attributes:
        raise Refusal(NO_ATTRIBUTE.with_(name=name, there=", ".join(log.attributes)), status=400)
    codes: dict[Any, int] = {}
    return np.array([-1 if v is None else codes.setdefault(v, len(codes)) for v in log.attributes[name]])


def _groups(log: Log, *, skip: set[str | None]) -> Any:
    """(attribute, value, which cases have it, for which it is known), one after another."""
    everyone = np.ones(len(log.cases), bool)
    for name, values in log.attributes.items():
        if name not in skip:
            for value, has, there in _values(list(values)):
                yield name, value, has, there
    found = measured(log)
    slow = found.took > found.standard[found.stage]
    for code, activity in enumerate(log.activities):
        through = np.zeros(len(log.cases), bool)
        through[log.case[log.activity == code]] = True
        if not through.all():
            yield "stage", f"{activity}", through, everyone
        broke = np.zeros(len(log.cases), bool)
        broke[log.case[found.at[slow & (found.stage == code)]]] = True
        if broke.any():
            yield "slow stage", activity, broke, through


def _values(values: list[Any]) -> Any:
    there = np.array([v is not None for v in values])
    distinct = {v for v in values if v is not None}
    if len(distinct) > BINS and (numbers := _numbers(values)) is not None:
        there = np.isfinite(numbers)
        if not there.any():
            return
        cuts = np.unique(np.quantile(numbers[there], np.linspace(0, 1, BINS + 1)))
        for low, high in pairwise(cuts):
            top = high == cuts[-1]
            has = there & (numbers >= low) & ((numbers <= high) if top else (numbers < high))
            if has.any():
                yield _between(numbers[has]), has, there
        return
    codes = {value: at for at, value in enumerate(sorted(distinct, key=str))}
    coded = np.array([-1 if v is None else codes[v] for v in values])
    counts = np.bincount(coded[coded >= 0], minlength=len(codes))
    names = list(codes)
    for code in np.argsort(-counts, kind="stable")[:MOST_VALUES]:
        if counts[code] >= FEWEST:
            yield str(names[code]), coded == code, there


def _between(numbers: NDArray[Any]) -> str:
    """The least and the greatest that are there: the ends of two groups never read alike."""
    least, greatest = (f"{end:.10g}" for end in (numbers.min(), numbers.max()))
    return least if least == greatest else f"{least}–{greatest}"


def _numbers(values: list[Any]) -> NDArray[Any] | None:
    try:
        return np.array([np.nan if v is None else float(v) for v in values])
    except ValueError:
        return None
