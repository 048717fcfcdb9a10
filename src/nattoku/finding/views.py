"""Cases like this one, as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nattoku.cases import queries as cases
from nattoku.finding import queries
from nattoku.people.door import who

SHOWN = 8


@require_GET
def similar(request: HttpRequest, no: str) -> HttpResponse:
    """Has it happened before? Each with its case file where there is one (S004-3.1.2)."""
    by = who(request)
    case = cases.visible_case(no, by=by)
    found = queries.similar(queries.about(no, by=by), by=by, but=case.no, limit=SHOWN)
    rows = {row.no: row for row in cases.visible_cases(by).filter(pk__in=[f.no for f in found])}
    return render(request, "finding/similar.html", {"case": case, "found": found, "rows": rows})
