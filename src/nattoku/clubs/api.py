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


class InvitationIn(Schema):
    customer: str = Field(examples=["0123456789abcdef"])
    channel: Literal["phone", "visit", "mail", "chat", "fax", "letter"] = Field(examples=["phone"])
    words: str = Field(examples=["考えておきます。"], description="What the customer said")


class BondIn(Schema):
    bond: facts.Bond = Field(examples=["speaks"])
    words: str = Field(examples=["「またお願いするわね」と、見本まで見せてくださった。"])


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


@router.get("/clubs/{division}/likely", response=dict[str, Any], summary="Whom a division may invite to its club")
def likely(request: HttpRequest, division: str) -> Any:
    """Customers who speak to us after a case, are no members and were not asked within half a year."""
    by, at = who(request), now(request)
    found = queries.club(division, by=by)
    if found is None:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    hide = access.masks(by)
    return {
        "customers": [
            {"customer": one.customer.pk, "name": MASKED if hide else one.customer.name, "case": str(one.case)}
            for one in queries.likely(found, by=by, at=at)
        ]
    }


@router.post("/clubs/{division}/invitations", response={201: dict[str, Any]}, summary="A customer was invited")
def invited(request: HttpRequest, division: str, body: InvitationIn) -> Any:
    """It makes nobody a member: for that the customer says yes."""
    return _done(request, division, body, lambda by, at: actions.invite(division=division, **body.dict(), by=by, at=at))


@router.post("/cases/{no}/bond", response={201: dict[str, Any]}, summary="How we stand after a case")
def bond(request: HttpRequest, no: str, body: BondIn) -> Any:
    """Once it has ended; who speaks to us may be invited to the club."""
    by, at = who(request), now(request)

    def acted() -> Reply:
        actions.see_bond(no, **body.dict(), by=by, at=at)
        return Reply(201, {"no": no, "bond": body.bond}, f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)


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
