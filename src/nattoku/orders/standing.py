"""What stands of an order as plain values, and what would stand had a file never been read. Pure."""

from typing import Any

State = dict[str, Any]
"""order: its fields and the hash of the file they came from; events: code -> the same of each event."""


def without(state: State, source: str, before: State | None) -> State | None:
    """The state without what the file `source` said; None where the order came by that file alone.

    before: what stood when that file was read, None where nothing did. What a later file said stays.
    """
    order = state["order"]
    if order["source"] == source:
        if before is None:
            return None
        order = before["order"]
    earlier = before["events"] if before else {}
    events = {}
    for code, event in state["events"].items():
        if event["source"] != source:
            events[code] = event
        elif code in earlier:
            events[code] = earlier[code]
    return {"order": order, "events": events}
