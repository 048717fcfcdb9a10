"""The month in the JSON API, and as a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Router

from nattoku.monthly import answers, queries, rules
from nattoku.monthly.views import download
from nattoku.people.door import now, who

router = Router()


@router.get("/monthly/{month}", response=dict[str, Any], summary="The monthly list and its figures")
def monthly(request: HttpRequest, month: str, division: str = "") -> Any:
    """month: 2026-11. The divisions you see, by name; ring-fenced cases are in no monthly list."""
    asked = rules.month_of(month)
    found = queries.report(asked, division=division, by=who(request), at=now(request))
    return answers.monthly(found, asked, lang=get_language() or "ja")


@router.get("/monthly/{month}/workbook", summary="The same as an Excel workbook")
def workbook(request: HttpRequest, month: str, division: str = "") -> HttpResponse:
    """month: 2026-11. An .xlsx file: figures, then a sheet for each division you see."""
    return download(request, month, division)
