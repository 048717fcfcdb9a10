"""The drill: every stage of every case of an event log, as passes over sorted integer arrays. A library: no Django.

    from nattoku import drill

    log = drill.read("orders.csv")
    drill.flow(log), drill.variants(log), drill.handovers(log), drill.stages(log), drill.trace(log, "A-1")
    drill.late(log), drill.causes(log, "late"), drill.odds(log), drill.rework(log), drill.working(log)
    drill.flow(drill.only(log, drill.Filter(path=["packed>>returned"], at_least=86_400)))

A name is loaded when it is first asked for: who imports the package alone does not load NumPy and DuckDB.
"""

from importlib import import_module
from typing import Any, Final

_PLACES: Final = {
    "Columns": "columns",
    "Filter": "filtering",
    "Log": "log",
    "causes": "risks",
    "compare": "comparing",
    "dotted": "pictures",
    "flow": "flows",
    "handovers": "hands",
    "late": "lateness",
    "odds": "chances",
    "only": "filtering",
    "read": "reading",
    "rework": "repeating",
    "score": "chances",
    "spectrum": "pictures",
    "stages": "staging",
    "trace": "tracing",
    "variants": "paths",
    "working": "waiting",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
