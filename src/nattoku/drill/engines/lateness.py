"""Late cases and single cases: an engine finds them, and their few events are told here as those of any log."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from nattoku.drill.engines.cases import cases
from nattoku.drill.engines.events import Events
from nattoku.drill.engines.staging import of_cases, standards
from nattoku.drill.lateness import late as of_log
from nattoku.drill.log import NEVER, NO_CASE, NOBODY, Ints, Log
from nattoku.drill.outcome import NO_PROMISE
from nattoku.drill.spread import MICROS
from nattoku.drill.tracing import trace as of_one
from nattoku.lib.refusal import Refusal

_COLUMNS = ("case_name", "activity", "time", "actor", "division", "promised", "first", "place")


def late(
    found: Events, *, knew: Sequence[str] = (), told: Sequence[str] = (), own: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """Like drill.late. Refused (400): nothing was promised."""
    if not found.promises:
        raise Refusal(NO_PROMISE, status=400)
    each = cases(found)
    log = _log(found, _of(found, each.filter(each.late == 1)))
    if not len(log):
        return []
    held = {found.names[code]: one for code, one in standards(found, of_cases(found), own=own).items()}
    rows = of_log(log, knew=knew, told=told, own={name: micros / MICROS for name, (micros, _from) in held.items()})
    for row in rows:
        if (broke := row["first_break"]) is not None:
            broke["standard_from"] = held[broke["stage"]][1]
    return rows


def trace(found: Events, case: str) -> dict[str, Any]:
    """Like drill.trace. Refused (404): there is no such case."""
    each = cases(found)
    log = _log(found, _of(found, each.filter(each.its == case)))
    if not len(log):
        raise Refusal(NO_CASE.with_(case=case), status=404)
    return of_one(log, case)


def _of(found: Events, wanted: Any) -> list[tuple[Any, ...]]:
    """The events of these cases, in the order of the cases and of each case."""
    placed = found.placed.drop("promised")
    rows = found.ask(placed.join(wanted, placed.case_name == wanted.its).select(*_COLUMNS))
    return sorted(rows, key=lambda row: (row[6], row[0], row[7]))


def _log(found: Events, rows: list[tuple[Any, ...]]) -> Log:
    names, codes = zip(*(_coded(row[at] for row in rows) for at in (0, 1, 3, 4)), strict=True)
    promised = np.full(len(names[0]), NEVER, np.int64)
    for row, code in zip(rows, codes[0], strict=True):
        promised[code] = NEVER if row[5] is None else int(row[5])
    return Log(
        case=codes[0],
        activity=codes[1],
        time=np.array([int(row[2]) for row in rows], np.int64),
        actor=codes[2],
        seq=np.arange(len(rows)),
        cases=names[0],
        activities=names[1],
        actors=names[2],
        division=codes[3] if found.divisions else None,
        divisions=names[3],
        promised=promised if found.promises else None,
        done=found.done,
        zone=found.zone,
    )


def _coded(values: Iterable[str | None]) -> tuple[list[str], Ints]:
    names: dict[str, int] = {}
    codes = [NOBODY if value is None else names.setdefault(value, len(names)) for value in values]
    return list(names), np.array(codes, np.int32)
