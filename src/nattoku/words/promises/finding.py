"""Every time that a text promises something by, and every undertaking that names none."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from nattoku.lib.clock import TOKYO
from nattoku.words.promises import english, sayings
from nattoku.words.promises.clocks import CLOCK, clock_of, half_of
from nattoku.words.promises.days import WORDED, day_of
from nattoku.words.promises.numbers import SAME_PLACE
from nattoku.words.promises.spans import SPAN, end_of

_TIME = re.compile(
    rf"(?P<span>{SPAN})|(?P<day>{WORDED})(?:[の、, に]*(?P<clock>{CLOCK}))?|(?P<alone>{CLOCK})"
)  # fmt: skip
_TAIL = re.compile(r"(?:頃|ごろ|ころ)?(?:まで|の?間|中|いっぱい|必着)?")
_TO = re.compile(r"(?:頃|ごろ)?(?:から|より|~|-|、)")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_DATED = re.compile(r"\s*(?:令和|平成|R|H)?[0-9元〇一二三四五六七八九十]+[年./-][^まに]*\s*")
_VAGUE = re.compile(sayings.VAGUE)


@dataclass(frozen=True)
class Found:
    """One promise in a text. start, end: its place. due_at: when a clock is said; due_on: when only a day is."""

    text: str
    start: int
    end: int
    due_at: datetime | None
    due_on: date | None
    vague: bool

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        at, on = self.due_at, self.due_on
        return asdict(self) | {"due_at": at.isoformat() if at else None, "due_on": on.isoformat() if on else None}


def find(text: str, now: datetime) -> list[Found]:
    """What this text promises, in its order. now: the moment of the letter, with its zone."""
    now = now.astimezone(TOKYO).replace(second=0, microsecond=0)
    same = text.translate(SAME_PLACE)
    found: list[Found] = []
    for sentence in _SENTENCE.finditer(same):
        found += _in_sentence(text, sentence[0], sentence.start(), now)
    return found


def _in_sentence(text: str, sentence: str, at: int, now: datetime) -> Iterator[Found]:
    if english.written(sentence):
        for start, end, due, vague in english.promised(sentence, now):
            yield _found(text, at + start, at + end, due, vague=vague)
        return
    times = list(_times(sentence, now))
    held: set[int] = set()
    for start, end, due in times:
        kind, where = sayings.follows(sentence[end:])
        if due and _promised(sentence, start, end, kind):
            held.add(end + where if where >= 0 else -1)
            yield _found(text, at + start, at + end, due)
    for dateless in _VAGUE.finditer(sentence):
        rest = sentence[dateless.end() :]
        kind, where = sayings.follows(rest)
        waits = kind == "asks" and rest.startswith("お待ち")
        if (kind in ("undertakes", "") or waits) and (dateless.end() + where if where >= 0 else -1) not in held:
            yield _found(text, at + dateless.start(), at + dateless.end(), None, vague=True)


def _promised(sentence: str, start: int, end: int, kind: str) -> bool:
    if kind:
        return kind == "undertakes"
    if _DATED.fullmatch(sentence):
        return False
    return not sentence[:start].strip() or sayings.follows(sentence[:start])[0] == "undertakes"


def _times(sentence: str, now: datetime) -> Iterator[tuple[int, int, datetime | date | None]]:
    """Each time with its place; of a range, its end."""
    place = 0
    while said := _TIME.search(sentence, place):
        start, end = said.span()
        due = _due(said, now)
        half = half_of(said["clock"] or said["alone"] or "")
        to = _TO.match(sentence, end)
        later = _TIME.match(sentence, to.end()) if to else None
        if later and (sentence[end : later.start()] != "、" or later["alone"]):
            due, end = _due(later, now, since=due, half=half), later.end()
        tail = _TAIL.match(sentence, end)
        end = tail.end() if tail else end
        yield start, end, due
        place = max(end, start + 1)


def _due(
    said: "re.Match[str]", now: datetime, since: datetime | date | None = None, half: str = ""
) -> datetime | date | None:
    if said["span"]:
        return end_of(said["span"], now)
    first = since.date() if isinstance(since, datetime) else since
    if said["alone"]:
        due = _moment(first or now.date(), said["alone"], half)
        return due + timedelta(days=1) if isinstance(due, datetime) and first is None and due <= now else due
    day = day_of(said["day"], first or now.date())
    if day is None:
        return None
    return _moment(day, said["clock"], half) if said["clock"] else day


def _moment(day: date, written: str, half: str) -> datetime | date:
    clock = clock_of(written, half)
    if clock is None:
        return day
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO) + timedelta(hours=clock[0], minutes=clock[1])


def _found(text: str, start: int, end: int, due: datetime | date | None, *, vague: bool = False) -> Found:
    at = due if isinstance(due, datetime) else None
    on = due if due is not None and at is None else None
    return Found(text[start:end], start, end, at, on, vague)
