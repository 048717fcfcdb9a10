"""The company itself, in the JSON API."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.people import access, actions, queries
from nattoku.people.door import now, once_only, who

router = Router()


class CompanyIn(Schema):
    name: str = Field(examples=["株式会社みほん"])
    name_en: str = Field("", examples=["Mihon Inc."])
    reading: str = Field("", examples=["みほん"])
    postcode: str = Field("", examples=["100-0001"])
    address: str = Field("", examples=["東京都千代田区千代田1番1号"])
    phone: str = Field("", examples=["03-0000-0000"])
    mail: str = Field("", examples=["soudan@example.co.jp"])
    hours: str = Field("", description="When somebody answers", examples=["平日 9時から18時"])
    doors: str = Field("", description="How a complaint reaches us", examples=["お電話、メール、店頭で承ります。"])
    title: str = Field("", description="How the representative signs", examples=["代表取締役"])


@router.get("/company", response=dict[str, Any], summary="The company as customers read of it")
def described(request: HttpRequest) -> Any:
    """Blank until the representative has written it down."""
    access.allow(who(request), "people.see")
    return asdict(queries.described())


@router.post("/company", response={201: dict[str, Any]}, summary="Write down what customers read of the company")
def describe(request: HttpRequest, body: CompanyIn) -> Any:
    """The representative alone; replaces the former one, which stays in the ledger."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.describe_company(**body.model_dump(), by=by, at=at)
        return Reply(201, asdict(queries.described()), "company")

    return once_only(request, body.model_dump(mode="json"), act)


class DelegationIn(Schema):
    person: str = Field(examples=["sato"])
    scope: str = Field(description="How far, in words", examples=["お客様への一次のお詫びとご説明。損失は含みません。"])


class DelegationEndedIn(Schema):
    person: str = Field(examples=["sato"])


@router.get("/company/delegations", response=dict[str, Any], summary="Who acts in the representative's place")
def delegations(request: HttpRequest) -> Any:
    """The representative answers for every complaint; these attend in their place, each with how far."""
    access.allow(who(request), "people.see")
    return _delegations()


@router.post(
    "/company/delegations", response={201: dict[str, Any]}, summary="Name who acts in the representative's place"
)
def delegate(request: HttpRequest, body: DelegationIn) -> Any:
    """The representative alone. The responsibility itself cannot be handed over."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.delegate(**body.model_dump(), by=by, at=at)
        return Reply(201, _delegations(), "company")

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/company/delegations/ended", response={201: dict[str, Any]}, summary="Somebody no longer acts so")
def end_delegation(request: HttpRequest, body: DelegationEndedIn) -> Any:
    """Stays in the ledger with both its dates."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.end_delegation(**body.model_dump(), by=by, at=at)
        return Reply(201, _delegations(), "company")

    return once_only(request, body.model_dump(mode="json"), act)


def _delegations() -> dict[str, Any]:
    found, head = queries.delegations(), queries.representative()
    names = queries.names(set(found))
    return {
        "responsible": {"id": head.pk, "name": head.name} if head else None,
        "in_place": [
            {
                "person": pk,
                "name": names.get(pk, ""),
                "since": one.happened_at.isoformat(),
                "scope": getattr(one.fact, "scope", ""),
            }
            for pk, one in found.items()
        ],
    }
