"""What a door hands to a room: who acts, when it is, and the client's own id."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone

from nattoku.ledger.once import Reply, once
from nattoku.people.models import Person


def who(request: HttpRequest) -> Person:
    """Who acts: by session on pages, by token in the API."""
    return cast(Person, getattr(request, "auth", None) or request.user)


def now(_: HttpRequest) -> datetime:
    """The door's clock."""
    return timezone.now()


def once_only(request: HttpRequest, body: Any, act: Callable[[], Reply], *, key: str = "") -> tuple[int, Any]:
    """Do it once under the client's id (`Idempotency-Key`, or `key` from the body); (status, answer).

    body: a JSON value, compared when the same id comes again.
    """
    key = request.headers.get("Idempotency-Key", "") or key
    reply = once(key, [request.path, body], act, by=who(request).pk, at=now(request))
    return reply.status, reply.answer
