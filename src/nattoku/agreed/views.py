"""やり切る, as a page: what both sides agreed, what is done, what the customer was told."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.agreed import actions, rules
from nattoku.agreed.actions import Place
from nattoku.agreed.facts import SIDES, Side
from nattoku.cases import queries as cases
from nattoku.cases.part import CHANNELS, Typed
from nattoku.customers import queries as customers
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person


@require_http_methods(["GET", "POST"])
def of_case(request: HttpRequest, no: str) -> HttpResponse:
    """The list of a case."""
    case = cases.visible_case(no, by=who(request))
    return _page(request, Place(case=no), case=case, ended=bool(case.ending))


@require_http_methods(["GET", "POST"])
def of_customer(request: HttpRequest, customer: str) -> HttpResponse:
    """The list with a customer, in dealings without a complaint."""
    return _page(request, Place(customer=customer), customer=customers.visible_customer(customer, by=who(request)))


def _page(request: HttpRequest, place: Place, **more: Any) -> HttpResponse:
    by = who(request)

    def shown(refusal: Refusal | None = None) -> HttpResponse:
        _, found = actions.seen(place, by=by)
        page = {
            "found": found,
            "place": place,
            "today": now(request).astimezone(TOKYO).date(),
            "sheet": rules.sheet(found),
            "sides": SIDES,
            "channels": CHANNELS,
            "hide": access.masks(by),
            "may_write": access.may(by, "agreed.write") and not more.get("ended"),
            "refusal": refusal,
            "typed": Typed(request if refusal else None),
            "key": str(uuid4()),
            **more,
        }
        return render(request, "agreed/agreed.html", page, status=refusal.status if refusal else 200)

    if request.method == "GET":
        return shown()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        _act(place, fields, by=by, at=at)

    return submit(request, act, then=place.address, again=shown)


def _act(place: Place, fields: Fields, *, by: Person, at: datetime) -> None:
    match fields.line("act"):
        case "done":
            actions.finish(place, action=fields.number("action"), words=fields.text("words"), by=by, at=at)
        case "drop":
            actions.drop(place, action=fields.number("action"), reason=fields.text("reason"), by=by, at=at)
        case "tell":
            actions.tell(place, channel=fields.line("channel"), words=fields.text("words"), by=by, at=at)
        case _:
            side = fields.choice("side", Side) or Side.US
            what, deal, due_on = fields.text("what"), fields.line("deal"), fields.day("due_on")
            actions.agree(place, what=what, side=side, due_on=due_on, deal=deal, by=by, at=at)
