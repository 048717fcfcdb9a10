"""会社のご案内: what customers read of the company, its history, and for the representative the form."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.lib.refusal import Refusal
from nattoku.people import access, actions, queries
from nattoku.people.door import who
from nattoku.people.facts import Role
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

SEVERAL_LINES = ("address", "doors")


@require_http_methods(["GET", "POST"])
def described(request: HttpRequest) -> HttpResponse:
    """Everybody reads it; the representative writes it."""
    access.allow(who(request), "people.see")
    if request.method == "GET":
        return _page(request)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        match fields.line("act"):
            case "delegate":
                return actions.delegate(person=fields.line("person"), scope=fields.text("scope"), by=by, at=at)
            case "end_delegation":
                return actions.end_delegation(person=fields.line("person"), by=by, at=at)
        typed = {
            field: fields.text(field) if field in SEVERAL_LINES else fields.line(field) for field in actions.DESCRIBED
        }
        return actions.describe_company(**typed, by=by, at=at)

    return submit(request, act, then="/company", again=lambda refusal: _page(request, refusal))


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    past = queries.descriptions()
    now = queries.described()
    page = {
        "rows": [(field, name, str(getattr(now, field))) for field, (name, _) in actions.DESCRIBED.items()],
        "longest": {field: longest for field, (_, longest) in actions.DESCRIBED.items()},
        "several": SEVERAL_LINES,
        "past": [(one, queries.names({one.by}).get(one.by, "")) for one in past],
        "in_place": [(pk, one) for pk, one in queries.delegations().items()],
        "responsible": queries.representative(),
        "names": queries.names(set(queries.delegations())),
        "colleagues": [(p.pk, p.name) for p in queries.everyone() if p.role not in (Role.REPRESENTATIVE, Role.VIEWER)],
        "typed": request.POST if refusal else {},
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "people/company.html", page, status=refusal.status if refusal else 200)
