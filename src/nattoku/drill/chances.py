"""The odds of a promise: how often comparable past orders were done within the time that is being promised.

Only what was known at that moment is used. Of the past, those orders are asked that began so long ago that their
time is up: whether they were done within it is known, whether they are done or still open, so that quick orders do
not count more than slow ones.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.outcome import NO_PROMISE
from nattoku.drill.staging import begun, finished
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

WINDOW: Final = 500  # the latest orders whose time is up
FEWEST: Final = 30  # with fewer comparable orders no odds are told
PRIOR: Final = 1.0  # one order more that was kept and one that was not: never quite 0, never quite 1
SAFE: Final = 0.95
MOST: Final = 20_000  # promises that are scored, the latest
BINS: Final = 10

TOO_FEW = Text(
    "採点できる約束が{n:,}件しかありません。過去の記録がもっと必要です。",
    "Only {n:,} promises can be scored. More of the past is needed.",
)


@dataclass(frozen=True)
class Past:
    """Orders in the order they began: when, and when done (NEVER: still open); microseconds."""

    began: Ints
    done: Ints

    @classmethod
    def of(cls, log: Log) -> "Past":
        began, done = begun(log), finished(log)
        there = np.flatnonzero(began != NEVER)
        there = there[np.argsort(began[there], kind="stable")]
        return cls(began[there], done[there])

    def kept(self, at: int, allowed: int) -> tuple[int, int]:
        """Of the latest orders whose time `allowed` was up at `at`: how many were done within it, and how many they are."""
        last = bisect_right(self.began, at - allowed)
        took = self._window(last, at)
        return int((took <= allowed).sum()), len(took)

    def _window(self, last: int, at: int) -> NDArray[np.float64]:
        began, done = self.began[max(0, last - WINDOW) : last], self.done[max(0, last - WINDOW) : last]
        known = (done != NEVER) & (done <= at)
        return np.where(known, done - began, np.inf)

    def safe(self, at: int, share: float = SAFE) -> int | None:
        """The shortest time, in microseconds, within which `share` of comparable orders were done; None: unknown."""
        low, high = 0, int(at - self.began[0]) if len(self.began) else 0
        if (told := chance(*self.kept(at, high // 2))) is None:
            high //= 4
        for _ in range(40):
            middle = (low + high) // 2
            told = chance(*self.kept(at, middle))
            if told is None:
                high = middle
            elif told < share:
                low = middle
            else:
                high = middle
        told = chance(*self.kept(at, high))
        return high if told is not None and told >= share else None


def chance(kept: int, n: int) -> float | None:
    """The probability, None with too few orders."""
    return None if n < FEWEST else (kept + PRIOR) / (n + 2 * PRIOR)


def odds(log: Log, *, as_of: int | None = None) -> list[dict[str, Any]]:
    """Each promise that was given and is open at `as_of` (microseconds; default: the log's last event), and its odds.

    p: the probability that it is kept, null where fewer than 30 comparable orders are known. At `as_of` an order has
    used up part of its time: only those past orders are compared that were still open after as long.
    safe_date: until when 95 of 100 orders given at that moment were done. n: orders compared.
    """
    promised, began, done = _promises(log)
    at = int(log.time.max()) if as_of is None else as_of
    past = Past.of(log)
    open_ = np.flatnonzero((promised != NEVER) & (began != NEVER) & (began <= at) & ((done == NEVER) | (done > at)))
    told = []
    for code in open_[np.argsort(promised[open_], kind="stable")].tolist():
        allowed, used = int(promised[code] - began[code]), int(at - began[code])
        p, n = (0.0, 0) if allowed < used else _of_open(past, at, allowed, used)
        safe = past.safe(int(began[code]))
        told.append(
            {
                "case": log.cases[code],
                "promised": log.moment(promised[code]),
                "given_at": log.moment(began[code]),
                "p": None if p is None else round(p, 6),
                "n": n,
                "safe_date": None if safe is None else log.moment(began[code] + safe),
            }
        )
    return told


def score(log: Log, *, since: int | None = None) -> dict[str, Any]:
    """The odds of every past promise, told at the moment it was given, against what became of it.

    since: score the promises given from then on (microseconds). Beside it the base rate known at each moment, and the
    promise itself taken at its word (p = 1). Refused (400): fewer than 30 promises can be scored.
    """
    promised, began, done = _promises(log)
    end = int(log.time.max())
    settled = (promised != NEVER) & (began != NEVER) & ((done != NEVER) | (promised < end)) & (promised > began)
    codes = np.flatnonzero(settled & (began >= (began.min() if since is None else since)))
    codes = codes[np.argsort(began[codes], kind="stable")][-MOST:]
    past, base = Past.of(log), _Base.of(promised, began, done)
    rows = []
    for code in codes.tolist():
        at, allowed = int(began[code]), int(promised[code] - began[code])
        p, rate = chance(*past.kept(at, allowed)), base.at(at)
        if p is not None and rate is not None:
            rows.append((p, rate, float(done[code] != NEVER and done[code] <= promised[code])))
    if len(rows) < FEWEST:
        raise Refusal(TOO_FEW.with_(n=len(rows)), status=400)
    p, rates, kept = (np.array(column) for column in zip(*rows, strict=True))
    return {
        "n": len(rows),
        "kept": round(float(kept.mean()), 6),
        "brier": brier(p, kept),
        "auc": auc(p, kept),
        "base_rate": {"brier": brier(rates, kept), "auc": auc(rates, kept)},
        "promise": {"brier": brier(np.ones(len(kept)), kept), "auc": 0.5},
        "reliability": reliability(p, kept),
    }


def brier(p: NDArray[Any], kept: NDArray[Any]) -> float:
    """The mean squared error of probabilities: 0 is perfect."""
    return round(float(np.mean((p - kept) ** 2)), 6)


def auc(p: NDArray[Any], kept: NDArray[Any]) -> float | None:
    """How often a kept promise had better odds than a broken one, ties by half; None with only one kind."""
    ones = int(kept.sum())
    if not ones or ones == len(kept):
        return None
    _values, place, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return round(float((ranks[kept == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(kept) - ones))), 6)


def reliability(p: NDArray[Any], kept: NDArray[Any]) -> list[dict[str, Any]]:
    """Ten groups of equal size by their odds: what was told on average, and what came true."""
    return [
        {"n": len(part), "told": round(float(p[part].mean()), 6), "kept": round(float(kept[part].mean()), 6)}
        for part in np.array_split(np.argsort(p, kind="stable"), BINS)
        if len(part)
    ]


@dataclass(frozen=True)
class _Base:
    """How often promises were kept, of those whose date was over at a moment: what one can say without looking."""

    over: list[int]
    kept: Ints

    @classmethod
    def of(cls, promised: Ints, began: Ints, done: Ints) -> "_Base":
        given = np.flatnonzero((promised != NEVER) & (began != NEVER))
        given = given[np.argsort(promised[given], kind="stable")]
        kept = (done[given] != NEVER) & (done[given] <= promised[given])
        return cls(promised[given].tolist(), np.concatenate(([0], np.cumsum(kept))))

    def at(self, moment: int) -> float | None:
        n = bisect_left(self.over, moment)
        return chance(int(self.kept[n]), n)


def _of_open(past: Past, at: int, allowed: int, used: int) -> tuple[float | None, int]:
    last = bisect_right(past.began, at - allowed)
    took = past._window(last, at)
    still = took[took > used]
    return chance(int((still <= allowed).sum()), len(still)), len(still)


def _promises(log: Log) -> tuple[Ints, Ints, Ints]:
    if log.promised is None:
        raise Refusal(NO_PROMISE, status=400)
    return log.promised, begun(log), finished(log)
