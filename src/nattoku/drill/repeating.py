"""Rework: what was done again in the same case, and how long the loop took."""

from typing import Any

import numpy as np

from nattoku.drill.log import Log
from nattoku.drill.spread import MICROS


def rework(log: Log) -> list[dict[str, Any]]:
    """Per activity that some case has twice or more, the most repeated first.

    cases: that have it; repeated: that have it again; again: events beyond the first of each case; directly: of these
    the ones right after another; seconds: from the first to the last one, summed over the repeated cases.
    """
    kinds = len(log.activities)
    key = log.case.astype(np.int64) * kinds + log.activity
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.concatenate(([True], np.diff(key[order]) != 0))) if len(key) else np.zeros(0, np.int64)
    counts = np.diff(np.append(first, len(key)))
    what, time = log.activity[order[first]], log.time[order]
    span = (time[first + counts - 1] - time[first]) / MICROS
    inside = np.flatnonzero((log.case[1:] == log.case[:-1]) & (log.activity[1:] == log.activity[:-1]))
    directly = np.bincount(log.activity[inside], minlength=kinds)
    cases = np.bincount(what, minlength=kinds)
    repeated = np.bincount(what[counts > 1], minlength=kinds)
    again = np.bincount(what, counts - 1, kinds).astype(np.int64)
    seconds = np.bincount(what, span, kinds)
    return [
        {
            "activity": log.activities[code],
            "cases": int(cases[code]),
            "repeated": int(repeated[code]),
            "again": int(again[code]),
            "directly": int(directly[code]),
            "seconds": round(float(seconds[code]), 6),
        }
        for code in np.argsort(-again, kind="stable")
        if again[code]
    ]
