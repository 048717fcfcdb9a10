"""What purchases show, apart from the other rules: NumPy is loaded only where purchases are looked at."""

from datetime import date
from typing import Final

import numpy as np

from nattoku.silence.purchases import Purchases
from nattoku.silence.signs import Judged
from nattoku.silence.signs import Sign as Silent

PAUSE: Final = 1.5  # times the customer's own middle gap
SURE: Final = 0.5  # more likely than not: whoever is surely gone can no longer be asked
LONGEST: Final = 365  # days of silence; whom we have not seen for a year we no longer ask after a rhythm
LATEST, EARLIER, HALF = 3, 3, 0.5


def fallen_silent(judged: Judged, as_of: date, *, most: int) -> list[Silent]:
    """Who has paused beyond the own rhythm, the greatest loss first; nobody where the past gives no signal."""
    if not judged.signal:
        return []
    found = [
        one
        for one in judged.signs
        if one.lost > 0
        and one.p_silent >= SURE
        and one.usual_gap_days
        and PAUSE * one.usual_gap_days <= (as_of - one.last_on).days <= LONGEST
    ]
    return found[:most]


def shrinking(bought: Purchases) -> list[tuple[str, float, float]]:
    """(customer, mean amount of the latest three, mean of those before) where it is half or less, the largest fall first."""
    order = np.lexsort((bought.day, bought.customer))
    who, amount = bought.customer[order], bought.amount[order]
    numbers, first, count = np.unique(who, return_index=True, return_counts=True)
    enough = count >= LATEST + EARLIER
    totals = np.concatenate(([0.0], np.cumsum(amount)))
    end = first + count
    now = (totals[end] - totals[end - np.minimum(count, LATEST)]) / LATEST
    before = (totals[end - np.minimum(count, LATEST)] - totals[first]) / np.maximum(count - LATEST, 1)
    fallen = enough & (before > 0) & (now <= HALF * before)
    found = [(bought.customers[numbers[i]], float(now[i]), float(before[i])) for i in np.flatnonzero(fallen)]
    return sorted(found, key=lambda one: one[1] - one[2])
