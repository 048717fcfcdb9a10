"""What is printed, as pages that the browser prints on A4."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nattoku.cases import words
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.prints import queries, sheet
from nattoku.prints.sheet import Reader
from nattoku.reports import card


@require_GET
def report(request: HttpRequest, no: str) -> HttpResponse:
    """クレーム報告書: `?for=inside|supplier|customer|authority`."""
    wanted = request.GET.get("for", Reader.INSIDE.value)
    if wanted not in [reader.value for reader in Reader]:
        raise Refusal(Text("そのような報告書はありません。", "There is no such report."), status=404)
    reader, case = Reader(wanted), queries.case(no, by=who(request))
    page = {
        "case": case,
        "reader": reader,
        "readers": sheet.READERS,
        "title": sheet.TITLES[reader],
        "rows": sheet.rows(case, reader),
        "seals": sheet.SEALS if reader is Reader.INSIDE else (),
        "made_at": now(request).astimezone(TOKYO).date(),
        "maker": who(request).name,
        "ours": people.described(),
    }
    return render(request, "prints/report.html", page)


@require_GET
def slip(request: HttpRequest) -> HttpResponse:
    """The blank 受付票 for an outage: what is asked on the screen, in the same order (R8-15)."""
    access.allow(who(request), "cases.receive")
    page = {"w": words, "ladder": people.duty(_division(request), at=now(request), receiver=who(request).pk)}
    return render(request, "prints/slip.html", page)


@require_GET
def written(request: HttpRequest, no: str) -> HttpResponse:
    """What the one entry has written already: nobody types it twice (R8-15)."""
    case = queries.case(no, by=who(request))
    page = {
        "case": case,
        "posts": queries.posts(case.no),
        "card": card.page(no, by=who(request), at=now(request)),
        "w": words,
        "rows": sheet.rows(case, Reader.INSIDE),
    }
    return render(request, "prints/written.html", page)


def _division(request: HttpRequest) -> str:
    return next(iter(people.divisions_of(who(request).pk)), "")
