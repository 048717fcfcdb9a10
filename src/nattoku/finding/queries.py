"""Cases by their words, and cases like this one, among those somebody may see."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from nattoku.cases import queries as cases
from nattoku.finding import words
from nattoku.finding.models import Findable
from nattoku.finding.tokens import alternatives, tokens
from nattoku.people import access
from nattoku.people.models import Person

_ABOUT = re.compile(r"own\.(cases\.received\.1\.(fact|words)|cases\.item_heard\..+)")
LONGEST_QUERY = 200
MOST = 200
ASKED_AT_MOST = 24  # words of a long text that are looked for
COMPARED = 2000  # the newest cases that share a word with the text


@dataclass(frozen=True)
class Found:
    """A case that holds every word, or is like the text. score: 0 to 1; matched: the words that met.

    excerpt: as it was written, around the first of them. filed: it has a case file.
    """

    no: int
    filed: bool
    score: float
    excerpt: str
    matched: list[str]


def search(query: str, *, by: Person, limit: int = 50) -> list[Found]:
    """Cases that hold every word of the query in any of its forms, the newest first; an empty query finds nothing.

    A viewer finds what the case file says, not the customer's words, which are hidden from viewers.
    """
    wanted = words.asked(query[:LONGEST_QUERY])
    if not wanted:
        return []
    hide, rows = access.masks(by), _visible(by)
    for word in wanted:
        rows = rows.filter(_holds(word, hide=hide))
    return [_found(row, wanted, hide=hide) for row in rows.order_by("-happened_at", "-no")[:limit]]


def similar(text: str, *, by: Person, but: int = 0, limit: int = 5) -> list[Found]:
    """Cases that share rare words with this text, the most alike first. but: a case not to be named, itself.

    Words met in few of the compared cases weigh more (TF-IDF, cosine). Same words, not same meanings.
    """
    asked = sorted(tokens(text), key=len, reverse=True)[:ASKED_AT_MOST]
    if not asked:
        return []
    hide = access.masks(by)
    any_of = reduce(or_, (_has([word], hide=hide) for word in asked))
    rows = list(_visible(by).exclude(pk=but).filter(any_of).order_by("-happened_at")[:COMPARED])
    held = {row.no: set(_tokens(row, hide=hide)) for row in rows}
    often = Counter(word for one in held.values() for word in one)
    weight = {word: math.log((len(rows) + 2) / (often[word] + 1)) ** 2 for word in {*often, *asked}}
    scored = sorted(((_alike(set(asked), held[row.no], weight), row) for row in rows), key=lambda s: (-s[0], -s[1].no))
    return [_like(row, asked, held[row.no], score, hide=hide) for score, row in scored[:limit] if score > 0]


def about(no: int | str, *, by: Person) -> str:
    """What a case this person may see is about, in its own words; what a viewer may read of it for a viewer."""
    row = Findable.objects.filter(pk=cases.visible_case(no, by=by).no).first()
    if row is None:
        return ""
    hide = access.masks(by)
    own = [text for mark, text in row.parts if not hide and _ABOUT.fullmatch(mark)]
    return "\n".join([*own, *(text for mark, text in row.parts if mark.startswith("open."))])


def _visible(by: Person) -> "QuerySet[Findable]":
    return Findable.objects.filter(pk__in=cases.visible_cases(by).values("pk"))


def _holds(word: str, *, hide: bool) -> Q:
    """The very letters, or each word that it consists of in one of its forms."""
    key = words.fold(word)
    letters = Q(open_text__contains=key) | (Q() if hide else Q(own_text__contains=key))
    parts = alternatives(word)
    if not parts:
        return letters
    spoken = Q()
    for same in parts:
        spoken &= _has(same, hide=hide)
    return letters | spoken


def _has(same: Iterable[str], *, hide: bool) -> Q:
    """Any of these words, whole."""
    found = Q()
    for one in sorted(same):
        found |= Q(open_tokens__contains=f" {one} ") | (Q() if hide else Q(own_tokens__contains=f" {one} "))
    return found


def _tokens(row: Findable, *, hide: bool) -> list[str]:
    return [*row.open_tokens.split(), *([] if hide else row.own_tokens.split())]


def _alike(asked: set[str], held: set[str], weight: dict[str, float]) -> float:
    shared = sum(weight[word] for word in asked & held)
    size = math.sqrt(sum(weight[w] for w in asked)) * math.sqrt(sum(weight[w] for w in held))
    return round(shared / size, 3) if size else 0.0


def _like(row: Findable, asked: list[str], held: set[str], score: float, *, hide: bool) -> Found:
    met = [word for word in asked if word in held]
    return Found(row.no, row.filed, score, words.excerpt(_best(row, met, hide=hide), met), met)


def _found(row: Findable, wanted: list[str], *, hide: bool) -> Found:
    shown = [words.fold(text) for _, text in _shown(row, hide=hide)]
    return Found(
        row.no, row.filed, words.score(shown, wanted), words.excerpt(_best(row, wanted, hide=hide), wanted), wanted
    )


def _best(row: Findable, wanted: list[str], *, hide: bool) -> str:
    """The part that holds most of the words; of equal ones the case file's, then the first said."""
    keys = [words.fold(word) for word in wanted]
    parts = _shown(row, hide=hide)
    return max(parts, key=lambda part: sum(k in words.fold(part[1]) for k in keys), default=("", ""))[1]


def _shown(row: Findable, *, hide: bool) -> list[tuple[str, str]]:
    parts = [(mark, text) for mark, text in row.parts if not (hide and mark.startswith("own."))]
    return sorted(parts, key=lambda part: part[0].startswith("own."))
