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
