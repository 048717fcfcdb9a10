"""Whose orders somebody sees in the drill: totals of the company and of the own divisions, single orders of the own.

Decision 0034. Who sees every case sees every order; an order of no division is the company's, for everybody to see.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nattoku.drill.log import Log
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

Row = dict[str, Any]
FOREIGN = Text("部門が見つかりません。", "There is no such division.")


def divisions(by: Person) -> frozenset[str] | None:
    """Divisions whose orders this person may see one by one; None for all."""
    return None if access.sees_everything(by) else frozenset(people.divisions_of(by.pk))


def refuse_foreign(division: str, *, by: Person) -> None:
    """Another division's figures answer like those of an unknown one: Refusal 404."""
    access.allow(by, "orders.see")
    own = divisions(by)
    if division and own is not None and division not in own:
        raise Refusal(FOREIGN, status=404)


def one_by_one(log: Log, *, by: Person) -> Log:
    """The orders this person may see singly, by number and moment."""
    keep = _own(log, by)
    return log if keep is None else log.of_cases(keep)


def listed(rows: list[Row], log: Log, *, by: Person, number: str) -> list[Row]:
    """Of rows worked out over all orders, those of orders this person may see; `number`: the key of the order."""
    keep = _own(log, by)
    if keep is None:
        return rows
    seen = {log.cases[code] for code in np.flatnonzero(keep).tolist()}
    return [row for row in rows if row[number] in seen]


def _own(log: Log, by: Person) -> NDArray[np.bool_] | None:
    own, whose = divisions(by), log.attributes.get("division")
    if own is None or whose is None:
        return None
    return np.array([not value or value in own for value in whose], bool)
