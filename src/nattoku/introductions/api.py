"""Introductions and partners in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.customers import queries as customers
from nattoku.introductions import actions, facts, queries
from nattoku.introductions.facts import Source
from nattoku.ledger.once import Reply
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()
Channel = Literal["phone", "visit", "mail", "chat", "fax", "letter"]


class IntroductionIn(Schema):
    source: Source = Field(examples=["seminar"])
    introducer: str = Field("", description="The customer who introduced this one")
    partner: int = Field(0, description="The partner's number")
    may_tell: bool = Field(False, description="The customer said that the introducer may hear how it goes")
    words: str = ""


class IntroducerThankedIn(Schema):
    words: str = Field(examples=["ご紹介くださり、ありがとうございました。"])
    channel: Channel = Field(examples=["letter"])


class IntroducerToldIn(Schema):
    words: str = Field(examples=["先日お目にかかり、春の納品に向けてお話を進めております。"])
    channel: Channel = Field(examples=["letter"])
    final: bool = Field(False, description="The result: nothing more is owed")


class PartnerIn(Schema):
    name: str = Field(examples=["みどり設計合同会社"])
    labelled: bool = Field(True, description="Where they recommend us, it says that it is advertising")
    partner: int = 0
    ended: bool = False


@router.get("/introductions", response=dict[str, Any], summary="What introducers are owed; customers by source")
def introductions(request: HttpRequest) -> Any:
    """ways: customers and complaints by the way they came. waiting: cases whose interim report is overdue."""
    by, at = who(request), now(request)
    return {
        "owed": [
            {
                "customer": r.customer.pk,
                "kind": r.promise.kind,
                "due_at": r.promise.due_at.isoformat(),
                "state": r.state,
            }
            for r in queries.owed(by, at=at)
        ],
        "waiting": [
            {"case": p.stream.partition(":")[2], "due_at": p.due_at.isoformat()}
            for p in queries.waiting_cases(by, at=at)
        ],
        "ways": [
            {"source": w.source, "partner": w.partner or None, "customers": w.customers, "complaints": w.complaints}
            for w in queries.ways(by)
        ],
        "partners": [
            {"partner": p.pk, "name": p.name, "labelled": p.labelled, "ended": p.ended} for p in queries.partners()
        ],
    }


@router.post("/introductions/partners", response={201: dict[str, Any]}, summary="List a partner")
def partner(request: HttpRequest, body: PartnerIn) -> Any:
    """A leader; refused (400) where their recommendation is not labelled as advertising."""

    def act() -> Reply:
        number = actions.list_partner(**body.model_dump(), by=who(request), at=now(request))
        return Reply(201, {"partner": number})

    return once_only(request, body.model_dump(mode="json"), act)


@router.get("/customers/{customer}/introduction", response=dict[str, Any], summary="How a customer came")
def introduction(request: HttpRequest, customer: str) -> Any:
    """Who introduced them, whether the introducer was thanked and heard the result."""
    access.allow(who(request), "introductions.see")
    return _told(customers.visible_customer(customer, by=who(request)).pk, who(request))


@router.post(
    "/customers/{customer}/introduction", response={201: dict[str, Any]}, summary="Write down how a customer came"
)
def introduce(request: HttpRequest, customer: str, body: IntroductionIn) -> Any:
    """An introducer is owed thanks; and a report, where the customer agreed."""
    return _done(
        request, customer, body, lambda by, at: actions.introduce(customer=customer, **body.model_dump(), by=by, at=at)
    )


@router.post(
    "/customers/{customer}/introduction/thanks", response={201: dict[str, Any]}, summary="The introducer was thanked"
)
def thank(request: HttpRequest, customer: str, body: IntroducerThankedIn) -> Any:
    """Once."""
    return _done(
        request, customer, body, lambda by, at: actions.thank(customer=customer, **body.model_dump(), by=by, at=at)
    )


@router.post(
    "/customers/{customer}/introduction/reports",
    response={201: dict[str, Any]},
    summary="The introducer heard how it goes",
)
def report(request: HttpRequest, customer: str, body: IntroducerToldIn) -> Any:
    """The next report is owed until the result was told."""
    return _done(
        request, customer, body, lambda by, at: actions.report(customer=customer, **body.model_dump(), by=by, at=at)
    )


def _done(request: HttpRequest, customer: str, body: Schema, act: Callable[[Person, datetime], None]) -> Any:
    by = who(request)

    def acted() -> Reply:
        act(by, now(request))
        return Reply(201, _told(customer, by), facts.stream(customer))

    return once_only(request, body.model_dump(mode="json"), acted)


def _told(customer: str, by: Person) -> dict[str, Any]:
    one = queries.of_customer(customer)
    if one is None:
        return {"source": None}
    return {
        "source": one.fact.source,
        "introducer": queries.introducer(one, by=by) or None,
        "may_tell": one.fact.may_tell,
        "thanked": one.thanked is not None,
        "reported": one.reported is not None,
        "result_told": one.result,
    }
