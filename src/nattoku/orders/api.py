"""Orders in the JSON API."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router

from nattoku.orders import queries
from nattoku.people import access
from nattoku.people.door import who

router = Router()


@router.get("/orders", response=dict[str, Any], summary="Imported orders")
def listed(request: HttpRequest, after: str = "", customer: str = "") -> Any:
    """By number, 50 at a time. customer: of this reference only. `next`: the cursor of the next page, null at the end."""
    by = who(request)
    found, following = queries.page(by, after=after, customer=customer)
    hide = access.masks(by)
    return {"orders": [queries.line(one, hide=hide) for one in found], "next": following or None}


@router.get("/orders/{number}", response=dict[str, Any], summary="One order and its history")
def shown(request: HttpRequest, number: str) -> Any:
    """Imported evidence: each event names the hash of the file it came from."""
    by = who(request)
    order = queries.visible_order(number, by=by)
    return queries.shown(order, lang=get_language() or "ja", hide=access.masks(by))
