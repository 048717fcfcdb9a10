"""Pages of the clubs."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.part import CHANNELS, Typed, local
from nattoku.clubs import actions, facts, queries
from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person


@require_GET
def clubs(request: HttpRequest) -> HttpResponse:
    """Every division's club, or that there is none yet."""
    return render(request, "clubs/clubs.html", {"clubs": queries.clubs(who(request))})


@require_http_methods(["GET", "POST"])
def club(request: HttpRequest, division: str) -> HttpResponse:
    """One club: its members, what it did, and the forms."""
    by = who(request)
    shown = queries.club(division, by=by)
    if shown is None:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)

    def again(refusal: Refusal | None = None) -> HttpResponse:
        page: dict[str, Any] = {
            "one": shown,
            "hide": access.masks(by),
            "channels": CHANNELS,
            "refusal": refusal,
            "typed": Typed(request if refusal else None),
            "key": str(uuid4()),
            "local_now": local(now(request)),
            "choices": _choices(by, shown) if shown.own else [],
            "likely": queries.likely(shown, by=by, at=now(request)) if shown.own else [],
        }
        return render(request, "clubs/club.html", page, status=refusal.status if refusal else 200)

    if request.method == "GET":
        return again()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        named: dict[str, Any] = {"division": division, "by": by, "at": at}
        match fields.line("act"):
            case "open":
                actions.open_club(name=fields.line("name"), purpose=fields.text("purpose"), **named)
            case "join":
                said, how = fields.text("consent"), fields.line("channel")
                actions.join(customer=fields.line("customer"), consent=said, channel=how, **named)
            case "invite":
                said, how = fields.text("words"), fields.line("channel")
                actions.invite(customer=fields.line("customer"), words=said, channel=how, **named)
            case "leave":
                actions.leave(customer=fields.line("customer"), words=fields.text("words"), **named)
            case _:
                held: dict[str, Any] = {
                    "title": fields.line("title"),
                    "words": fields.text("words"),
                    "on": fields.moment("on"),
                }
                actions.hold_activity(people=fields.number("people"), **held, **named)

    return submit(request, act, then=f"/clubs/{division}", again=again)


@require_http_methods(["GET", "POST"])
def bond(request: HttpRequest, no: str) -> HttpResponse:
    """終わったあとの間柄: how the customer and we stand after a case."""
    part = parts.opened(request, no)

    def again(refusal: Refusal | None = None) -> HttpResponse:
        more = {"bond": queries.bond(part.past), "bonds": facts.BONDS}
        return parts.shown(request, "clubs/bond.html", part, refusal=refusal, **more)

    if request.method == "GET":
        return again()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        chosen = fields.choice("bond", facts.Bond) or facts.Bond.UNKNOWN
        actions.see_bond(no, bond=chosen, words=fields.text("words"), by=by, at=at)

    return submit(request, act, then=f"/cases/{no}/bond", again=again)


def _choices(by: Person, shown: queries.Shown) -> list[tuple[str, str]]:
    """Customers who may be asked: those of one's own divisions who are no members yet."""
    own = Customer.objects.filter(customers.visible(by), dealings="dealings").order_by("reading")
    return [(c.pk, c.name) for c in own.exclude(pk__in=list(shown.club.members))[:300]]
