"""The odds of a date, from comparable past orders at that moment only (no later knowledge)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from nattoku.drill.chances import SAFE, Past
from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.staging import begun, finished
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders import population

MICROS = 1_000_000
LATELY, FEW = 1000, 20  # orders that were done, the latest; those that were open as long, to say anything
LIKELIER = 0.5  # our own default: below it a date is more likely to be missed than kept
TELLING = ("division", "area", "product", "supplier")  # what is known when promising, and tells orders apart


@dataclass(frozen=True)
class Odds:
    """p: that the date is kept, None where too few orders can be compared; n: how many; safe_at: by when 95 of 100."""

    promised_at: datetime
    p: float | None
    n: int
    safe_at: datetime | None


def odds(
    log: Log, promised_at: datetime, *, at: datetime, known: Mapping[str, str] | None = None, order: str = ""
) -> Odds:
    """If this date were promised at `at`. Refused (400) for a date that is over.

    order: a number. Of one that is on its way, orders count that were open as long; of one that is done, or that the
    log does not know, a new one is thought of, known for what it was. known: what else is known, see TELLING.
    """
    if promised_at <= at:
        raise Refusal(Text("これからの日時を入力してください。", "Please give a date ahead."), status=400)
    now, until = _micros(at), _micros(promised_at)
    code = log.cases.index(order) if order in log.cases else None
    if code is not None and (open_since := _open_since(log, code, now)) is not None:
        p, n, safe = _still(_took(log, now), now - open_since, until - open_since)
        return _told(promised_at, p, n, None if safe is None else _moment(open_since + safe, at))
    like = {name: log.attributes[name][code] for name in TELLING if code is not None and name in log.attributes}
    like |= {name: value for name, value in (known or {}).items() if value and name in log.attributes}
    there = {name: value for name, value in like.items() if value}
    past = Past.of(log, tuple(there))
    p, n = past.chance(now, until - now, tuple(there.values()))
    safe = past.safe(now, tuple(there.values()))
    return _told(promised_at, p, n, None if safe is None else _moment(now + safe, at))


def told(
    promised_at: datetime | None, *, at: datetime, known: Mapping[str, str] | None = None, order: str = ""
) -> Odds | None:
    """The same of all imported orders; None where no date is given, or nothing can be told at all."""
    if promised_at is None:
        return None
    try:
        return odds(population.orders(), promised_at, at=at, known=known, order=order)
    except Refusal:
        return None


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
    now = _micros(at)
    begin, took = begun(log), _took(log, now)
    open_ = (finished(log) == NEVER) & (begin != NEVER) & (begin <= now)
    found = []
    for code in np.flatnonzero(open_ & (log.promised > now) & (log.promised != NEVER)).tolist():
        p, n, _safe = _still(took, now - int(begin[code]), int(log.promised[code]) - int(begin[code]))
        if p is not None and p < below:
            found.append(AtRisk(str(log.cases[code]), _moment(log.promised[code], at), round(p, 3), n))
    return sorted(found, key=lambda one: (one.p, one.promised_at))


def _open_since(log: Log, code: int, now: int) -> int | None:
    """When an order began that is on its way; None where it has not begun, or is done."""
    begin, done = int(begun(log)[code]), int(finished(log)[code])
    return begin if begin != NEVER and begin <= now and (done == NEVER or done > now) else None


def _took(log: Log, now: int) -> Ints:
    """How long the latest orders took that were done by then, the shortest first."""
    begin, done = begun(log), finished(log)
    ended = np.flatnonzero((begin != NEVER) & (done <= now) & (done != NEVER))
    return np.sort((done - begin)[ended[np.argsort(done[ended], kind="stable")][-LATELY:]])


def _still(took: Ints, so_far: int, length: int) -> tuple[float | None, int, int | None]:
    """Of orders that took longer than `so_far`: how many were done within `length`, of how many, and 95 of 100 within."""
    passed, within = np.searchsorted(took, [so_far, length], side="right").tolist()
    n = len(took) - passed
    if n < FEW:
        return None, n, None
    return (max(within - passed, 0) + 1) / (n + 2), n, int(np.quantile(took[passed:], SAFE))


def _told(promised_at: datetime, p: float | None, n: int, safe_at: datetime | None) -> Odds:
    return Odds(promised_at, None if p is None else round(float(p), 3), int(n), safe_at)


def _micros(moment: datetime) -> int:
    return int(moment.timestamp() * MICROS)


def _moment(micros: int, like: datetime) -> datetime:
    return datetime.fromtimestamp(int(micros) / MICROS, tz=like.tzinfo)
