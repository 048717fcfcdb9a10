"""A roster that fills itself: no hour is empty (S004-4.2, R8-15). Pure."""

from collections.abc import Sequence
from typing import Any

from nattoku.lib.calendar import Week, written

LAST = 24 * 60


def filled(
    week: Week, *, by_day: str, behind: Sequence[str], otherwise: str, otherwise_behind: Sequence[str]
) -> list[dict[str, Any]]:
    """All seven days from 0:00 to 24:00: `by_day` while the division is open, `otherwise` at every other hour.

    behind: who is called when nobody answers, in order; nobody stands behind themselves.
    """
    slots = []
    for weekday, spans in enumerate(week):
        at = 0
        for begins, ends in [*spans, (LAST, LAST)]:
            if at < begins:
                slots.append(_slot(weekday, at, begins, otherwise, otherwise_behind))
            if begins < ends:
                slots.append(_slot(weekday, begins, ends, by_day, behind))
            at = ends
    return slots


def _slot(weekday: int, begins: int, ends: int, person: str, behind: Sequence[str]) -> dict[str, Any]:
    begin, _, end = written([(begins, ends)]).partition("-")
    return {
        "weekday": weekday,
        "from": begin,
        "to": end,
        "person": person,
        "stand_ins": list(dict.fromkeys(p for p in behind if p and p != person)),
    }
