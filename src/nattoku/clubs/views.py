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

    find = request.GET.get("find", "")
    others, many = customers.choices(by, words=find, dealing=True) if shown.own else ([], False)

    def again(refusal: Refusal | None = None) -> HttpResponse:
        page: dict[str, Any] = {
            "one": shown,
            "hide": access.masks(by),
            "channels": CHANNELS,
            "refusal": refusal,
            "typed": Typed(request if refusal else None),
            "key": str(uuid4()),
            "local_now": local(now(request)),
            "choices": [one for one in others if one[0] not in shown.club.members],
            "find": find if many else None,
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
