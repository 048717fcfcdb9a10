"""The ledger as JSON lines or CSV, fact by fact, for whoever wants to take it away."""

import csv
import json
from collections.abc import Iterator
from typing import IO, Any

from nattoku.ledger.append import read
from nattoku.ledger.facts import Recorded, to_plain
from nattoku.ledger.models import FactRow

COLUMNS = ("stream", "seq", "kind", "by", "happened_at", "recorded_at", "fields", "opens", "settles", "blanked")
# A spreadsheet would take these for the beginning of a formula, full-width ones too
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def facts(stream: str | None = None, *, by_stream: bool = False) -> Iterator[dict[str, Any]]:
    """Each fact as a plain document, in the order it was written, or stream by stream; of one stream or of all."""
    rows = FactRow.objects.order_by("stream", "seq") if by_stream else FactRow.objects.order_by("id")
    for recorded in read(rows.filter(stream=stream) if stream else rows):
        yield _document(recorded)


def write_jsonl(found: Iterator[dict[str, Any]], to: IO[str]) -> int:
    """One JSON document a line; how many."""
    written = 0
    for fact in found:
        to.write(json.dumps(fact, ensure_ascii=False) + "\n")
        written += 1
    return written


def write_csv(found: Iterator[dict[str, Any]], to: IO[str]) -> int:
    """One row a fact; no cell can be taken for a formula. How many."""
    table = csv.writer(to)
    table.writerow(COLUMNS)
    written = 0
    for fact in found:
        table.writerow([harmless(_cell(fact[name])) for name in COLUMNS])
        written += 1
    return written


def harmless(cell: str) -> str:
    """The cell, with a quote before it where a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _document(recorded: Recorded) -> dict[str, Any]:
    return {
        "stream": recorded.stream,
        "seq": recorded.seq,
        "kind": recorded.kind,
        "by": recorded.by,
        "happened_at": recorded.happened_at.isoformat(),
        "recorded_at": recorded.recorded_at.isoformat(),
        "fields": to_plain(recorded.fact),
        "opens": [
            {"id": recorded.promise_id(i), "kind": o.kind, "to": o.to, "due_at": o.due_at.isoformat()}
            for i, o in enumerate(recorded.opens)
        ],
        "settles": [{"id": s.promise, "outcome": s.outcome} for s in recorded.settles],
        "blanked": sorted(recorded.blanked),
    }
