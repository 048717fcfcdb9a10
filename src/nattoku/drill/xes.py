"""XES (IEEE 1849), plain or packed with gzip, read as a stream. Nothing of a broken file is taken.

Whole traces in their usual writing are read as arrays (usual.py), all else by a parser, in the order of the document.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from xml.parsers import expat
from zoneinfo import ZoneInfo

from isal import igzip, igzip_lib

from nattoku.drill import usual
from nattoku.drill.building import Builder
from nattoku.drill.columns import Columns
from nattoku.drill.log import TOKYO, Log
from nattoku.drill.scratch import ENTITIES, UNREADABLE, declared
from nattoku.drill.spans import count
from nattoku.drill.traces import Traces
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

PIECE: Final = 1 << 21  # what a processor keeps near itself; four times as much costs a quarter more
LONG: Final = 8  # pieces of one trace that are waited for; of a longer one the parser reads what came
TRACE_DEPTH, EVENT_DEPTH = 2, 3
_FIRST: Final = re.compile(rb"<trace[\s>]")
_LAST: Final = b"</trace>"
_BROKEN: Final[type[Exception]] = igzip_lib.IsalError  # type: ignore[assignment]  # its stub lacks the word "type"
_ASIDE: Final = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
NAMELESS = Text(
    "名前のない案件が{n:,}件ありました（番号で呼びます）", "{n:,} traces have no name (they are called by number)"
)


def read_xes(file: Path, columns: Columns, *, zone: ZoneInfo = TOKYO, piece: int = PIECE, arrays: bool = True) -> Log:
    """Keys as columns: concept:name, time:timestamp, org:resource, org:group. Refused (400): broken or empty.

    Where the log itself declares that name and lifecycle transition together tell its events apart, and more than
    one transition occurs, an activity is "name+transition" (BPIC 2012); `activity="concept:name"` asks for names.
    piece: bytes that are looked at in one go; arrays: False has the parser read everything.
    """
    builder = Builder(zone)
    traces = Traces(builder, columns)
    reading = _Reading(_Reader(traces))
    try:
        with _opened(file) as stream:
            reading.all(stream, piece, arrays)
    except expat.ExpatError as broken:
        why = f"{expat.ErrorString(broken.code)}: line {broken.lineno + reading.lines}"
        raise Refusal(UNREADABLE.with_(file=file.name, why=why), status=400) from broken
    except (EOFError, _BROKEN, OSError) as broken:
        raise Refusal(UNREADABLE.with_(file=file.name, why=broken), status=400) from broken
    traces.settle_names()
    return builder.log(file.name, *([NAMELESS.with_(n=traces.nameless)] if traces.nameless else []))


def _opened(file: Path) -> IO[bytes]:
    with file.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    return igzip.open(file) if packed else file.open("rb")  # type: ignore[no-untyped-call]


class _Reading:
    """lines: those that the parser did not see."""

    def __init__(self, reader: "_Reader") -> None:
        self.reader, self.lines = reader, 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = reader.start, reader.end
        self.parser.EntityDeclHandler = reader.entity

    def all(self, stream: IO[bytes], piece: int, arrays: bool) -> None:
        rest = stream.read(piece)
        first = _FIRST.search(rest)
        arrays = arrays and first is not None and _plain(rest[: first.start()])
        if first is not None:
            self._parse(rest[: first.start()])
            rest = rest[first.start() :]
        while True:
            if cut := _cut(rest, LONG * piece) if arrays else len(rest):
                arrays = self._take(rest[:cut], arrays)
                rest = rest[cut:]
            if not (more := stream.read(piece)):
                break
            rest += more
        self._parse(rest, last=True)

    def _take(self, traces: bytes, arrays: bool) -> bool:
        """Whether arrays may be tried again: in a comment or a CDATA section a tag may be none."""
        arrays = arrays and not any(
            mark[1:] in traces and mark in traces for mark in (b"<!", b"<?")
        )  # rare letter first
        between = self.reader.depth == TRACE_DEPTH - 1
        if arrays and between and usual.take(traces, self.reader.traces):
            self.lines += count(traces, b"\n")
            if returns := count(traces, b"\r"):
                self.lines += returns - traces.count(b"\r\n")
        else:
            self._parse(traces)
        return arrays

    def _parse(self, text: bytes, *, last: bool = False) -> None:
        with declared():
            self.parser.Parse(text, last)


def _cut(rest: bytes, most: int) -> int:
    """Up to where whole traces stand; of one that is longer than `most`, up to its last tag."""
    if (whole := rest.rfind(_LAST)) >= 0:
        return whole + len(_LAST)
    return (max(rest.rfind(b"<"), 0) or len(rest)) if len(rest) > most else 0


def _plain(head: bytes) -> bool:
    """UTF-8, all comments closed, nothing declared."""
    encoding = _ENCODING.search(head)
    if encoding and encoding[1].lower() != b"utf-8":
        return False
    bare = _ASIDE.sub(b"", head)
    return b"<!" not in bare and b"<?" not in bare and b"\0" not in bare


@dataclass
class _Reader:
    """Where in the document we are; attributes of attributes are passed over. A prefix of a tag says nothing."""

    traces: Traces
    depth: int = 0
    inside: str = ""  # "trace", "event" or outside both
    trace: dict[str, str] = field(default_factory=dict)
    event: dict[str, str] = field(default_factory=dict)
    waiting: list[dict[str, str]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.inside == "event":
            if self.depth == EVENT_DEPTH + 1 and "key" in attributes:
                self.event[attributes["key"]] = attributes.get("value", "")
        elif self.depth == EVENT_DEPTH and _bare(tag) == "event" and self.inside == "trace":
            self.inside, self.event = "event", {}
        elif self.depth == TRACE_DEPTH and _bare(tag) == "trace":
            self.inside, self.trace = "trace", {}
        elif self.depth == TRACE_DEPTH and _bare(tag) == "classifier":
            self.traces.classifier(attributes.get("keys", ""))
        elif self.inside == "trace" and self.depth == TRACE_DEPTH + 1 and "key" in attributes:
            self.trace[attributes["key"]] = attributes.get("value", "")

    def end(self, tag: str) -> None:
        if self.inside == "event" and self.depth == EVENT_DEPTH:
            self.waiting.append(self.event)
            self.inside = "trace"
        elif self.inside == "trace" and self.depth == TRACE_DEPTH:
            self.traces.take(self.trace, self.waiting)
            self.inside, self.waiting = "", []
        self.depth -= 1

    def entity(self, *_: Any) -> None:
        raise Refusal(ENTITIES, status=400)


def _bare(tag: str) -> str:
    return tag.rpartition(":")[2]
