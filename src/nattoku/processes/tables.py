"""Each picture as a table, to be read, and to be taken along as CSV."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nattoku.drill.flows import flow
from nattoku.drill.hands import handovers
from nattoku.drill.lateness import late
from nattoku.drill.log import NEVER, Log
from nattoku.drill.paths import variants
from nattoku.drill.staging import begun, finished, is_late, stages

Row = dict[str, Any]


def _late(log: Log) -> list[Row]:
    rows = late(log) if log.promised is not None else []
    return [
        {
            "order": one["case"],
            "promised": one["promised"],
            "actual": one["actual"],
            "late_by": one["late_by"],
            "first_break": one["first_break"]["stage"] if one["first_break"] else "",
        }
        for one in rows
    ]


def _variants(log: Log) -> list[Row]:
    return [one | {"path": " > ".join(one["path"])} for one in variants(log)]


def orders(log: Log, *, most: int | None = None) -> list[Row]:
    """One row an order, the newest first."""
    done, start = finished(log), begun(log)
    late_ones = is_late(log)
    return [
        {
            "order": log.cases[code],
            "ordered": log.moment(start[code]),
            "delivered": log.moment(done[code]),
            "took": None if done[code] == NEVER else (int(done[code]) - int(start[code])) / 1e6,
            "late": bool(late_ones[code]),
        }
        for code in np.unique(log.case)[::-1][:most].tolist()
    ]


def step(log: Log, came: str, went: str, *, most: int | None = None) -> list[Row]:
    """The passages of one step, the longest first: order, when it began and ended, seconds. most: how many at the most."""
    if came not in log.activities or went not in log.activities:
        return []
    a, b = log.activities.index(came), log.activities.index(went)
    at = np.flatnonzero((log.activity[:-1] == a) & (log.activity[1:] == b) & (log.case[:-1] == log.case[1:]))
    took = log.time[at + 1] - log.time[at]
    return [
        {
            "order": log.cases[int(log.case[i])],
            "from": log.moment(log.time[i]),
            "to": log.moment(log.time[i + 1]),
            "took": int(log.time[i + 1] - log.time[i]) / 1e6,
        }
        for i in at[np.argsort(-took, kind="stable")][:most].tolist()
    ]


SINGLE = ("late", "orders", "step")  # tables that name orders
TABLES: dict[str, Callable[[Log], list[Row]]] = {
    "map": lambda log: flow(log)["edges"],
    "stages": stages,
    "handovers": lambda log: handovers(log, by="division"),
    "variants": _variants,
    "late": _late,
    "orders": orders,
}
