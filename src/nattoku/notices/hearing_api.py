"""How the caller hears, in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.lib.text import Lang
from nattoku.notices import hearing
from nattoku.notices.channels import webpush
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class HearingIn(Schema):
    order: list[str] = Field([], description="Channels, the first tried first", examples=[["webpush", "mail"]])
    quiet_from: str = Field("", description="HH:MM in Tokyo; S and A come through at any hour", examples=["22:00"])
    quiet_to: str = Field("", examples=["07:00"])
    digest: bool = Field(False, description="What is not urgent, gathered into one message a day")


class AccountIn(Schema):
    channel: str = Field(examples=["mail"])
    address: str = Field(description="In the channel's own form", examples=["sato@example.co.jp"])
    mention: str = Field("", description="Whom the channel pings there", examples=[""])
    label: str = Field("", examples=["当番用の携帯"])


@router.get("/me/hearing", response=dict[str, Any], summary="How I hear")
def how(request: HttpRequest) -> Any:
    """Order, quiet hours, digest, and every address; push_key is the key that a browser subscribes with."""
    return _told(who(request))


@router.put("/me/hearing", response=dict[str, Any], summary="Decide how I hear")
def choose(request: HttpRequest, data: HearingIn) -> Any:
    """Replaces order, quiet hours and digest."""

    def act(by: Person, at: datetime) -> Reply:
        hearing.choose(**data.dict(), by=by, at=at)
        return Reply(200, data.dict())

    return _once(request, data.dict(), act)[1]


@router.post("/me/accounts", response={201: dict[str, Any]}, summary="Add an address of mine")
def add(request: HttpRequest, data: AccountIn) -> Any:
    """A room with whom to ping in it, a mailbox, or the subscription of a device (webpush, as JSON)."""

    def act(by: Person, at: datetime) -> Reply:
        account = hearing.add(
            channel=data.channel, address=data.address, mention=data.mention, words=data.label, by=by, at=at
        )
        return Reply(201, {"account": account})

    return _once(request, data.dict(), act)


@router.delete("/me/accounts/{account}", response=dict[str, Any], summary="Remove an address of mine")
def remove(request: HttpRequest, account: str) -> Any:
    """Nothing is sent there any more. The mailbox you sign in with stays."""

    def act(by: Person, at: datetime) -> Reply:
        hearing.remove(account, by=by, at=at)
        return Reply(200, {"account": account})

    return _once(request, {}, act)[1]


@router.post("/me/accounts/{account}/test", response={201: dict[str, Any]}, summary="Send me a test notice there")
def try_out(request: HttpRequest, account: str) -> Any:
    """By the outbox like every other notice. `mail` is the mailbox you sign in with."""
    lang = cast(Lang, get_language() or "ja")

    def act(by: Person, at: datetime) -> Reply:
        return Reply(201, {"ref": hearing.try_out(account, lang=lang, by=by, at=at)})

    return _once(request, {}, act)


def _once(request: HttpRequest, body: Any, act: Callable[[Person, datetime], Reply]) -> tuple[int, Any]:
    by, at = who(request), now(request)
    return once_only(request, [request.method, body], lambda: act(by, at))


def _told(by: Person) -> dict[str, Any]:
    lang = get_language() or "ja"
    return {
        "order": hearing.order(by),
        "quiet_from": by.quiet_from,
        "quiet_to": by.quiet_to,
        "digest": by.digest,
        "push_key": webpush.channel().public_key,
        "accounts": [
            {
                "account": one.account,
                "channel": one.channel,
                "label": one.label,
                "address": one.shown.to(lang),
                "mention": one.mention,
                "tested": one.tried.state if one.tried else None,
                "reason": one.reason.to(lang) if one.reason else None,
            }
            for one in hearing.addresses(by)
        ],
    }
