"""Each picture as a table, to be read, and to be taken along as CSV."""

from collections.abc import Callable
from typing import Any

from nattoku.drill.flows import flow
from nattoku.drill.hands import handovers
from nattoku.drill.lateness import late
from nattoku.drill.log import Log
from nattoku.drill.paths import variants
from nattoku.drill.staging import stages

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


TABLES: dict[str, Callable[[Log], list[Row]]] = {
    "map": lambda log: flow(log)["edges"],
    "stages": stages,
    "handovers": lambda log: handovers(log, by="division"),
    "variants": _variants,
    "late": _late,
}
