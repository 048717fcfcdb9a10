"""Filters that combine: when a case began, what is known of it, the path it took, how long it took."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.outcome import asked
from nattoku.drill.spread import MICROS
from nattoku.drill.staging import begun
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_STEP: Final = re.compile(r"(!?)\s*(.+?)(?:\s*(>>?)\s*(.+))?")

NOBODY_LEFT = Text("条件に合う案件はありません。", "No case meets these conditions.")
NO_ACTIVITY = Text("「{name}」という工程がありません。ある工程：{there}", "There is no activity {name!r}: {there}")


@dataclass(frozen=True)
class Filter:
    """A case passes when all of it holds.

    begun_from, begun_before: microseconds. only: outcomes ("late", "channel=web", "score<=2").
    path: "A" (it has A), "A>B" (A directly before B), "A>>B" (A some time before B), each with "!" in front: not so.
    at_least, at_most: seconds from the first event of the case to its last.
    """

    begun_from: int | None = None
    begun_before: int | None = None
    only: Sequence[str] = ()
    path: Sequence[str] = ()
    at_least: float | None = None
    at_most: float | None = None


def only(log: Log, by: Filter) -> Log:
    """The log of the cases that pass. Refused (400): an unknown column or activity, or no case passes."""
    if by == Filter():
        return log
    start = begun(log)
    keep: Ints = start != NEVER
    if by.begun_from is not None:
        keep &= start >= by.begun_from
    if by.begun_before is not None:
        keep &= start < by.begun_before
    for outcome in by.only:
        hit, known = asked(log, outcome)
        keep &= hit & known
    for step in by.path:
        keep &= taken(log, step)
    if by.at_least is not None or by.at_most is not None:
        took = (_ended(log) - start) / MICROS
        keep &= (took >= (by.at_least or 0)) & (took <= (np.inf if by.at_most is None else by.at_most))
    if not keep.any():
        raise Refusal(NOBODY_LEFT, status=400)
    return log.of_cases(keep)


def taken(log: Log, step: str) -> Ints:
    """For each case whether its path has the step; how steps are written: see Filter. Refused (400): no such activity."""
    if (index := log.index) is None:
        return _has(log, step, log.case, log.activity, len(log.cases))
    variants = len(index.word_at) - 1
    which = np.repeat(np.arange(variants), np.diff(index.word_at))
    by_variant = np.append(_has(log, step, which, index.words, variants), False)
    found: Ints = by_variant[index.variant]
    return found


def _has(log: Log, step: str, case: Ints, activity: Ints, cases: int) -> Ints:
    """`case` ascends; events stand in order."""
    whole = None if step in log.activities else _STEP.fullmatch(step.strip())
    negated, first, how, then = whole.groups("") if whole else ("", step, "", "")
    places = np.flatnonzero(activity == _code(log, first))
    if how == ">":
        places = places[places < len(case) - 1]
        next_ = places + 1
        places = places[(case[next_] == case[places]) & (activity[next_] == _code(log, then))]
    if how == ">>":
        last = np.full(cases, -1)
        afterwards = np.flatnonzero(activity == _code(log, then))
        last[case[afterwards]] = afterwards
        places = places[last[case[places]] > places]
    has = np.zeros(cases, bool)
    has[case[places]] = True
    return ~has if negated else has


def _code(log: Log, name: str) -> int:
    known([name], log.activities)
    return list(log.activities).index(name)


def known(names: Sequence[str], activities: Collection[str]) -> None:
    """Refused (400): one of the names is no activity."""
    for name in names:
        if name not in activities:
            there = ", ".join(list(activities)[:30])
            raise Refusal(NO_ACTIVITY.with_(name=name, there=there), status=400)


def _ended(log: Log) -> Ints:
    if log.index is not None:
        return np.asarray(log.index.ended)
    told = np.full(len(log.cases), NEVER, np.int64)
    told[log.case[log.ends]] = log.time[log.ends]
    return told
