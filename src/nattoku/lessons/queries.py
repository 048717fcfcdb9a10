"""Finding past cases by their words."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nattoku.cases import queries as cases
from nattoku.lessons import words
from nattoku.lessons.models import FilePage
from nattoku.lessons.projection import CUSTOMERS, OPEN
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person

UNKNOWN = Text("対応ファイルが見つかりません。", "There is no such case file.")
MOST = 200


@dataclass(frozen=True)
class Found:
    """A case file that holds every word. score: 0 to 1; matched: the words as they were asked."""

    page: FilePage
    score: float
    excerpt: str
    matched: list[str]


def files(by: Person) -> "QuerySet[FilePage]":
    """Every case file of the cases this person may see, newest first."""
    access.allow(by, "lessons.see")
    visible = cases.visible_cases(by).values("pk")
    return FilePage.objects.filter(pk__in=visible).order_by("-written_at", "-no")


def file(no: int | str, *, by: Person) -> FilePage:
    """One case file; unknown and foreign alike are Refusal 404."""
    case = cases.visible_case(no, by=by)
    found = files(by).filter(pk=case.no).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def search(query: str, *, by: Person, limit: int = 50) -> list[Found]:
    """Case files that hold every word of the query, the newest first; an empty query finds nothing.

    A viewer searches what the file says, not the customer's words, which are hidden from viewers.
    """
    wanted = words.asked(query[:MOST])
    if not wanted:
        return []
    hide = access.masks(by)
    pages = files(by)
    for word in wanted:
        key = words.fold(word)
        pages = pages.filter(Q(haystack__contains=key) | (Q() if hide else Q(word_haystack__contains=key)))
    return [_found(page, wanted, hide) for page in pages[: max(1, min(limit, MOST))]]


def like_this(page: FilePage, *, by: Person, most: int = 3) -> list[FilePage]:
    """Other case files of the same kind, newest first."""
    return list(files(by).filter(kind=page.kind).exclude(pk=page.no)[:most])


def _found(page: FilePage, wanted: list[str], hide: bool) -> Found:
    shown = [getattr(page, name) for name in (*OPEN, *(() if hide else CUSTOMERS))]
    folded = [words.fold(text) for text in shown]
    keys = [words.fold(w) for w in wanted]
    best = max(range(len(shown)), key=lambda i: sum(k in folded[i] for k in keys))
    return Found(page, words.score(folded, wanted), words.excerpt(shown[best], wanted), wanted)
