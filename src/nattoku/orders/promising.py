"""The odds of a date, from comparable past orders at that moment only (no later knowledge)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from nattoku.drill.chances import Past
from nattoku.drill.log import NEVER, Log
from nattoku.drill.staging import begun, finished
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

MICROS = 1_000_000
LATELY, FEW = 1000, 20  # orders that were done, the latest; those that were open as long, to say anything
LIKELIER = 0.5  # our own default: below it a date is more likely to be missed than kept


@dataclass(frozen=True)
class Odds:
    """p: that the date is kept, None where fewer than 30 orders can be compared; n: how many; safe_at: by when 95 of 100."""

    promised_at: datetime
    p: float | None
    n: int
    safe_at: datetime | None


def odds(log: Log, promised_at: datetime, *, at: datetime, known: Mapping[str, str] | None = None) -> Odds:
    """If this date were promised at `at` for an order placed then. Refused (400) for a date that is over.

    known: columns of the log that tell orders apart, and this order's value in each: a lane, a seller.
    """
    if promised_at <= at:
        raise Refusal(Text("これからの日時を入力してください。", "Please give a date ahead."), status=400)
    known = known or {}
    now, length = int(at.timestamp() * MICROS), int((promised_at - at).total_seconds() * MICROS)
    past = Past.of(log, tuple(known))
    p, n = past.chance(now, length, tuple(known.values()))
    safe = past.safe(now, tuple(known.values()))
    safe_at = None if safe is None else at + timedelta(microseconds=int(safe))
    return Odds(promised_at, None if p is None else round(float(p), 3), int(n), safe_at)


@dataclass(frozen=True)
class AtRisk:
    """An open order whose date lies ahead. p: that it is kept, of the n latest orders that were open as long."""

    order: str
    promised_at: datetime
    p: float
    n: int


def at_risk(log: Log, *, at: datetime, below: float = LIKELIER) -> list[AtRisk]:
    """Open orders whose date is more likely to be missed than kept, the worst first: a warning while it can be acted on.

    Of the latest orders done before `at`, those that took longer than this one has been open so far are comparable.
    """
    if log.promised is None:
        return []
    now, begin, done = int(at.timestamp() * MICROS), begun(log), finished(log)
    ended = np.flatnonzero((begin != NEVER) & (done <= now) & (done != NEVER))
    took = np.sort((done - begin)[ended[np.argsort(done[ended], kind="stable")][-LATELY:]])
    still = np.flatnonzero((done == NEVER) & (begin != NEVER) & (begin <= now) & (log.promised > now))
    still = still[log.promised[still] != NEVER]
    found = []
    for code in still.tolist():
        so_far, length = now - int(begin[code]), int(log.promised[code]) - int(begin[code])
        passed, within = np.searchsorted(took, [so_far, length], side="right").tolist()
        n = len(took) - passed
        p = (within - passed + 1) / (n + 2)
        if n >= FEW and p < below:
            promised = datetime.fromtimestamp(int(log.promised[code]) / MICROS, tz=at.tzinfo)
            found.append(AtRisk(str(log.cases[code]), promised, round(p, 3), n))
    return sorted(found, key=lambda one: (one.p, one.promised_at))
