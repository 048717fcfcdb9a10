"""Case files as pages: found by their words, one sheet each, written after the end."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.answers import MASKED
from nattoku.cases.words import KINDS, Kind
from nattoku.finding import queries as finding
from nattoku.lessons import actions, queries, rules
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

SHOWN = 50


@require_GET
def files(request: HttpRequest) -> HttpResponse:
    """対応ファイル: the newest; or every case one may see that holds every word of `q`, with its file where there is one."""
    by, q = who(request), request.GET.get("q", "").strip()
    found = finding.search(q, by=by, limit=SHOWN) if q else []
    page = {
        "q": q,
        "found": found,
        "rows": [] if q else queries.files(by)[:SHOWN],
        "pages": {page.no: page for page in queries.files(by).filter(pk__in=[f.no for f in found])},
        "kinds": _kinds(),
        "day": _day,
    }
    return render(request, "lessons/files.html", page)


@require_GET
def file(request: HttpRequest, no: str) -> HttpResponse:
    """One sheet: 事実 · 原因 · 対策 · 効果 · いただいた言葉, with three like it."""
    by = who(request)
    page = queries.file(no, by=by)
    shown = {
        "page": page,
        "hide": access.masks(by),
        "masked": MASKED,
        "kinds": _kinds(),
        "day": _day,
        "like": queries.like_this(page, by=by),
        "may_write": access.may(by, "lessons.write"),
    }
    return render(request, "lessons/file.html", shown)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, no: str) -> HttpResponse:
    """The form of a case file, with what the history already says."""
    if request.method == "GET":
        return _form(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        actions.write(no, **{name: fields.text(name) for name in rules.PARTS}, by=by, at=at)

    return submit(request, act, then=f"/files/{no}", again=lambda refusal: _form(request, no, refusal))


def _form(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    access.allow(part.by, "lessons.write")
    written = rules.file_of(part.past)
    return parts.shown(
        request,
        "lessons/form.html",
        part,
        refusal=refusal,
        file=written or rules.draft(part.state, part.past),
        written=written is not None,
        names_of=rules.PARTS,
        mandatory=rules.MANDATORY,
    )


def _kinds() -> dict[str, object]:
    return {kind.value: words for kind, words in KINDS.items() if isinstance(kind, Kind)}


def _day(moment: datetime) -> date:
    return moment.astimezone(TOKYO).date()
