"""XES (IEEE 1849), plain or packed with gzip, read as a stream. Nothing of a broken file is taken."""

import gzip
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from xml.parsers import expat
from zoneinfo import ZoneInfo

from nattoku.drill.building import Builder
from nattoku.drill.columns import NAMES, Columns
from nattoku.drill.log import TOKYO, Log
from nattoku.drill.scratch import UNREADABLE
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

PIECE: Final = 1 << 20
TRACE_DEPTH, EVENT_DEPTH = 2, 3
TRANSITION: Final = "lifecycle:transition"
NAMELESS = Text(
    "名前のない案件が{n:,}件ありました（番号で呼びます）", "{n:,} traces have no name (they are called by number)"
)
ENTITIES = Text("実体宣言のあるXMLは読みません。", "XML that declares entities is not read.")


def read_xes(file: Path, columns: Columns, *, zone: ZoneInfo = TOKYO) -> Log:
    """Keys as columns: concept:name, time:timestamp, org:resource, org:group. Refused (400): broken or empty.

    Where the log itself declares that name and lifecycle transition together tell its events apart, and more than
    one transition occurs, an activity is "name+transition" (BPIC 2012); `activity="concept:name"` asks for names.
    """
    builder = Builder(zone)
    reader = _Reader(builder, columns)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.EntityDeclHandler = reader.entity
    try:
        with _opened(file) as stream:
            while piece := stream.read(PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, EOFError, zlib.error, OSError) as broken:
        raise Refusal(UNREADABLE.with_(file=file.name, why=broken), status=400) from broken
    reader.settle_names()
    return builder.log(file.name, *([NAMELESS.with_(n=reader.nameless)] if reader.nameless else []))


def _opened(file: Path) -> IO[bytes]:
    with file.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    return gzip.open(file) if packed else file.open("rb")  # type: ignore[return-value]


@dataclass
class _Reader:
    """Where in the document we are; attributes of attributes are passed over."""

    builder: Builder
    columns: Columns
    depth: int = 0
    inside: str = ""  # "trace", "event" or outside both
    traces: int = 0
    nameless: int = 0
    trace: dict[str, str] = field(default_factory=dict)
    event: dict[str, str] = field(default_factory=dict)
    waiting: list[dict[str, str]] = field(default_factory=list)
    by_transition: bool = False
    transitions: set[str] = field(default_factory=set)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.inside == "event":
            if self.depth == EVENT_DEPTH + 1 and "key" in attributes:
                self.event[attributes["key"]] = attributes.get("value", "")
        elif self.depth == EVENT_DEPTH and tag == "event" and self.inside == "trace":
            self.inside, self.event = "event", {}
        elif self.depth == TRACE_DEPTH and tag == "trace":
            self.inside, self.trace = "trace", {}
        elif self.depth == TRACE_DEPTH and tag == "classifier" and not self.columns.activity:
            self.by_transition |= attributes.get("keys", "").split() == ["concept:name", TRANSITION]
        elif self.inside == "trace" and self.depth == TRACE_DEPTH + 1 and "key" in attributes:
            self.trace[attributes["key"]] = attributes.get("value", "")

    def end(self, tag: str) -> None:
        if self.inside == "event" and self.depth == EVENT_DEPTH:
            self.waiting.append(self.event)
            self.inside = "trace"
        elif self.inside == "trace" and self.depth == TRACE_DEPTH:
            self._take()
            self.inside = ""
        self.depth -= 1

    def entity(self, *_: Any) -> None:
        raise Refusal(ENTITIES, status=400)

    def settle_names(self) -> None:
        """One transition everywhere tells nothing apart: the names go without it."""
        if len(self.transitions) == 1:
            suffix = f"+{next(iter(self.transitions))}"
            activities = self.builder.activities
            plain = {name.removesuffix(suffix): code for name, code in activities.codes.items()}
            if len(plain) == len(activities.codes):
                activities.codes = plain

    def _what(self, event: dict[str, str]) -> str | None:
        name = event.get(self.columns.activity or "concept:name")
        if not name or not self.by_transition or not (transition := event.get(TRANSITION)):
            return name
        self.transitions.add(transition)
        return f"{name}+{transition}"

    def _take(self) -> None:
        """A trace is taken when it ends: its name may stand after its events."""
        self.traces += 1
        name = self.trace.get(self.columns.case or "concept:name", "").strip()
        if not name:
            name, self.nameless = f"#{self.traces}", self.nameless + 1
        c = self.columns
        keys = (c.activity or "concept:name", c.time or "time:timestamp", c.actor or "org:resource")
        group = c.division or "org:group"
        for event in self.waiting:
            self.builder.add(name, self._what(event), event.get(keys[1]), event.get(keys[2]), event.get(group))
        first = {key: value for key, value in (self.waiting or [{}])[0].items() if key not in (*keys, group)}
        about = first | {key: value for key, value in self.trace.items() if key != "concept:name"}
        self.builder.about(name, about, self._promised(about))
        self.waiting = []

    def _promised(self, about: dict[str, str]) -> str | None:
        if self.columns.promised:
            return about.get(self.columns.promised)
        return next((about[name] for name in NAMES["promised"].split() if about.get(name)), None)
