"""Webhooks in the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.notices.channels.webhook.signing import secret
from nattoku.notices.queries import STATES
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.webhooks import actions, queries
from nattoku.webhooks.models import Hook

router = Router()


class HookIn(Schema):
    url: str = Field(examples=["https://example.com/nattoku"])
    kinds: list[str] = Field(examples=[["cases.received", "closure.*"]])


class HookOut(Schema):
    """secret: how the receiver checks the signature (Standard Webhooks)."""

    id: str
    url: str
    kinds: list[str]
    secret: str


class DeliveryOut(Schema):
    """answer: the receiver's status, "" before there is one. state: waiting, sending, unsure, sent, refused, unknown."""

    id: str
    type: str
    case: str
    state: str
    attempts: int
    answer: str
    reason: str
    created_at: Moment
    sent_at: Moment | None = None


@router.get("/webhooks", response=list[HookOut], summary="Receivers")
def hooks(request: HttpRequest) -> Any:
    """For whoever manages the company."""
    access.allow(who(request), "people.manage")
    return [_hook(one) for one in queries.hooks()]


@router.post("/webhooks", response={201: HookOut}, summary="Add a receiver")
def add(request: HttpRequest, body: HookIn) -> Any:
    """It is told of facts of these kinds: type, time and the case's number, signed, retried until it says yes."""
    by, at = who(request), now(request)

    def act() -> Reply:
        return Reply(201, _hook(queries.hook(actions.add(url=body.url, kinds=body.kinds, by=by, at=at), by=by)))

    return once_only(request, body.model_dump(mode="json"), act)


@router.delete("/webhooks/{hook}", response={204: None}, summary="Remove a receiver")
def remove(request: HttpRequest, hook: str) -> Any:
    """It is told nothing more."""
    actions.remove(hook, by=who(request), at=now(request))
    return 204, None


@router.get("/webhooks/{hook}/deliveries", response=list[DeliveryOut], summary="What was sent, with its answers")
def deliveries(request: HttpRequest, hook: str) -> Any:
    """The newest hundred."""
    return [
        {
            "id": one.ref,
            "type": one.kind,
            "case": one.stream.removeprefix("case:"),
            "state": one.state if one.state in STATES else "waiting",
            "attempts": one.attempts,
            "answer": one.peer,
            "reason": one.reason_ja,
            "created_at": one.created_at,
            "sent_at": one.sent_at,
        }
        for one in queries.deliveries(hook, by=who(request))
    ]


@router.post("/webhooks/{hook}/deliveries/{ref}", response={201: dict[str, Any]}, summary="Send it once more")
def send_again(request: HttpRequest, hook: str, ref: str) -> Any:
    """What was refused, or whose outcome nobody knows; under the same id."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.send_again(hook, ref=ref, by=by, at=at)
        return Reply(201, {"id": ref})

    return once_only(request, {}, act)


def _hook(one: Hook) -> dict[str, Any]:
    return {"id": one.pk, "url": one.url, "kinds": one.kinds, "secret": secret(one.pk)}
