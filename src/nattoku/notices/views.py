"""The notices of a case, and those that wait for a person, as pages."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from nattoku.cases import queries as cases
from nattoku.lib.refusal import Refusal
from nattoku.notices import actions, queries
from nattoku.people import queries as people
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What was refused or whose outcome is unknown, with the reason."""
    return _page(request, None)


@require_GET
def of_case(request: HttpRequest, no: str) -> HttpResponse:
    """Who was told of this case, and whether it arrived."""
    return _page(request, no)


@require_POST
def again(request: HttpRequest, no: str, ref: str) -> HttpResponse:
    """もう一度送る."""

    def act(_: Fields, by: Person, at: datetime) -> None:
        actions.send_again(no, ref=ref, by=by, at=at)

    then = "/notices" if request.POST.get("from") == "all" else f"/cases/{no}/notices"
    return submit(request, act, then=then, again=lambda refusal: _page(request, no, refusal))


@require_POST
def read(request: HttpRequest, no: str) -> HttpResponse:
    """読みました."""

    def act(_: Fields, by: Person, at: datetime) -> None:
        actions.acknowledge(no, by=by, at=at)

    return submit(request, act, then=f"/cases/{no}/notices", again=lambda refusal: _page(request, no, refusal))


def _page(request: HttpRequest, no: str | None, refusal: Refusal | None = None) -> HttpResponse:
    by = who(request)
    lines = queries.troubled(by=by) if no is None else queries.of_case(no, by=by)
    case = cases.visible_case(no, by=by) if no is not None else None
    page: dict[str, Any] = {"lines": lines, "case": case, "refusal": refusal, "key": lambda: str(uuid4())}
    page["owed"] = actions.owed_by_divisions(case.stream, people.divisions_of(by.pk)) if case else []
    return render(request, "notices/list.html", page, status=refusal.status if refusal else 200)
