"""The tags of whole XES traces, where each is written in the usual way; anything else is Unusual.

<trace>, <event>, and attributes such as <string key="…" value="…"/> with nothing inside; blanks between.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from nattoku.drill.log import Ints
from nattoku.drill.spans import Piece, Unusual, count

_OPEN, _CLOSE, _QUOTE = b"<", b">", b'"'
_TYPES: Final = (b"string", b"date", b"int", b"float", b"boolean", b"id")
_KEY, _VALUE = b' key="', b'" value="'
_REFERENCE: Final = re.compile(rb"&(?:amp|lt|gt|quot|apos);")
_BLANK: Final = b" \n\t\r"
_FORBIDDEN: Final = ("\ufffe", "\uffff")  # no characters of XML
WIDEST: Final = 64  # blanks between two tags


@dataclass(frozen=True)
class Tags:
    """One entry an attribute: its key and value as (place, length), its trace, its event (-1: of the trace itself).

    events: for each event its trace; traces: how many.
    """

    key: tuple[Ints, Ints]
    value: tuple[Ints, Ints]
    trace: Ints
    event: Ints
    events: Ints
    traces: int


def tags(piece: Piece) -> Tags:
    """Raises Unusual where anything is not as told above."""
    _letters(piece)
    opens, closes = piece.places(_OPEN), piece.places(_CLOSE)
    if len(opens) != len(closes) or not len(opens) or opens[0] > closes[0] or (opens[1:] < closes[:-1]).any():
        raise Unusual
    if (closes[:-1] > opens[1:]).any() or closes[-1] != len(piece.text) - 1:
        raise Unusual
    _blanks(piece, np.concatenate(([0], closes[:-1] + 1)), opens)
    marks = {name: _whole(piece, name, opens, closes) for name in (b"<trace>", b"</trace>", b"<event>", b"</event>")}
    attribute = ~np.logical_or.reduce(list(marks.values()))
    inside_trace = np.cumsum(marks[b"<trace>"].astype(np.int8) - marks[b"</trace>"], dtype=np.int32)
    inside_event = np.cumsum(marks[b"<event>"].astype(np.int8) - marks[b"</event>"], dtype=np.int32)
    _nested(marks, attribute, inside_trace, inside_event)
    key, value = _attributes(piece, opens[attribute], closes[attribute])
    trace, event = np.cumsum(marks[b"<trace>"]) - 1, np.cumsum(marks[b"<event>"]) - 1
    mine = np.where(inside_event[attribute] == 1, event[attribute], -1)
    return Tags(key, value, trace[attribute], mine, trace[marks[b"<event>"]], int(trace[-1]) + 1)


def _letters(piece: Piece) -> None:
    """Nothing that only a parser may judge: references beyond the five, control characters, broken UTF-8."""
    text = piece.text
    if b"&" in text and text.count(b"&") != len(_REFERENCE.findall(text)):
        raise Unusual
    low = int(np.count_nonzero(piece.bytes[: len(text)] < 32))
    if low and low != sum(count(text, one) for one in (b"\n", b"\t", b"\r")):
        raise Unusual
    if not text.isascii():
        try:
            read = text.decode("utf-8")
        except UnicodeDecodeError:
            raise Unusual from None
        if any(one in read for one in _FORBIDDEN):
            raise Unusual


def _blanks(piece: Piece, start: Ints, end: Ints) -> None:
    """Between two tags stands nothing else."""
    width = end - start
    if int(width.max()) > WIDEST:
        raise Unusual
    blank = np.isin(np.arange(256), list(_BLANK))
    for at in range(int(width.max())):
        if not blank[piece.bytes[start[width > at] + at]].all():
            raise Unusual


def _whole(piece: Piece, tag: bytes, opens: Ints, closes: Ints) -> Ints:
    fits: Ints = closes - opens == len(tag) - 1
    fits[fits] = piece.stands(tag, opens[fits])
    return fits


def _nested(marks: dict[bytes, Ints], attribute: Ints, trace: Ints, event: Ints) -> None:
    """Events stand in traces, attributes in either, and nothing in anything else."""
    if trace.min() < 0 or trace.max() > 1 or event.min() < 0 or event.max() > 1 or trace[-1] or event[-1]:
        raise Unusual
    if (event > trace).any() or (attribute & (trace == 0)).any() or (event[marks[b"<trace>"]] != 0).any():
        raise Unusual


def _attributes(piece: Piece, opens: Ints, closes: Ints) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    quotes = piece.places(_QUOTE)
    if len(quotes) != 4 * len(opens):
        raise Unusual
    first, second, third, fourth = quotes.reshape(-1, 4).T
    typed = np.zeros(len(opens), bool)
    for one in _TYPES:
        start = b"<" + one + _KEY
        fits = np.flatnonzero(first - opens == len(start) - 1)
        typed[fits] |= piece.stands(start, opens[fits])
    short = (closes - fourth == 2) & piece.stands(b"/", fourth + 1)
    spaced = (closes - fourth == 3) & piece.stands(b" /", fourth + 1)
    if not (typed & (short | spaced) & (third - second == len(_VALUE) - 1) & piece.stands(_VALUE, second)).all():
        raise Unusual
    return (first + 1, second - first - 1), (third + 1, fourth - third - 1)
