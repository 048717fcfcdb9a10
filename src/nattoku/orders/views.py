"""Entering an order as it is taken, with the odds of its date beside the field; the same line for every form with a date."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders import actions, comparing, population, promising, queries, sight
from nattoku.orders.models import Order
from nattoku.orders.tables import FIELDS, KNOWN, OrderRow, promised_until
from nattoku.orders.words import ACTIVITIES, ROLES
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, local, submit
from nattoku.people.models import Person

MASKED = "＊＊＊"


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    """An order, its date, and how sure that date is before it is promised."""
    by = who(request)
    access.allow(by, "orders.enter")

    def act(fields: Fields, by: Person, at: datetime) -> str:
        day = fields.day("promised_on")
        row = OrderRow(
            number=fields.line("number"),
            customer=fields.line("customer")[:100],
            promised_at=promised_until(day) if day else None,
            moments={"ordered": at},
            known={name: said[:100] for name in KNOWN if (said := fields.line(name))},
        )
        order = actions.enter(row, division=fields.line("division"), by=by, at=at)
        return f"/orders/{quote(order.pk)}"

    def again(refusal: Refusal | None = None) -> HttpResponse:
        page = {
            "key": str(uuid4()),
            "refusal": refusal,
            "typed": request.POST if refusal else {},
            "fields": [(name, FIELDS[name], queries.said_before(name)) for name in KNOWN],
            "divisions": _divisions(by),
        }
        return render(request, "orders/entry.html", page, status=refusal.status if refusal else 200)

    return submit(request, act, then="/orders/new", again=again) if request.method == "POST" else again()


@require_GET
def odds(request: HttpRequest) -> HttpResponse:
    """`?at=2026-12-01` or with a clock: the line that a form shows under its date. 204 where there is nothing to say.

    order, division, area, product, supplier: see `promising.odds`. plain: say too that nothing can be told yet.
    """
    by, got = who(request), request.GET
    access.allow(by, "orders.see")
    sight.refuse_foreign(got.get("division", ""), by=by)
    until = _until(got.get("at", ""))
    if until is None or until <= now(request):
        return HttpResponse(status=204)
    known = {name: got.get(name, "").strip() for name in promising.TELLING}
    told = promising.told(until, at=now(request), known=known, order=_visible(got.get("order", ""), by))
    if told is None or (told.p is None and not got.get("plain")):
        return HttpResponse(status=204)
    day = told.safe_at and told.safe_at.astimezone(TOKYO).date()
    written = local(told.safe_at) if "T" in got["at"] else str(day)
    return render(request, "orders/odds.html", {"odds": told, "safe": day, "written": written})


@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One order: what happened, its date and how sure it is, each step beside all others. Whoever knows its number may look."""
    by, at = who(request), now(request)
    order = queries.visible_order(number, by=by)
    events = list(order.events.order_by("at", "pk"))
    delivered = next((e.at for e in events if e.code == "delivered"), None)
    ahead = order.promised_at is not None and order.promised_at > at and delivered is None
    odds = promising.told(order.promised_at, at=at, order=order.pk) if ahead else None
    late = order.promised_at and delivered and delivered > order.promised_at
    page = {
        "order": order,
        "events": events,
        "due": order.promised_on or order.promised_at,
        "late_by": delivered - order.promised_at if late and delivered and order.promised_at else None,
        "odds": odds,
        "safe": odds.safe_at.astimezone(TOKYO).date() if odds and odds.safe_at else None,
        "told": [(words, said) for words, said in _told(order, by) if said],
        "passages": _passages(order.pk),
        "activities": ACTIVITIES,
        "roles": ROLES,
    }
    return render(request, "orders/order.html", page)


def _told(order: Order, by: Person) -> list[tuple[Text, str]]:
    kept = "" if order.odds is None else f"{100 * order.odds:.0f}%"
    return [
        (Text("お客様番号", "Customer number"), MASKED if order.customer and access.masks(by) else order.customer),
        (Text("状態", "State"), order.state),
        *((FIELDS[name], order.known.get(name, "")) for name in KNOWN),
        (Text("お約束のときの見込み", "Odds when promised"), kept),
    ]


def _passages(number: str) -> list[comparing.Passage]:
    try:
        return comparing.passages(population.orders(), number)
    except Refusal:  # nothing has happened to it yet
        return []


def _visible(number: str, by: Person) -> str:
    """The order's number where this person may see it by itself."""
    if not number or not population.imported():
        return ""
    seen: list[dict[str, Any]] = sight.listed([{"order": number}], population.orders(), by=by, number="order")
    return number if seen else ""


def _until(written: str) -> datetime | None:
    try:
        if "T" in written:
            return datetime.fromisoformat(written).replace(tzinfo=TOKYO)
        return promised_until(date.fromisoformat(written))
    except ValueError:
        return None


def _divisions(by: Person) -> list[tuple[str, Text]]:
    own = sight.divisions(by)
    return [(d.pk, d.title) for d in people.divisions() if own is None or d.pk in own]
