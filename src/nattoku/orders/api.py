"""Orders in the JSON API."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.orders import actions, population, promising, queries, sight
from nattoku.orders.tables import OrderRow, promised_until
from nattoku.people import access
from nattoku.people.door import now, once_only, who

router = Router()


class OrderEntryIn(Schema):
    number: str = Field(examples=["S-20261123-01"], max_length=100)
    customer: str = Field("", description="The reference the orders know the customer by", max_length=100)
    promised_on: date | None = Field(None, examples=["2099-12-01"], description="A day: until its end")
    promised_at: Moment | None = Field(None, description="A moment, instead of a day")
    ordered_at: Moment | None = Field(None, description="null: now")
    division: str = ""
    area: str = Field("", max_length=100)
    product: str = Field("", max_length=100)
    supplier: str = Field("", max_length=100)


class OddsOut(Schema):
    """p: null where too few orders are known. n: of how many. safe_at: by when 95 of 100 are done."""

    promised_at: Moment
    p: float | None
    n: int
    safe_at: Moment | None


@router.get("/orders", response=dict[str, Any], summary="Imported orders")
def listed(request: HttpRequest, after: str = "", customer: str = "") -> Any:
    """By number, 50 at a time. customer: of this reference only. `next`: the cursor of the next page, null at the end."""
    by = who(request)
    found, following = queries.page(by, after=after, customer=customer)
    hide = access.masks(by)
    return {"orders": [queries.line(one, hide=hide) for one in found], "next": following or None}


@router.post("/orders", response={201: dict[str, Any]}, summary="Enter an order")
def enter(request: HttpRequest, body: OrderEntryIn) -> Any:
    """As it is taken. `odds`: what was told of its date at that moment, kept with it; null where nothing can be told."""

    def act() -> Reply:
        by, at = who(request), now(request)
        until = body.promised_at or (promised_until(body.promised_on) if body.promised_on else None)
        known = {name: said for name in ("area", "product", "supplier") if (said := getattr(body, name).strip())}
        row = OrderRow(
            number=body.number.strip(),
            customer=body.customer.strip(),
            promised_at=until,
            moments={"ordered": body.ordered_at or at},
            known=known,
        )
        order = actions.enter(row, division=body.division, by=by, at=at)
        return Reply(201, queries.line(order, hide=access.masks(by)))

    return once_only(request, body.model_dump(mode="json"), act)


@router.get("/drill/odds", response=OddsOut, summary="The odds of a date")
def odds(
    request: HttpRequest,
    promised_at: Moment,
    order: str = "",
    division: str = "",
    area: str = "",
    product: str = "",
    supplier: str = "",
) -> Any:
    """If this moment were promised now. order: one that is on its way, held against orders open as long; otherwise a
    new one, like what else is known of it."""
    by = who(request)
    sight.refuse_foreign(division, by=by)
    log = population.orders()
    mine = order if order and sight.listed([{"case": order}], log, by=by, number="case") else ""
    known = {"division": division, "area": area, "product": product, "supplier": supplier}
    return promising.odds(log, promised_at, at=now(request), known=known, order=mine)


@router.get("/orders/{number}", response=dict[str, Any], summary="One order and its history")
def shown(request: HttpRequest, number: str) -> Any:
    """Imported evidence: each event names the hash of the file it came from."""
    by = who(request)
    order = queries.visible_order(number, by=by)
    return queries.shown(order, lang=get_language() or "ja", hide=access.masks(by))
