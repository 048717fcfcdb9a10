"""Whole XES traces in their usual writing, read as arrays: the same log as by the parser, in a tenth of its time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

import numpy as np

from nattoku.drill import stamps
from nattoku.drill.building import Names
from nattoku.drill.log import NOBODY, Ints
from nattoku.drill.spans import Piece, Unusual, appeared
from nattoku.drill.tags import Tags, tags
from nattoku.drill.traces import TRANSITION, Traces

_PARSED: Final = re.compile(rb"[&\n\t\r]")  # what a parser changes in a value
_PLAIN_KEY: Final = re.compile(r"[^\s&<>\"']{1,200}")


def take(text: bytes, traces: Traces) -> bool:
    """Whether these traces were taken; where they are written in another way nothing was."""
    if not all(_PLAIN_KEY.fullmatch(key) for key in traces.keys):
        return False
    piece = Piece(text)
    try:
        found = _Found(piece, tags(piece), traces)
        events, texts = found.events(), found.texts()
    except Unusual:
        return False
    _add(traces, events, texts, found.tags.events)
    return True


@dataclass(frozen=True)
class _Events:
    """One entry an event: its activity, actor and division as kinds (-1: none) with their texts, its time if readable."""

    activity: Ints
    activities: list[str]
    actor: Ints
    actors: list[str]
    division: Ints
    divisions: list[str]
    transitions: set[str]
    has_time: Ints
    time: Ints
    readable: Ints


@dataclass(frozen=True)
class _Found:
    piece: Piece
    tags: Tags
    traces: Traces

    def events(self) -> _Events:
        activity, time, actor, division = self.traces.keys
        names, kinds = self._kinds(*self._column(activity))
        transitions: set[str] = set()
        if self.traces.by_transition:
            names, kinds, transitions = self._with_transition(names, kinds)
        start, length = self._column(time)
        at, readable = self._moments(start, length)
        actors, actor_kinds = self._kinds(*self._column(actor))
        divisions, division_kinds = self._kinds(*self._column(division))
        return _Events(
            kinds, names, actor_kinds, actors, division_kinds, divisions, transitions, length > 0, at, readable
        )

    def texts(self) -> list[tuple[dict[str, str], dict[str, str]]]:
        """For each trace: its own attributes, and those of its first event."""
        told: list[tuple[dict[str, str], dict[str, str]]] = [({}, {}) for _ in range(self.tags.traces)]
        first = np.full(self.tags.traces, -1)
        first[self.tags.events[::-1]] = np.arange(len(self.tags.events) - 1, -1, -1)
        of_first = self.tags.event == first[self.tags.trace]
        keys: dict[bytes, str] = {}
        for own, rows in ((0, self.tags.event == -1), (1, of_first & (self.tags.event >= 0) & ~self._read())):
            places = (one[rows].tolist() for one in (*self.tags.key, *self.tags.value, self.tags.trace))
            for at, size, value_at, value_size, trace in zip(*places, strict=True):
                raw = self.piece.text[at : at + size]
                key = keys[raw] if raw in keys else keys.setdefault(raw, _text(raw))
                told[trace][own][key] = _text(self.piece.text[value_at : value_at + value_size])
        return told

    def _read(self) -> Ints:
        """The attributes that have a column of their own."""
        start, length = self.tags.key
        read = np.zeros(len(start), bool)
        for wanted in {key.encode() for key in self.traces.keys}:
            rows = np.flatnonzero(length == len(wanted))
            read[rows] |= self.piece.stands(wanted, start[rows])
        return read

    def _column(self, key: str) -> tuple[Ints, Ints]:
        """The value of one attribute in each event; the last one where it stands twice, no length where it is not."""
        wanted = key.encode()
        rows = np.flatnonzero((self.tags.event >= 0) & (self.tags.key[1] == len(wanted)))
        rows = rows[self.piece.stands(wanted, self.tags.key[0][rows])]
        start, length = (np.zeros(len(self.tags.events), np.int64) for _ in range(2))
        start[self.tags.event[rows]], length[self.tags.event[rows]] = (one[rows] for one in self.tags.value)
        return start, length

    def _kinds(self, start: Ints, length: Ints) -> tuple[list[str], Ints]:
        there = np.flatnonzero(length)
        firsts, kind = self.piece.alike(start[there], length[there])
        kinds = np.full(len(start), NOBODY)
        kinds[there] = kind
        return [self._value(start[at], length[at]) for at in there[firsts].tolist()], kinds

    def _with_transition(self, names: list[str], kinds: Ints) -> tuple[list[str], Ints, set[str]]:
        transitions, which = self._kinds(*self._column(TRANSITION))
        there = np.flatnonzero(kinds >= 0)
        pair = kinds[there] * (len(transitions) + 1) + which[there] + 1
        firsts, kind = appeared(pair, len(names) * (len(transitions) + 1))
        told = np.full(len(kinds), NOBODY)
        told[there] = kind
        joined = [
            names[kinds[at]] + (f"+{transitions[which[at]]}" if which[at] >= 0 else "") for at in there[firsts].tolist()
        ]
        return joined, told, {transitions[code] for code in np.unique(which[there]).tolist() if code >= 0}

    def _moments(self, start: Ints, length: Ints) -> tuple[Ints, Ints]:
        told, known = stamps.micros(self.piece, start, length)
        others = np.flatnonzero(~known & (length > 0))
        if len(others):
            firsts, kind = self.piece.alike(start[others], length[others])
            read = [self.traces.builder.micros(self._value(start[at], length[at])) for at in others[firsts].tolist()]
            told[others] = np.array([0 if at is None else at for at in read], np.int64)[kind]
            known[others] = np.array([at is not None for at in read])[kind]
        return told, known

    def _value(self, start: Any, length: Any) -> str:
        return _text(self.piece.text[start : start + length])


def _add(traces: Traces, events: _Events, texts: list[tuple[dict[str, str], dict[str, str]]], of_trace: Ints) -> None:
    builder = traces.builder
    traces.transitions |= events.transitions
    taken = (events.activity >= 0) & events.has_time & events.readable
    left = {
        "no_activity": np.flatnonzero(events.activity < 0),
        "no_time": np.flatnonzero((events.activity >= 0) & ~events.has_time),
        "bad_time": np.flatnonzero((events.activity >= 0) & events.has_time & ~events.readable),
    }
    for why, rows in sorted(left.items(), key=lambda one: one[1][:1].tolist()):  # reasons as they first appear
        if len(rows):
            builder.left.setdefault(why, []).extend((rows + builder.seen + 1).tolist())
    builder.seen += len(of_trace)
    names = [traces.named(about) for about, _first in texts]
    columns = (
        _coded(builder.cases, of_trace[taken], names),
        _coded(builder.activities, events.activity[taken], events.activities),
        events.time[taken],
        _coded(builder.actors, events.actor[taken], events.actors),
        _coded(builder.divisions, events.division[taken], events.divisions),
    )
    for row, column in zip(builder.rows, columns, strict=True):
        row.frombytes(np.ascontiguousarray(column, np.int64).tobytes())
    for name, (about, first) in zip(names, texts, strict=True):
        traces.told(name, about, first)


def _coded(known: Names, kinds: Ints, texts: list[str]) -> Ints:
    """The codes of these kinds; new ones in order of appearance."""
    table = np.full(len(texts) + 1, NOBODY, np.int64)  # the last is where NOBODY points
    firsts, _kind = appeared(kinds[there := np.flatnonzero(kinds >= 0)], len(texts))
    for kind in kinds[there][firsts].tolist():
        table[kind] = known.code(texts[kind])
    return table[kinds]


def _text(raw: bytes) -> str:
    if not _PARSED.search(raw):
        return raw.decode()
    told: list[Mapping[str, str]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _tag, attributes: told.append(attributes)
    parser.Parse(b'<a v="' + raw + b'"/>', True)
    return told[0]["v"]
