"""check: a text against the table. Strings are sought first; patterns run only on lines that hold one."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

from nattoku.words.tone.absent import absent
from nattoku.words.tone.known import Known
from nattoku.words.tone.own import NOTHING, Own
from nattoku.words.tone.plain import Plain, plain
from nattoku.words.tone.reading import absences, rows
from nattoku.words.tone.row import Form, Hit, Level, Mode, Row

_LINE = re.compile(r"[^\n]+")
_ENDS = "。!?\n"
_FAR = 200  # characters: what stands further away in an endless sentence excuses nothing
Found = tuple[Row, tuple[int, int]]
_ORDER = [Level.STOP, Level.WARN, Level.NOTE]


def check(
    text: str, mode: Mode | str = Mode.APOLOGY, *, customer: str = "", own: Own = NOTHING, known: Known | None = None
) -> list[Hit]:
    """Every remark, in the order of the text; what is missing comes last.

    customer: the name that must be called (N1), "" where it is not known. own: the company's additions.
    Words inside 「」 and quoted lines are the customer's and never remarked on.
    """
    mode, known = Mode(mode), known or Known()
    read = plain(text)
    spans = _heard(_one_a_place(_spans(read, mode, own), mode), read.text, mode)
    found = [_hit(row, mode, text, read, span, known) for row, span in spans]
    table = absences()
    missing = absent(text, read.text, customer, known)
    return found + [_missing(table[name], mode, words) for name, words in missing if mode in table[name].levels]


def _one_a_place(spans: Iterable[Found], mode: Mode) -> list[Found]:
    """Where two rules speak of the same words, the sterner one speaks; of two, the one that begins first, the longer.

    In the order of the text.
    """
    taken: list[tuple[tuple[int, int], Row]] = []
    for row, span in sorted(spans, key=lambda found: (_ORDER.index(found[0].levels[mode]), found[1][0], -found[1][1])):
        i = bisect(taken, span, key=lambda one: one[0])
        if (i == 0 or taken[i - 1][0][1] <= span[0]) and (i == len(taken) or span[1] <= taken[i][0][0]):
            taken.insert(i, (span, row))
    return [(row, span) for span, row in taken]


def _heard(spans: list[Found], text: str, mode: Mode) -> Iterator[Found]:
    """Without the rules that speak alone, where their sentence must stop anyway."""
    stops = [span[0] for row, span in spans if row.levels[mode] is Level.STOP]
    for row, span in spans:
        if row.alone:
            i = bisect(stops, _begin(text, span[0]) - 1)
            if i < len(stops) and stops[i] < _end(text, span[1] - 1):
                continue
        yield row, span


def worst(hits: Iterable[Hit]) -> Level | None:
    """The sternest level among them."""
    levels = {hit.level for hit in hits}
    return next((level for level in _ORDER if level in levels), None)


def _spans(read: Plain, mode: Mode, own: Own) -> Iterator[Found]:
    forms, sought = _sought(mode, own)
    for line in _LINE.finditer(read.text):
        words = line.group()
        pairs = sought.keys() & {"", *words, *map(add, words, words[1:])}
        here = {i for pair in pairs for key, indices in sought[pair] if key in words for i in indices}
        for i in sorted(here):
            row, form = forms[i]
            for match in form.match.finditer(words):
                start, end = match.span()
                if start < end and not _excused(form, words, start, end, read.text, line.start()):
                    yield row, (line.start() + start, line.start() + end)


def _excused(form: Form, line: str, start: int, end: int, text: str, offset: int) -> bool:
    if form.unless and form.unless.search(_sentence(line, start, end)):
        return True
    return bool(form.near and form.near.search(_with_next(text, offset + start, offset + end)))


def _sentence(line: str, start: int, end: int) -> str:
    return line[_begin(line, start) : _end(line, max(end - 1, start))]


def _with_next(text: str, start: int, end: int) -> str:
    first = _end(text, end - 1)
    while first < len(text) and text[first] in "。!?\n 」":
        first += 1
    return text[_begin(text, start) : _end(text, first)]


def _begin(text: str, at: int) -> int:
    return max(at - _FAR, *(text.rfind(mark, max(at - _FAR, 0), at) + 1 for mark in _ENDS), 0)


def _end(text: str, at: int) -> int:
    ends = [found for mark in _ENDS if (found := text.find(mark, at, at + _FAR)) >= 0]
    return min(ends, default=min(len(text), at + _FAR))


@cache
def _sought(mode: Mode, own: Own) -> tuple[list[tuple[Row, Form]], dict[str, list[tuple[str, list[int]]]]]:
    """The forms asked in this mode, and by the first two characters of each key: the key and the forms it calls."""
    forms = [(row, form) for row in (*rows(), *own.rows) if mode in row.levels for form in row.forms]
    called: dict[str, list[int]] = {}
    for i, (_, form) in enumerate(forms):
        for key in form.keys:
            called.setdefault(key, []).append(i)
    sought: dict[str, list[tuple[str, list[int]]]] = {}
    for key, indices in called.items():
        sought.setdefault(key[:2], []).append((key, indices))
    return forms, sought


def _hit(row: Row, mode: Mode, text: str, read: Plain, span: tuple[int, int], known: Known) -> Hit:
    start, end = read.place(span[0]), read.place(span[1])
    better = row.confirmed if row.confirmed and known.confirmed else row.better
    return Hit(row.id, row.levels[mode], start, end, text[start:end], row.why, better, row.sources)


def _missing(row: Row, mode: Mode, words: str) -> Hit:
    return Hit(row.id, row.levels[mode], None, None, words, row.why, row.better, row.sources)
