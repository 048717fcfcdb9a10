"""Orders in the JSON API."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router

from nattoku.orders import queries
from nattoku.people import access
from nattoku.people.door import who

router = Router()


@router.get("/orders/{number}", response=dict[str, Any], summary="One order and its history")
def shown(request: HttpRequest, number: str) -> Any:
    """Imported evidence: each event names the hash of the file it came from."""
    by = who(request)
    order = queries.visible_order(number, by=by)
    return queries.shown(order, lang=get_language() or "ja", hide=access.masks(by))
