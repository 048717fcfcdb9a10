"""月次: the month's figures on a page, and its workbook."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from nattoku.cases.rules import ENDINGS
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.monthly import queries, rules
from nattoku.monthly.workbook import FIGURES, counted, workbook
from nattoku.people import queries as people
from nattoku.people.door import now, who

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def monthly(request: HttpRequest) -> HttpResponse:
    """The figures of a month, each division's list, and the file."""
    at = now(request)
    month = rules.month_of(request.GET.get("month") or f"{at.astimezone(TOKYO):%Y-%m}")
    found = queries.report(month, by=who(request), at=at)
    page = {
        "month": month,
        "before": rules.before(month).key,
        "after": rules.after(month).key if month.ends <= at else "",
        "headings": [heading for heading, _ in FIGURES],
        "rows": [(one, counted(one.figures)) for one in found],
        "sums": [sum(c) for c in zip(*(counted(one.figures) for one in found), strict=True)],
        "endings": ENDINGS,
        "empty": not any(one.lines for one in found),
    }
    return render(request, "monthly/monthly.html", page)


@require_GET
def file(request: HttpRequest, month: str) -> HttpResponse:
    """The workbook of the month; of one division with ?division=ID."""
    return download(request, month, request.GET.get("division", ""))


def download(request: HttpRequest, month: str, division: str) -> HttpResponse:
    """The workbook as an answer, for the page and for the API."""
    asked, at, lang = rules.month_of(month), now(request), get_language() or "ja"
    found = queries.report(asked, division=division, by=who(request), at=at)
    made = workbook(found, asked, company=people.described().name, lang=lang, at=at)
    answer = HttpResponse(made, content_type=XLSX)
    name = Text("お申し出_{m}.xlsx", "complaints_{m}.xlsx").with_(m=asked.key).to(lang)
    plain = f"complaints-{asked.key}.xlsx"
    answer["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer
