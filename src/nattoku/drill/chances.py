"""The odds of a promise: what became of comparable promises of the past, known at that moment and no later.

Two things speak for or against a date. How often promises of about the same length were kept lately; and how the
time now being promised compares with the time that orders really took. The first is the level, the second shifts it.
Orders that never ended say nothing: in most logs they were withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.outcome import NO_PROMISE
from nattoku.drill.scoring import auc, brier, reliability
from nattoku.drill.staging import begun, finished
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

LATELY: Final = 1000  # promises, the latest whose outcome is known
ALIKE: Final = 100  # of these, those whose length is most alike
LEVEL: Final = 50  # as much as this many promises weighs what became of all lately
TOOK: Final = 500  # orders, the latest whose time was up, asked how long they took
RIPE: Final = 1.5  # times the promised length: by then nearly every order of that day is done, quick or slow
SHIFT: Final = 0.3  # how far the time orders took moves the level, in log odds
FEWEST: Final = 30  # with fewer known outcomes no odds are told
SAFE: Final = 0.95
MOST: Final = 20_000  # promises that are scored, the latest

TOO_FEW = Text(
    "採点できる約束が{n:,}件しかありません。過去の記録がもっと必要です。",
    "Only {n:,} promises can be scored. More of the past is needed.",
)


@dataclass(frozen=True)
class Past:
    """Orders that were promised and done, in the order in which their outcome was known. Microseconds."""

    began: Ints
    length: Ints  # promised
    took: Ints
    known: Ints  # the later of promised and done

    @classmethod
    def of(cls, log: Log) -> Past:
        if log.promised is None:
            raise Refusal(NO_PROMISE, status=400)
        began, done, promised = begun(log), finished(log), log.promised
        there = np.flatnonzero((began != NEVER) & (done != NEVER) & (promised != NEVER) & (promised > began))
        known = np.maximum(promised, done)[there]
        there = there[np.argsort(known, kind="stable")]
        return cls(began[there], (promised - began)[there], (done - began)[there], np.sort(known))

    def lately(self, at: int) -> slice:
        """Those whose outcome was known before `at`."""
        last = int(np.searchsorted(self.known, at))
        return slice(max(0, last - LATELY), last)

    def chance(self, at: int, length: int) -> tuple[float | None, int]:
        """The probability that a promise of `length`, given at `at`, is kept; how many promises it rests on."""
        lately = self.lately(at)
        lengths, kept = self.length[lately], self.took[lately] <= self.length[lately]
        if len(lengths) < FEWEST or length <= 0:
            return None, len(lengths)
        level = (kept.sum() + 1) / (len(kept) + 2)
        alike = np.argsort(np.abs(np.log(lengths / length)), kind="stable")[:ALIKE]
        rate = (kept[alike].sum() + LEVEL * level) / (len(alike) + LEVEL)
        return float(_logistic(_log_odds(rate) + self._shift(at, length, lengths[-TOOK:]))), len(alike)

    def ripe(self, at: int, length: int) -> NDArray[Any]:
        """How long the latest orders took whose time was up, of those done before `at`."""
        done = self.began + self.took
        return self.took[(self.began <= at - RIPE * length) & (done < at)][-TOOK:]

    def safe(self, at: int) -> int | None:
        """The time within which 95 of 100 orders that ended before `at` were done; None with too few."""
        took = self.took[self.lately(at)]
        return int(np.quantile(took, SAFE)) if len(took) >= FEWEST else None

    def _shift(self, at: int, length: int, others: Ints) -> float:
        took = np.sort(self.ripe(at, length))
        if len(took) < FEWEST:
            return 0.0
        within = np.searchsorted(took, np.append(others, length), side="right")
        told = _log_odds((within + 1) / (len(took) + 2))
        return float(SHIFT * (told[-1] - told[:-1].mean()))


def odds(log: Log, *, as_of: int | None = None) -> list[dict[str, Any]]:
    """Each promise open at `as_of` (microseconds; default: the log's last event), the earliest date first.

    p: the probability, told at `as_of`, that it is kept; for a date that is over it is 0. p_given: told at the moment
    it was given. Null where fewer than 30 comparable orders are known. n: the orders that p rests on.
    safe_date: by when 95 of 100 orders were done, counted from the moment it was given.
    """
    past = Past.of(log)
    assert log.promised is not None
    promised, began, done = log.promised, begun(log), finished(log)
    at = int(log.time.max()) if as_of is None else as_of
    open_ = np.flatnonzero((promised != NEVER) & (began != NEVER) & (began <= at) & ((done == NEVER) | (done > at)))
    told = []
    for code in open_[np.argsort(promised[open_], kind="stable")].tolist():
        given, length = int(began[code]), int(promised[code] - began[code])
        p, n = _still(past, at, length, at - given)
        p_given, _n = past.chance(given, length)
        safe = past.safe(given)
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


def score(log: Log, *, since: int | None = None) -> dict[str, Any]:
    """The odds of past promises, each told at the moment it was given, against what became of it.

    since: score promises given from then on (microseconds). base_rate: how often promises had been kept by that
    moment, told instead of odds; promise: the promise taken at its word. Refused (400): fewer than 30 can be scored.
    """
    past = Past.of(log)
    kept = past.took <= past.length
    so_far = np.concatenate(([0], np.cumsum(kept)))
    rows = []
    for at in np.argsort(past.began, kind="stable")[-MOST:].tolist():
        given = int(past.began[at])
        if since is not None and given < since:
            continue
        p, _n = past.chance(given, int(past.length[at]))
        if p is not None:
            n = int(np.searchsorted(past.known, given))
            rows.append((p, (so_far[n] + 1) / (n + 2), float(kept[at])))
    if len(rows) < FEWEST:
        raise Refusal(TOO_FEW.with_(n=len(rows)), status=400)
    p_all, rates, came = (np.array(column) for column in zip(*rows, strict=True))
    return {
        "n": len(rows),
        "kept": round(float(came.mean()), 6),
        "brier": brier(p_all, came),
        "auc": auc(p_all, came),
        "base_rate": {"brier": brier(rates, came), "auc": auc(rates, came)},
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
