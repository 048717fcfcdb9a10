"""Stages: where the time of a case went, what of the promised slack each stage ate, and which broke first.

A stage is named by the event that ends it: it lasts from the event before, in the same case, to that event.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.spread import MICROS, quantiles, spreads

FEW: Final = 20  # kept cases a historical standard needs; with fewer, all cases are taken
HISTORICAL: Final = 0.9  # nine of ten stages of kept cases were not longer: our own default, the source names none


@dataclass(frozen=True)
class Stages:
    """One entry a stage: where it ends in the log, which it is, how long it took, its standard (microseconds)."""

    at: Ints
    stage: Ints
    took: Ints
    standard: Ints
    source: list[str]  # for each activity: "own", "historical" or "none"


def stages(log: Log, *, own: Mapping[str, float] | None = None) -> list[dict[str, Any]]:
    """Per stage: count, median and p90 in seconds, share of all lead time, share of the promised slack eaten (null
    without promises), first_breaks (of late cases), its standard in seconds and where that comes from.

    own: the standard of a stage in seconds; stages without one are held to nine of ten kept cases.
    """
    found = measured(log, own=own)
    told = spreads(found.stage, found.took, len(log.activities))
    sums = np.bincount(found.stage, weights=found.took, minlength=len(log.activities))
    eaten = slack_eaten(log, found)
    breaks = np.bincount(found.stage[first_breaks(log, found)], minlength=len(log.activities))
    total = float(sums.sum())
    return [
        {
            "stage": log.activities[code],
            "count": told[code].count,
            "median": told[code].median,
            "p90": told[code].p90,
            "share": round(float(sums[code]) / total, 6) if total else 0.0,
            "slack_share": None if eaten is None else round(float(eaten[code]), 6),
            "first_breaks": int(breaks[code]),
            "standard": None if found.source[code] == "none" else float(found.standard[code]) / MICROS,
            "standard_from": found.source[code],
        }
        for code in sorted(told, key=lambda code: -float(sums[code]))
    ]


def measured(log: Log, *, own: Mapping[str, float] | None = None) -> Stages:
    """Every stage of every case, with the standard it is held to."""
    at = np.flatnonzero(log.case[1:] == log.case[:-1]) + 1
    took = log.time[at] - log.time[at - 1]
    stage = log.activity[at]
    standard, source = _standards(log, at, stage, took, own or {})
    return Stages(at, stage, took, standard, source)


def finished(log: Log) -> Ints:
    """When each case was done (microseconds by code of the case), NEVER where it is not: at `log.done`, or at its end."""
    if log.done is None and log.index is not None:
        return _of_kept(log, log.index.ended)
    told = np.full(len(log.cases), NEVER, np.int64)
    if log.done is None:
        told[log.case[log.ends]] = log.time[log.ends]
    elif log.done in log.activities:
        there = log.activity == list(log.activities).index(log.done)
        told[log.case[there]] = log.time[there]
    return told


def begun(log: Log) -> Ints:
    """When each case began, NEVER for a case without events."""
    if log.index is not None:
        return _of_kept(log, log.index.begun)
    told = np.full(len(log.cases), NEVER, np.int64)
    told[log.case[log.starts]] = log.time[log.starts]
    return told


def _of_kept(log: Log, moments: Ints) -> Ints:
    return np.asarray(moments) if log.kept is None else np.where(log.kept, moments, NEVER)


def is_late(log: Log) -> Ints:
    """For each case whether it was done after the promised moment; without a promise or an end it is not."""
    if log.promised is None:
        return np.zeros(len(log.cases), bool)
    done = finished(log)
    late: Ints = (log.promised != NEVER) & (done != NEVER) & (done > log.promised)
    return late


def is_kept(log: Log) -> Ints:
    """For each case whether it was done by the promised moment."""
    if log.promised is None:
        return np.zeros(len(log.cases), bool)
    kept: Ints = (log.promised != NEVER) & (finished(log) != NEVER) & ~is_late(log)
    return kept


def first_breaks(log: Log, found: Stages) -> Ints:
    """For each late case that broke one: the first stage, in time, that was longer than its standard (places in `found`)."""
    late = is_late(log)
    broke = np.flatnonzero((found.took > found.standard[found.stage]) & late[log.case[found.at]])
    _cases, first = np.unique(log.case[found.at[broke]], return_index=True)
    return broke[first]


def slack_eaten(log: Log, found: Stages) -> Ints | None:
    """Of all time that was promised, from the first event to the promised moment, what each stage used (1.0: all)."""
    if log.promised is None:
        return None
    slack = np.maximum(log.promised - begun(log), 0) * (log.promised != NEVER)
    held = slack[log.case[found.at]] > 0
    used = np.bincount(found.stage[held], weights=found.took[held], minlength=len(log.activities))
    total = float(slack.sum(dtype=np.float64))
    return used / total if total else None


def _standards(log: Log, at: Ints, stage: Ints, took: Ints, own: Mapping[str, float]) -> tuple[Ints, list[str]]:
    kept = is_kept(log)[log.case[at]]
    standard = np.full(len(log.activities), np.iinfo(np.int64).max)
    source = ["none"] * len(log.activities)
    for code, name in enumerate(log.activities):
        if name in own:
            standard[code], source[code] = round(own[name] * MICROS), "own"
            continue
        of_kept = took[(stage == code) & kept]
        all_ = of_kept if len(of_kept) >= FEW else took[stage == code]
        if len(all_):
            standard[code], source[code] = round(quantiles(all_.copy(), (HISTORICAL,))[0]), "historical"
    return standard, source
