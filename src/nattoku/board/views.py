"""The boards and the case page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nattoku.board import beside as besides
from nattoku.board import day as days
from nattoku.board import deciding, leading, links, listed, owed, page, waiting
from nattoku.cases import queries
from nattoku.cases.models import Case
from nattoku.duties import words as duties
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.models import Person

Context = Callable[[Person, datetime], dict[str, Any]]


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """きょう: what I owe today, and whom I keep waiting."""
    return _board(request, "day", _day)


@require_GET
def day_live(request: HttpRequest) -> HttpResponse:
    """The same, when something is new."""
    return _live(request, "day", _day)


@require_GET
def day_beside(request: HttpRequest) -> HttpResponse:
    """Beside my day: this month's duties and the line of the day; they change slowly and keep nobody waiting."""
    by, at = who(request), now(request)
    access.allow(by, "board.day")
    version = besides.version(at=at)
    if request.GET.get("since") == version:
        return HttpResponse(status=204)
    may = {"may_practise": access.may(by, "credo.practise"), "may_write": access.may(by, "cases.write")}
    page = {"beside": besides.beside(by, at=at), "w": duties, "beside_key": str(uuid4()), "version": version}
    return render(request, "board/_beside.html", page | may)


@require_GET
def leader(request: HttpRequest) -> HttpResponse:
    """リーダー: what nobody has acknowledged, who waits for whom, today's visits, drafts and signs."""
    return _board(request, "leader", leading.leader_page)


@require_GET
def leader_live(request: HttpRequest) -> HttpResponse:
    """The same, when something is new."""
    return _live(request, "leader", leading.leader_page)


@require_GET
def representative(request: HttpRequest) -> HttpResponse:
    """代表: decisions waiting, the gravest cases, how cases ended."""
    return _board(request, "representative", deciding.representative_page)


@require_GET
def representative_live(request: HttpRequest) -> HttpResponse:
    """The same, when something is new."""
    return _live(request, "representative", deciding.representative_page)


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases one may see, newest first."""
    return _board(request, "cases", lambda by, at: listed.page(request.GET, by=by, at=at))


@require_GET
def cases_live(request: HttpRequest) -> HttpResponse:
    """The same, when something is new."""
    return _live(request, "cases", lambda by, at: listed.page(request.GET, by=by, at=at))


@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    """お約束: what is owed by whom and when, what is due today first; how many were kept."""
    return _board(request, "promises", lambda by, at: owed.page(request.GET, by=by, at=at))


@require_GET
def case(request: HttpRequest, no: str) -> HttpResponse:
    """The page of one case; unknown and foreign alike are not found."""
    row = _seen(request, no)
    shown = page.page(row, by=who(request), at=now(request))
    return render(request, "board/case.html", shown | {"first": True})


@require_GET
def case_live(request: HttpRequest, no: str) -> HttpResponse:
    """204 while the case is as the page has it; else its fragment anew."""
    row = _seen(request, no)
    if request.GET.get("since") == str(row.version):
        return HttpResponse(status=204)
    shown = page.page(row, by=who(request), at=now(request))
    return render(request, "board/_case.html", shown | {"first": False})


def _day(by: Person, at: datetime) -> dict[str, Any]:
    shown = days.day_of(by, at=at)
    opens = links.opens(shown.first.url) if shown.first else None
    return {"day": shown, "opens": opens, "version": shown.version, "may_write": access.may(by, "cases.write")}


def _board(request: HttpRequest, name: str, context: Context) -> HttpResponse:
    return render(request, f"board/{name}.html", context(who(request), now(request)))


def _live(request: HttpRequest, name: str, context: Context) -> HttpResponse:
    if request.GET.get("since") == str(waiting.version()):
        return HttpResponse(status=204)
    return render(request, f"board/_{name}.html", context(who(request), now(request)))


def _seen(request: HttpRequest, no: str) -> Case:
    try:
        return queries.visible_case(no, by=who(request))
    except Refusal as refusal:
        raise Http404 if refusal.status == 404 else refusal from refusal
