"""Customers' cards as pages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.customers import facts, forms, queries
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

Act = Callable[[Fields, Person, datetime], str | None]


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The customers one may see, by reading, found by name, reading or number."""
    by = who(request)
    words, after = request.GET.get("q", "").strip()[:100], request.GET.get("after", "")
    to_ask = request.GET.get("to_ask") == "1"
    found, following = queries.page(by, words=words, after=after, to_ask=to_ask)
    page: dict[str, Any] = {
        "to_ask": to_ask,
        "unasked": {c.pk: queries.unasked(c) for c in found if c.dealings == facts.Dealings.DEALINGS},
        "found": found,
        "q": words,
        "next": following,
        "may_write": access.may(by, "customers.write"),
    }
    page["asked"], page["active"] = queries.asked(by)
    return render(request, "customers/list.html", page | {"hide": access.masks(by), "f": facts})


@require_GET
def suggested(request: HttpRequest) -> HttpResponse:
    """Known customers after three characters: name and town only (R8-11)."""
    access.allow(who(request), "cases.receive")
    found = queries.suggestions(request.GET.get("q", "")[:100])
    return render(request, "customers/suggest.html", {"found": found})


@require_GET
def shown(request: HttpRequest, customer: str) -> HttpResponse:
    """One card: who it is, the three questions, whom not to send, what was agreed."""
    return _shown(request, customer)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a customer."""
    access.allow(who(request), "customers.write")
    return _edit(request, "", None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, customer: str) -> HttpResponse:
    """Correct the card: the correct name and its reading matter most."""
    access.allow(who(request), "customers.write")
    known = queries.visible_customer(customer, by=who(request))
    return _edit(request, known.pk, {f: getattr(known, f) for f in queries.CARD_FIELDS})


@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, customer: str) -> HttpResponse:
    """The three questions."""
    return _part(request, customer, "reach", forms.reach)


@require_http_methods(["GET", "POST"])
def refusals(request: HttpRequest, customer: str) -> HttpResponse:
    """A person not to send."""
    return _part(request, customer, "refusals", forms.refusal)


@require_http_methods(["GET", "POST"])
def background(request: HttpRequest, customer: str) -> HttpResponse:
    """Something worth knowing when we meet the customer."""
    return _part(request, customer, "background", forms.background)


@require_http_methods(["GET", "POST"])
def contracts(request: HttpRequest, customer: str) -> HttpResponse:
    """What was agreed."""
    return _part(request, customer, "contracts", forms.contract)


def _edit(request: HttpRequest, customer: str, known: dict[str, Any] | None) -> HttpResponse:
    def again(refusal: Refusal | None = None) -> HttpResponse:
        typed = request.POST if refusal else known or {}
        divisions = [(d.pk, d.title) for d in people.divisions()]
        page = {"customer": customer, "divisions": divisions, "mine": people.divisions_of(who(request).pk)}
        return _form(request, "customers/edit.html", typed, refusal, page)

    def act(fields: Fields, by: Person, at: datetime) -> str:
        return forms.card(customer, fields, by=by, at=at)

    return submit(request, act, then="/customers", again=again) if request.method == "POST" else again()


def _part(request: HttpRequest, customer: str, part: str, write: Callable[..., None]) -> HttpResponse:
    access.allow(who(request), "customers.write")
    card = queries.visible_card(customer, by=who(request))

    def again(refusal: Refusal | None = None) -> HttpResponse:
        page = {"card": card, "people": [(p.pk, p.name) for p in people.colleagues(who(request).pk)]}
        return _form(request, f"customers/{part}.html", request.POST if refusal else {}, refusal, page)

    if request.method == "GET":
        return again()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        write(customer, fields, by=by, at=at)

    return submit(request, act, then=f"/customers/{customer}", again=again)


def _form(
    request: HttpRequest, template: str, typed: Any, refusal: Refusal | None, page: dict[str, Any]
) -> HttpResponse:
    page |= {"typed": typed, "refusal": refusal, "key": str(uuid4()), "f": facts}
    return render(request, template, page, status=refusal.status if refusal else 200)


def _shown(request: HttpRequest, customer: str) -> HttpResponse:
    by = who(request)
    card = queries.visible_card(customer, by=by)
    page = {"card": card, "shown": not access.masks(by), "may_write": access.may(by, "customers.write")}
    return render(request, "customers/card.html", page)
