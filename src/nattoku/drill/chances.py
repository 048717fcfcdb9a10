"""The odds of a promise: what became of comparable promises of the past, known at that moment and no later.

Two things speak for or against a date, and weigh the same. How often promises had been kept by then: the base rate.
And how many of the latest orders that were done would have been done within the time now promised, were they this
customer's lane, this seller, this product: what of the time an order took goes with such a column (named by the
caller: known when the promise is given) is learned from earlier orders, drawn towards nothing where they are few.
Orders that never ended say nothing: in most logs they were withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.outcome import NO_COLUMN, NO_PROMISE
from nattoku.drill.scoring import auc, brier, reliability
from nattoku.drill.staging import begun, finished
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

LATELY: Final = 1000  # promises, the latest whose outcome is known; orders, the latest that were done
TOOK: Final = 300  # of these, the latest, held against the time now promised
FIRM: Final = 5  # orders of one lane, seller or product until what they took counts half
TOLD: Final = 0.5  # the weight of the time orders took against the base rate, in log odds
ALONE: Final = 0.3  # the same where no column tells orders apart
RIPE: Final = 1.5  # times the promised length: by then nearly every order of that day is done, quick or slow
FEWEST: Final = 30  # with fewer known outcomes no odds are told
SAFE: Final = 0.95
MOST: Final = 20_000  # promises that are scored, the latest
HOUR: Final = 3_600_000_000  # no order is taken to be quicker: what is booked after the fact took no time at all

TOO_FEW = Text(
    "採点できる約束が{n:,}件しかありません。過去の記録がもっと必要です。",
    "Only {n:,} promises can be scored. More of the past is needed.",
)


@dataclass(frozen=True)
class Past:
    """Orders that were promised and done, in the order in which their outcome was known. Microseconds.

    like: for each column that was known when a promise was given, a code a value (-1: none) for each of these orders.
    """

    began: Ints
    length: Ints  # promised
    took: Ints
    known: Ints  # the later of promised and done
    like: tuple[Ints, ...] = ()
    values: tuple[dict[Any, int], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, log: Log, like: Sequence[str] = ()) -> Past:
        """like: columns. Refused (400): no promises, or no such column."""
        if log.promised is None:
            raise Refusal(NO_PROMISE, status=400)
        if absent := next((name for name in like if name not in log.attributes), None):
            raise Refusal(NO_COLUMN.with_(name=absent, there=", ".join(log.attributes)), status=400)
        began, done, promised = begun(log), finished(log), log.promised
        there = np.flatnonzero((began != NEVER) & (done != NEVER) & (promised != NEVER) & (promised > began))
        known = np.maximum(promised, done)[there]
        there = there[np.argsort(known, kind="stable")]
        columns = [[log.attributes[name][code] for code in there.tolist()] for name in like]
        values = tuple({value: code for code, value in enumerate(dict.fromkeys(each))} for each in columns)
        codes = tuple(np.array([of[v] for v in each], np.int64) for of, each in zip(values, columns, strict=True))
        return cls(began[there], (promised - began)[there], (done - began)[there], np.sort(known), codes, values)

    def base_rate(self, at: int) -> float:
        """How often promises had been kept by `at`."""
        n = int(np.searchsorted(self.known, at))
        return float((self._kept_so_far[n] + 1) / (n + 2))

    def chance(self, at: int, length: int, like: Sequence[Any] = ()) -> tuple[float | None, int]:
        """The probability that a promise of `length`, given at `at`, is kept; how many orders it rests on.

        like: this order's value in each column of the past, None where it is not known.
        """
        done = self._done_before(at)
        if np.searchsorted(self.known, at) < FEWEST or len(done) < FEWEST or length <= 0:
            return None, len(done)
        took, mine = self._told_apart(done, like)
        latest = took[-TOOK:]
        within = (int((latest <= np.log(max(length, HOUR)) - mine).sum()) + 1) / (len(latest) + 2)
        weight = TOLD if self.like else ALONE
        odds = weight * _log_odds(within) + (1 - weight) * _log_odds(self.base_rate(at))
        return float(_logistic(odds)), len(latest)

    @cached_property
    def _by_done(self) -> tuple[Ints, Ints]:
        done = self.began + self.took
        order = np.argsort(done, kind="stable")
        return order, done[order]

    @cached_property
    def _kept_so_far(self) -> Ints:
        return np.concatenate(([0], np.cumsum(self.took <= self.length)))

    def _done_before(self, at: int) -> Ints:
        order, done = self._by_done
        last = int(np.searchsorted(done, at))
        return order[max(0, last - LATELY) : last]

    def _told_apart(self, done: Ints, like: Sequence[Any]) -> tuple[Ints, float]:
        """The logarithm of the time each of `done` took without what its columns explain; what ours explain."""
        took = np.log(np.maximum(self.took[done], HOUR))
        level, mine = took.mean(), 0.0
        left = took - level
        for column, values, value in zip(self.like, self.values, like, strict=False):
            codes = column[done]
            counts = np.bincount(codes, minlength=len(values))
            part = np.bincount(codes, weights=left, minlength=len(values)) / (counts + FIRM)
            left = left - part[codes]
            mine += float(part[values[value]]) if value in values else 0.0
        return left + level, mine

    def ripe(self, at: int, length: int) -> NDArray[Any]:
        """How long the latest orders took whose time was up, of those done before `at`."""
        done = self.began + self.took
        return self.took[(self.began <= at - RIPE * length) & (done < at)][-TOOK:]

    def safe(self, at: int, like: Sequence[Any] = ()) -> int | None:
        """The time within which 95 of 100 such orders were done, of the latest done before `at`; None with too few."""
        done = self._done_before(at)
        if len(done) < FEWEST:
            return None
        took, mine = self._told_apart(done, like)
        return int(np.exp(np.quantile(took[-TOOK:], SAFE) + mine))


def odds(log: Log, *, as_of: int | None = None, like: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Each promise open at `as_of` (microseconds; default: the log's last event), the earliest date first.

    p: the probability, told at `as_of`, that it is kept; for a date that is over it is 0. p_given: told at the moment
    it was given. Null where fewer than 30 comparable orders are known. n: the orders that p rests on.
    safe_date: by when 95 of 100 orders were done, counted from the moment it was given. like: columns that tell orders
    apart and were known when the promise was given: a lane, a seller, a product. Refused (400): no such column.
    """
    past = Past.of(log, like)
    assert log.promised is not None
    promised, began, done = log.promised, begun(log), finished(log)
    at = int(log.time.max()) if as_of is None else as_of
    open_ = np.flatnonzero((promised != NEVER) & (began != NEVER) & (began <= at) & ((done == NEVER) | (done > at)))
    told = []
    for code in open_[np.argsort(promised[open_], kind="stable")].tolist():
        given, length = int(began[code]), int(promised[code] - began[code])
        mine = [log.attributes[name][code] for name in like]
        p, n = _still(past, at, length, at - given)
        p_given, _n = past.chance(given, length, mine)
        safe = past.safe(given, mine)
        told.append(
            {
                "case": log.cases[code],
                "promised": log.moment(promised[code]),
                "given_at": log.moment(given),
                "p": _rounded(p),
                "p_given": _rounded(p_given),
                "n": n,
                "safe_date": None if safe is None else log.moment(given + safe),
            }
        )
    return told


def score(log: Log, *, since: int | None = None, like: Sequence[str] = ()) -> dict[str, Any]:
    """The odds of past promises, each told at the moment it was given, against what became of it.

    since: score promises given from then on (microseconds). base_rate: how often promises had been kept by that
    moment, told instead of odds; promise: the promise taken at its word; safe: how often the safe date told then would
    have been kept. Refused (400): fewer than 30 can be scored.
    """
    past = Past.of(log, like)
    kept = past.took <= past.length
    names = [list(values) for values in past.values]
    rows = []
    for at in np.argsort(past.began, kind="stable")[-MOST:].tolist():
        given = int(past.began[at])
        if since is not None and given < since:
            continue
        mine = [each[column[at]] for each, column in zip(names, past.like, strict=True)]
        p, _n = past.chance(given, int(past.length[at]), mine)
        if p is not None:
            safe = past.safe(given, mine) or 0
            rows.append((p, past.base_rate(given), float(kept[at]), float(past.took[at] <= safe)))
    if len(rows) < FEWEST:
        raise Refusal(TOO_FEW.with_(n=len(rows)), status=400)
    p_all, rates, came, safe_kept = (np.array(column) for column in zip(*rows, strict=True))
    return {
        "n": len(rows),
        "kept": round(float(came.mean()), 6),
        "brier": brier(p_all, came),
        "auc": auc(p_all, came),
        "base_rate": {"brier": brier(rates, came), "auc": auc(rates, came)},
        "safe": {"aim": SAFE, "kept": round(float(safe_kept.mean()), 6)},
        "promise": {"brier": brier(np.ones(len(came)), came), "auc": 0.5},
        "reliability": reliability(p_all, came),
    }


def _still(past: Past, at: int, length: int, used: int) -> tuple[float | None, int]:
    """Of orders that were still open after as long, how many were done within the promised length."""
    if used > length:
        return 0.0, 0
    took = past.ripe(at, length)
    still = took[took > used]
    return (None if len(still) < FEWEST else float(((still <= length).sum() + 1) / (len(still) + 2))), len(still)


def _log_odds(p: Any) -> Any:
    p = np.clip(p, 0.01, 0.99)
    return np.log(p / (1 - p))


def _logistic(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def _rounded(p: float | None) -> float | None:
    return None if p is None else round(p, 6)
