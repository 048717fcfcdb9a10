"""The ledger as an event log for the drill (`ledger:`): what happened, when and by whom, read per case, per customer,
per person or per promise. No words and no names: only what stands in clear is read, 2,000 facts at a time.
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from nattoku.drill.building import Builder
from nattoku.drill.log import Log
from nattoku.drill.ocel import NO_TYPE, READ_AS
from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal

CASE: Final = "case"
_COLUMNS: Final = ("stream", "kind", "actor", "happened_at", "body", "seq")
LEDGER: Final = "ledger:"


def log(zone: ZoneInfo, object_type: str | None = None) -> Log:
    """Every fact as an event in the life of each object of one type; a case, when none is named.

    A promise that was settled is held to when it was due; an open one and a released one are not judged.
    Refused (400): no such object, or no fact was written yet.
    """
    chosen = object_type or CASE
    builder, there, due = Builder(zone), set[str](), dict[str, str]()
    for stream, kind, actor, happened_at, body, seq in _facts():
        for of, name, known in _touched(stream, actor, json.loads(body), seq):
            there.add(of)
            if of != chosen:
                continue
            builder.add(name, kind, happened_at.isoformat(), actor, None)
            if "due_at" in known:
                due[name] = known.pop("due_at")
            settled = due.pop(name, None) if "outcome" in known else None
            builder.about(name, known, None if known.get("outcome") == "released" else settled)
    if there and chosen not in there:
        raise Refusal(NO_TYPE.with_(name=chosen, there=", ".join(sorted(there))), status=400)
    return builder.log(LEDGER, READ_AS.with_(type=chosen))


def _facts() -> Iterator[tuple[Any, ...]]:
    return FactRow.objects.order_by("id").values_list(*_COLUMNS).iterator(chunk_size=2000)


def _touched(stream: str, actor: str, body: dict[str, Any], seq: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(type, name, what is known of it) of each object of a fact, as in the OCEL that is written out (logs.py)."""
    of, _, name = stream.partition(":")
    fields = {key: str(value) for key, value in body["fields"].items() if isinstance(value, str | int | float)}
    yield of, name or of, fields if seq == 1 else {}
    yield "person", actor, {}
    customer = body["fields"].get("customer")
    if isinstance(customer, str) and customer and of != "customer":
        yield "customer", customer, {}
    for index, one in enumerate(body["opens"]):
        yield "promise", f"{stream}:{seq}:{index}", {name: one[name] for name in ("kind", "to", "due_at")}
    for one in body["settles"]:
        yield "promise", one["promise"], {"outcome": str(one["outcome"])}
