"""Pages of the introductions: what introducers are owed, partners, the ways customers came; one customer's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.cases.part import CHANNELS, Typed
from nattoku.customers import queries as customers
from nattoku.introductions import actions, facts, queries
from nattoku.introductions.facts import Source
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

Act = Callable[[Fields, Person, datetime], str | None]


@require_http_methods(["GET", "POST"])
def introductions(request: HttpRequest) -> HttpResponse:
    """What is owed to introducers and to who waits for an answer; customers and complaints by the way they came."""
    by, at = who(request), now(request)
    access.allow(by, "introductions.see")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        number, ended = fields.number("partner"), fields.flag("ended")
        actions.list_partner(
            name=fields.line("name"), labelled=fields.flag("labelled"), partner=number, ended=ended, by=by, at=at
        )

    page = {
        "rows": queries.owed(by, at=at),
        "cases": queries.waiting_cases(by, at=at),
        "ways": queries.ways(by),
        "partners": [p for p in queries.partners() if not p.ended],
        "may_list": access.may(by, "introductions.list_partners"),
        "hide": access.masks(by),
    }
    return _form(request, "introductions/introductions.html", act, then="/introductions", **page)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, customer: str) -> HttpResponse:
    """How a customer came, thanks to the introducer, and how it goes."""
    by = who(request)
    card = customers.visible_customer(customer, by=by)
    access.allow(by, "introductions.see")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        named: dict[str, Any] = {"customer": card.pk, "by": by, "at": at}
        said: dict[str, Any] = {"words": fields.text("words")}
        match fields.line("act"):
            case "thank":
                actions.thank(channel=fields.line("channel"), **said, **named)
            case "report":
                actions.report(channel=fields.line("channel"), final=fields.flag("final"), **said, **named)
            case _:
                source = fields.choice("source", Source) or Source.OTHER
                people: dict[str, Any] = {"introducer": fields.line("introducer"), "partner": fields.number("partner")}
                actions.introduce(source=source, may_tell=fields.flag("may_tell"), **people, **said, **named)

    found = queries.of_customer(card.pk)
    find = request.GET.get("find", "")
    others, many = customers.choices(by, words=find)
    page = {
        "card": card,
        "one": found,
        "introducer": queries.introducer(found, by=by),
        "choices": [other for other in others if other[0] != card.pk],
        "find": find if many else None,
        "partners": [(p.pk, p.name) for p in queries.partners() if not p.ended],
        "may_write": access.may(by, "introductions.write"),
        "hide": access.masks(by),
    }
    return _form(request, "introductions/one.html", act, then=f"/customers/{card.pk}/introduction", **page)


def _form(request: HttpRequest, template: str, act: Act, *, then: str, **page: Any) -> HttpResponse:
    def again(refusal: Refusal | None = None) -> HttpResponse:
        page.update(refusal=refusal, typed=Typed(request if refusal else None), key=str(uuid4()))
        page.update(f=facts, channels=CHANNELS)
        return render(request, template, page, status=refusal.status if refusal else 200)

    return submit(request, act, then=then, again=again) if request.method == "POST" else again()
