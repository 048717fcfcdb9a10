"""Every time that a text promises something by, and every undertaking that names none."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from nattoku.lib.clock import TOKYO
from nattoku.words.promises import english, sayings
from nattoku.words.promises.clocks import CLOCK, PARTS, clock_of, half_of
from nattoku.words.promises.days import WORDED, day_of
from nattoku.words.promises.numbers import SAME_PLACE
from nattoku.words.promises.spans import SPAN, end_of

_ALSO = (
    r" ?\((?:[月火水木金土日](?:曜日?)?(?:・祝)?|(?:[0-9]{1,2}[月/])?[0-9]{1,2}日?)\)"  # 来週水曜(10月7日), 明後日(日)
)
_TIME = re.compile(
    rf"(?<![0-9])(?<![0-9][.,:/-])(?:(?P<span>{SPAN})(?!の(?:{WORDED}))(?:の(?P<at>{CLOCK}))?"
    rf"|(?P<day>{WORDED})(?:{_ALSO})?(?:[の、, に]*(?P<clock>{CLOCK}|(?:{'|'.join(PARTS)})(?=[にまのお、])))?|(?P<alone>{CLOCK}))"
)
_TAIL = re.compile(r"(?:頃|ごろ|ころ)?(?:まで|の?間|中|いっぱい|必着|(?P<open>以降|以後))?")
_TO = re.compile(r"(?:頃|ごろ)?(?:から|より|~|-|か|、?または|もしくは|、)")
_COUNTED = re.compile(
    "[0-9〇一二三四五六七八九十翌]|[月火水木金土日]曜"
)  # from the first day of a range, not from today
_QUOTED = re.compile("「[^「」\n]*」|『[^『』\n]*』|“[^“”\n]*”")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_DATED = re.compile(r"\s*(?:令和|平成|R|H)?[0-9元〇一二三四五六七八九十]+[年./-][^まに]*\s*")
_VAGUE = re.compile(sayings.VAGUE)
FAR = 120  # signs; what stands further away in a sentence says nothing of a time
_THEN = re.compile("[しりきいえびべめけげてで]、")  # one thing is done, then another


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
    same = _QUOTED.sub(lambda said: "＿" * len(said[0]), text.translate(SAME_PLACE))
    found: list[Found] = []
    for sentence in _SENTENCE.finditer(same):
        found += _in_sentence(text, sentence[0], sentence.start(), now)
    return found


def _in_sentence(text: str, sentence: str, at: int, now: datetime) -> Iterator[Found]:
    if english.written(sentence):
        for start, end, due, vague in english.promised(sentence, now):
            yield _found(text, at + start, at + end, due, vague=vague)
        return
    held: dict[int, int] = {}  # where it is said that we will -> where its date ends
    whole = len(sentence.strip()) == len(text.strip())
    for start, end, due, unbound in _times(sentence, now):
        if due and _promised(sentence, start, end, whole=whole):
            held[_said_at(sentence, end)[1]] = end
            unknown = unbound or sayings.hangs(_before(sentence, start))
            yield _found(text, at + start, at + end, None if unknown else due, vague=unknown)
    for dateless in _VAGUE.finditer(sentence):
        kind, where = _said_at(sentence, dateless.end() - 1)  # 折り返し may be the verb itself: 折り返します
        dated = where in held and not _THEN.search(sentence, held[where], max(dateless.start(), held[where]))
        if kind in ("undertakes", "waits", "") and not dated:
            held[where] = dateless.end()
            yield _found(text, at + dateless.start(), at + dateless.end(), None, vague=True)


def _said_at(sentence: str, after: int) -> tuple[str, int]:
    """What follows, and its place in the sentence; -1 where nothing does."""
    kind, where = sayings.follows(sentence[after : after + FAR])
    return kind, after + where if where >= 0 else -1


def _before(sentence: str, start: int) -> str:
    return sentence[max(0, start - FAR) : start]


def _promised(sentence: str, start: int, end: int, *, whole: bool) -> bool:
    before, rest = _before(sentence, start), sentence[end : end + FAR]
    if sayings.about(before, rest):
        return False
    kind, _ = sayings.follows(rest)
    if sayings.named(before, rest) or kind in ("undertakes", "waits"):
        return True
    if kind or (not whole and len(sentence) < FAR and _DATED.fullmatch(sentence)):
        return False
    return not before.strip() or sayings.follows(before)[0] == "undertakes"


def _times(sentence: str, now: datetime) -> Iterator[tuple[int, int, datetime | date | None, bool]]:
    """Each time with its place, and whether only its beginning is said (明日以降); of a range, its end."""
    place = 0
    while said := _TIME.search(sentence, place):
        start, end = said.span()
        due = _due(said, now)
        half = half_of(said["clock"] or said["alone"] or "")
        to = _TO.match(sentence, end)
        later = _TIME.match(sentence, to.end()) if to else None
        if later and (sentence[end : later.start()] != "、" or later["alone"]):
            due, end = _due(later, now, since=None if said["alone"] else due, half=half), later.end()
        tail = _TAIL.match(sentence, end)
        end = tail.end() if tail else end
        yield start, end, due, bool(tail and tail["open"])
        place = max(end, start + 1)


def _due(
    said: "re.Match[str]", now: datetime, since: datetime | date | None = None, half: str = ""
) -> datetime | date | None:
    first = since.date() if isinstance(since, datetime) else since
    if said["span"]:
        ends = end_of(said["span"], datetime.combine(first, now.timetz()) if first else now)
        return _moment(ends, said["at"], half) if said["at"] and ends and not isinstance(ends, datetime) else ends
    if said["alone"]:
        due = _moment(first or now.date(), said["alone"], half)
        return due + timedelta(days=1) if isinstance(due, datetime) and first is None and due <= now else due
    counted = _COUNTED.match(said["day"])
    day = day_of(said["day"], first if first and counted else now.date())
    if day is None:
        return None
    return _moment(day, said["clock"], half or half_of(said["day"])) if said["clock"] else day


def _moment(day: date, written: str, half: str) -> datetime | date:
    clock = clock_of(written, half)
    if clock is None:
        return day
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO) + timedelta(hours=clock[0], minutes=clock[1])


def _found(text: str, start: int, end: int, due: datetime | date | None, *, vague: bool = False) -> Found:
    at = due if isinstance(due, datetime) else None
    on = due if due is not None and at is None else None
    return Found(text[start:end], start, end, at, on, vague)
