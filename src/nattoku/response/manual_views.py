"""ご連絡の進め方の手引き as a page: the version in force, every earlier one, and the representative's form."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.response import manual as rulebook


@require_http_methods(["GET", "POST"])
def manual(request: HttpRequest) -> HttpResponse:
    """Everybody who sees cases reads it, so that it is ready beforehand; the representative decides it."""
    access.allow(who(request), "cases.see")
    if request.method == "GET":
        return _page(request)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        lines, lines_en = fields.text("lines").splitlines(), fields.text("lines_en").splitlines()
        rulebook.decide(lines=lines, lines_en=lines_en, reason=fields.text("reason"), by=by, at=at)

    return submit(request, act, then="/manual", again=lambda refusal: _page(request, refusal))


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    versions = list(rulebook.versions().values())
    current = versions[-1]
    english = [rule.en for rule in current.rules if rule.en != rule.ja]
    page = {
        "current": current,
        "former": versions[:-1][::-1],
        "names": people.names({one.by for one in versions}),
        "lines": "\n".join(rule.ja for rule in current.rules),
        "lines_en": "\n".join(english) if len(english) == len(current.rules) else "",
        "typed": request.POST if refusal else {},
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "response/manual.html", page, status=refusal.status if refusal else 200)
