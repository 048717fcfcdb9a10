"""Handovers, asked of an engine."""

from typing import Any

from nattoku.drill.engines.events import Events
from nattoku.drill.engines.spreads import ranked, read


def handovers(found: Events, *, by: str = "actor") -> list[dict[str, Any]]:
    """Like drill.handovers: people in the order in which the log first names them, nobody first."""
    gave = "gave" if by == "actor" else "left"
    pairs = [(row[0], row[1], read(row[2:]).spread) for row in found.ask(ranked(found.steps, [gave, by], "took"))]
    named = found.rows.filter(found.rows[by].notnull())
    first = found.ask(named.group_by(by).agg(first=named.seq.min()))
    place = {None: -1} | {name: at for at, (name, _seq) in enumerate(sorted(first, key=lambda one: (one[1], one[0])))}
    pairs.sort(key=lambda one: (-one[2].count, place[one[0]], place[one[1]]))
    return [
        {"from": came, "to": went, "count": spread.count, "median": spread.median, "p90": spread.p90}
        for came, went, spread in pairs
    ]
