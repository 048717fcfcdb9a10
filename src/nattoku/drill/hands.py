"""Handovers: from whose hands into whose, and how long it took."""

from typing import Any

import numpy as np

from nattoku.drill.flows import steps
from nattoku.drill.log import Log
from nattoku.drill.spread import spreads


def handovers(log: Log, *, by: str = "actor") -> list[dict[str, Any]]:
    """from, to, count, median and p90 in seconds, the most frequent first; by: "actor" or "division".

    A pair of the same hands is work passed on to oneself and is told like the others. Where nobody is named the
    name is null: such pairs are told too, so that the counts add up to events - cases.
    """
    names = log.actors if by == "actor" else log.divisions
    kinds = len(names) + 1
    if log.index is not None and (by == "actor" or log.divisions):
        told = (log.index.actors if by == "actor" else log.index.divisions).spreads(log.kept)
    else:
        codes = getattr(log, by)
        hands = np.zeros(len(log), np.int32) if codes is None else codes + 1
        told = spreads(*steps(log, hands, kinds), kinds * kinds)
    found = [(*divmod(code, kinds), spread) for code, spread in told.items()]
    found.sort(key=lambda one: (-one[2].count, one[0], one[1]))
    return [
        {
            "from": names[came - 1] if came else None,
            "to": names[went - 1] if went else None,
            "count": spread.count,
            "median": spread.median,
            "p90": spread.p90,
        }
        for came, went, spread in found
    ]
