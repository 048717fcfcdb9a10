"""The ledger as an event log for process mining: XES (IEEE 1849) and OCEL 2.0. What happened, when and by whom; no
words, no names: these stay where they are.
"""

import json
from collections.abc import Iterator
from typing import IO, Any
from xml.sax.saxutils import quoteattr

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <classifier name="Kind" keys="concept:name"/>
"""


def write_xes(found: Iterator[dict[str, Any]], to: IO[str]) -> int:
    """A trace for each stream, an event for each fact; `found` comes stream by stream. How many facts."""
    to.write(_HEAD)
    written, trace = 0, ""
    for fact in found:
        if fact["stream"] != trace:
            to.write("  </trace>\n" if trace else "")
            trace = fact["stream"]
            to.write(f'  <trace>\n    <string key="concept:name" value={quoteattr(trace)}/>\n')
        to.write(
            f'    <event><string key="concept:name" value={quoteattr(fact["kind"])}/>'
            f'<date key="time:timestamp" value={quoteattr(fact["happened_at"])}/>'
            f'<date key="recorded_at" value={quoteattr(fact["recorded_at"])}/>'
            f'<string key="org:resource" value={quoteattr(fact["by"])}/></event>\n'
        )
        written += 1
    to.write(("  </trace>\n" if trace else "") + "</log>\n")
    return written


def write_ocel2(found: Iterator[dict[str, Any]], to: IO[str]) -> int:
    """OCEL 2.0 in JSON: a fact belongs to its case (or customer, or the company), to who recorded it, to the customer
    it names and to the promises it opens and settles. How many facts.
    """
    objects: dict[str, dict[str, Any]] = {}
    kinds: dict[str, None] = {}
    written = 0
    to.write('{"events": [')
    for fact in found:
        kinds[fact["kind"]] = None
        event = {
            "id": f"{fact['stream']}#{fact['seq']}",
            "type": fact["kind"],
            "time": fact["happened_at"],
            "attributes": [{"name": "recorded_at", "value": fact["recorded_at"]}],
            "relationships": [_related(objects, *one) for one in _touched(fact)],
        }
        to.write((",\n" if written else "\n") + json.dumps(event, ensure_ascii=False))
        written += 1
    types = sorted({one["type"] for one in objects.values()})
    rest = {
        "eventTypes": [{"name": kind, "attributes": [{"name": "recorded_at", "type": "time"}]} for kind in kinds],
        "objectTypes": [{"name": name, "attributes": _ATTRIBUTES.get(name, [])} for name in types],
        "objects": list(objects.values()),
    }
    to.write("\n],\n" + json.dumps(rest, ensure_ascii=False)[1:] + "\n")
    return written


_ATTRIBUTES = {"promise": [{"name": "kind", "type": "string"}, {"name": "due_at", "type": "time"}]}


def _touched(fact: dict[str, Any]) -> Iterator[tuple[str, str, str, list[dict[str, str]]]]:
    """(id, type, qualifier, attributes) of each object of a fact."""
    kind = fact["stream"].partition(":")[0]
    yield fact["stream"], kind, "of", []
    yield f"person:{fact['by']}", "person", "by", []
    customer = fact["fields"].get("customer")
    if isinstance(customer, str) and customer and kind != "customer":
        yield f"customer:{customer}", "customer", "about", []
    for one in fact["opens"]:
        when = fact["happened_at"]
        said = [{"name": name, "time": when, "value": one[name]} for name in ("kind", "due_at")]
        yield f"promise:{one['id']}", "promise", "opens", said
    for one in fact["settles"]:
        yield f"promise:{one['id']}", "promise", "settles", []


def _related(
    objects: dict[str, dict[str, Any]], name: str, kind: str, how: str, attributes: list[dict[str, str]]
) -> dict[str, str]:
    known = objects.setdefault(name, {"id": name, "type": kind, "attributes": [], "relationships": []})
    known["attributes"] = known["attributes"] or attributes
    return {"objectId": name, "qualifier": how}
