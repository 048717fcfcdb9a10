"""The list as JSON."""

from datetime import date
from typing import Any

from nattoku.agreed.rules import Agreed, sheet
from nattoku.cases.answers import MASKED


def agreed(found: Agreed, *, today: date, hide: bool) -> dict[str, Any]:
    """Each action with its state, the share that is done, and when the customer was last told."""
    return {
        "agreed": len(found.holding),
        "done": found.done,
        "percent": found.percent,
        "told_at": found.told[-1].happened_at.isoformat() if found.told else None,
        "untold": found.untold,
        "sheet": MASKED if hide else sheet(found),
        "actions": [
            {
                "action": one.number,
                "what": MASKED if hide else one.agreed.what,
                "deal": MASKED if hide and one.agreed.deal else one.agreed.deal,
                "side": one.agreed.side,
                "due_on": one.agreed.due_on.isoformat() if one.agreed.due_on else None,
                "late": one.late(today),
                "done_at": one.done_at.isoformat() if one.done_at else None,
                "dropped": bool(one.dropped),
            }
            for one in found.actions.values()
        ],
    }
