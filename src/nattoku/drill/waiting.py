"""Waiting and working: between what came before and the start nobody worked; between start and end somebody did.

Only a log that tells starts from ends ("packing+START", "packing+COMPLETE") knows the difference; of others it is
unknown, never zero.
"""

from collections import defaultdict, deque
from typing import Any, Final

import numpy as np

from nattoku.drill.log import Log
from nattoku.drill.spread import MICROS, quantiles
from nattoku.lib.text import Text

NO_STARTS = Text(
    "この記録は作業の始まりと終わりを区別していないので、待ちと作業の時間はわかりません。"
    "lifecycle:transition のあるXESでは、--activity 'concept:name lifecycle:transition' で区別します。",
    "This log does not tell the start of work from its end, so waiting and working are unknown. "
    "In XES with lifecycle:transition, --activity 'concept:name lifecycle:transition' tells them apart.",
)
_BEGINS: Final = ("start", "開始")
_ENDS: Final = ("complete", "完了", "終了")


def working(log: Log) -> list[dict[str, Any]]:
    """Per activity with starts and ends: count, working and waiting as {"median", "p90", "sum"} in seconds.

    An end belongs to the earliest start of the same activity in the same case that has none yet. unmatched: starts
    without an end and ends without a start. Waiting lasts from the event before the start. Empty: the log does not say.
    """
    parts = [_part(name) for name in log.activities]
    starts, spans = defaultdict(deque), defaultdict(list)  # type: ignore[var-annotated]
    waits: dict[str, list[int]] = defaultdict(list)
    unmatched: dict[str, int] = defaultdict(int)
    rows = zip(log.case.tolist(), log.activity.tolist(), log.time.tolist(), strict=True)
    before: tuple[int, int] | None = None
    for case, activity, time in rows:
        name, kind = parts[activity]
        if kind == "begins":
            starts[case, name].append(time)
            if before is not None and before[0] == case:
                waits[name].append(time - before[1])
        elif kind == "ends":
            if starts[case, name]:
                spans[name].append(time - starts[case, name].popleft())
            else:
                unmatched[name] += 1
        before = (case, time)
    for (_case, name), left in starts.items():
        unmatched[name] += len(left)
    return [
        {
            "activity": name,
            "count": len(spans[name]),
            "working": _told(spans[name]),
            "waiting": _told(waits[name]),
            "unmatched": unmatched[name],
        }
        for name in sorted(spans, key=lambda name: -sum(spans[name]))
        if spans[name]
    ]


def _part(activity: str) -> tuple[str, str]:
    name, _plus, transition = activity.rpartition("+")
    known = transition.lower()
    return name, "begins" if known in _BEGINS and name else "ends" if known in _ENDS and name else ""


def _told(micros: list[int]) -> dict[str, float] | None:
    if not micros:
        return None
    values = np.array(micros, np.int64)
    median, p90 = quantiles(values)
    return {
        "median": round(median / MICROS, 6),
        "p90": round(p90 / MICROS, 6),
        "sum": round(float(values.sum(dtype=np.float64)) / MICROS, 6),
    }
