"""One case from end to end: when, who, what, and the gap before it (S000-5)."""

from typing import Any

from nattoku.drill.log import NEVER, Log
from nattoku.drill.spread import MICROS


def trace(log: Log, case: str) -> dict[str, Any]:
    """The events of one case in order.

    sent: when the one before let go of it; received: when this one had it, null where the log does not say so:
    a log with one time an event knows only when the work was done. gap: seconds since the event before it.
    Refused (404) when the log has no such case.
    """
    place = log.events_of(case)
    events: list[dict[str, Any]] = []
    for at in range(place.start, place.stop):
        before = int(log.time[at - 1]) if events else None
        division = None if log.division is None or log.division[at] < 0 else log.divisions[log.division[at]]
        events.append(
            {
                "who": log.actor_name(log.actor[at]),
                "division": division,
                "when": log.moment(log.time[at]),
                "what": log.activities[log.activity[at]],
                "sent": log.moment(before),
                "received": None,
                "gap": None if before is None else (int(log.time[at]) - before) / MICROS,
            }
        )
    promised = NEVER if log.promised is None else log.promised[log.case[place.start]]
    return {"case": case, "promised": log.moment(promised), "events": events}
