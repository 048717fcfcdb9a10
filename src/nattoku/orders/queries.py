"""What other rooms may ask of orders."""

from typing import Any

from django.db.models import Count

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders.models import Order
from nattoku.orders.words import ACTIVITIES
from nattoku.people import access
from nattoku.people.models import Person

PAGE = 50
UNKNOWN = Text("注文が見つかりません。番号をお確かめください。", "There is no such order. Please check the number.")


def visible_order(number: str, *, by: Person) -> Order:
    """An order with its history; unknown is Refusal 404."""
    access.allow(by, "orders.see")
    found = Order.objects.select_related("source").filter(pk=number).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def page(by: Person, *, after: str = "", customer: str = "") -> tuple[list[Order], str]:
    """Orders by number, 50 at a time; the cursor of the next page, "" at the end. Who sees them masked asks by none."""
    access.allow(by, "orders.see")
    found = Order.objects.order_by("number").filter(number__gt=after)
    if customer and not access.masks(by):
        found = found.filter(customer=customer)
    got = list(found[: PAGE + 1])
    return got[:PAGE], got[PAGE - 1].number if len(got) > PAGE else ""


def said_before(name: str, *, most: int = 200) -> list[str]:
    """What orders say under a name of `tables.KNOWN`, the most frequent first."""
    said = Order.objects.exclude(**{f"known__{name}": None}).values_list(f"known__{name}")
    return [value for value, _ in said.annotate(n=Count("pk")).order_by("-n", f"known__{name}")[:most]]


def line(order: Order, *, hide: bool = False) -> dict[str, Any]:
    """One order among others. hide: the customer's reference reads ＊＊＊."""
    return {
        "number": order.number,
        "customer": "＊＊＊" if hide else order.customer,
        "promised_on": order.promised_on.isoformat() if order.promised_on else None,
        "promised_at": order.promised_at.isoformat() if order.promised_at else None,
        "state": order.state,
        "division": order.division,
        "known": order.known,
        "odds": order.odds,
    }


def citation(order: Order) -> list[dict[str, str | None]]:
    """The order's history as a case cites it: roles only, no words of the customer, each with its file's hash."""
    return [
        {
            "process": e.process,
            "code": e.code,
            "at": e.at.isoformat(),
            "role": e.role,
            "planned": "yes" if e.planned else "",
            "source": e.source_id,
        }
        for e in order.events.order_by("at", "pk")
    ]


def shown(order: Order, *, lang: str, hide: bool = False) -> dict[str, Any]:
    """An order as the doors tell it. hide: the customer's reference and words read ＊＊＊."""
    events = order.events.order_by("at", "pk")
    return line(order, hide=hide) | {
        "source": {"hash": order.source_id, "file": order.source.name, "at": order.source.at.isoformat()},
        "events": [
            {
                "process": e.process,
                "code": e.code,
                "label": ACTIVITIES[e.code].label.to(lang),
                "at": e.at.isoformat(),
                "role": e.role,
                "planned": e.planned,
                "source": e.source_id,
            }
            for e in events
        ],
        "reviews": [
            {
                "score": r.score,
                "title": "＊＊＊" if hide else r.title,
                "words": "＊＊＊" if hide else r.words,
                "at": r.at.isoformat(),
                "source": r.source_id,
            }
            for r in order.reviews.order_by("at", "pk")
        ],
    }
