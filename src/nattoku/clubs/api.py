"""Clubs in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases.answers import MASKED
from nattoku.clubs import actions, facts, queries
from nattoku.ledger.once import Reply
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class ClubIn(Schema):
    name: str = Field(examples=["木立の会"])
    purpose: str = ""


class MemberIn(Schema):
    customer: str = Field(examples=["0123456789abcdef"])
    consent: str = Field(
        examples=["お便りをいただけるなら、ぜひ入れてください。"], description="In the customer's own words"
    )
    channel: Literal["phone", "visit", "mail", "chat", "fax", "letter"] = Field(examples=["phone"])


class MemberLeftIn(Schema):
    words: str = Field("", examples=[""])


class ActivityIn(Schema):
    title: str = Field(examples=["秋の集い"])
    words: str = ""
    people: int = 0


@router.get("/clubs", response=dict[str, Any], summary="Every division's club")
def clubs(request: HttpRequest) -> Any:
    """With the members whose cards one may see."""
    by = who(request)
    return {"clubs": [_club(one, by) for one in queries.clubs(by)]}


@router.post("/clubs/{division}", response={201: dict[str, Any]}, summary="Open a division's club")
def opened(request: HttpRequest, division: str, body: ClubIn) -> Any:
    """Or give it another name."""
    return _done(
        request, division, body, lambda by, at: actions.open_club(division=division, **body.dict(), by=by, at=at)
    )


@router.post("/clubs/{division}/members", response={201: dict[str, Any]}, summary="A customer joins the club")
def joined(request: HttpRequest, division: str, body: MemberIn) -> Any:
    """With the words of consent."""
    return _done(request, division, body, lambda by, at: actions.join(division=division, **body.dict(), by=by, at=at))


@router.post(
    "/clubs/{division}/members/{customer}/left", response={201: dict[str, Any]}, summary="A customer leaves the club"
)
def left(request: HttpRequest, division: str, customer: str, body: MemberLeftIn) -> Any:
    """At once, without a reason."""
    return _done(
        request,
        division,
        body,
        lambda by, at: actions.leave(division=division, customer=customer, words=body.words, by=by, at=at),
    )


@router.post("/clubs/{division}/activities", response={201: dict[str, Any]}, summary="The club met")
def held(request: HttpRequest, division: str, body: ActivityIn) -> Any:
    """Or a letter went to its members."""
    return _done(
        request, division, body, lambda by, at: actions.hold_activity(division=division, **body.dict(), by=by, at=at)
    )


def _done(request: HttpRequest, division: str, body: Schema, act: Callable[[Person, datetime], None]) -> Any:
    by = who(request)

    def acted() -> Reply:
        act(by, now(request))
        found = queries.club(division, by=by)
        if found is None:
            raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
        return Reply(201, _club(found, by), facts.of_division(division))

    return once_only(request, body.model_dump(mode="json"), acted)


def _club(one: queries.Shown, by: Person) -> dict[str, Any]:
    hide = access.masks(by)
    return {
        "division": one.division.pk,
        "name": one.club.name or None,
        "members": [
            {"customer": m.customer.pk, "name": MASKED if hide else m.customer.name, "since": m.since.isoformat()}
            for m in one.members
        ],
        "others": one.hidden,
        "activities": [
            {"at": r.happened_at.isoformat(), "title": getattr(r.fact, "title", "")} for r in one.club.activities
        ],
    }
