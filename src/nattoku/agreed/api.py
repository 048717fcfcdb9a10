"""What was agreed, in the JSON API: of a case, and of a customer."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.agreed import actions, answers
from nattoku.agreed.actions import Place
from nattoku.agreed.facts import Side
from nattoku.ledger.once import Reply
from nattoku.lib.clock import TOKYO, Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class AgreedActionIn(Schema):
    what: str = Field(examples=["代わりの椅子を二脚お届けする"])
    side: Side = Field(Side.US, description="Who does it", examples=["us"])
    due_on: date | None = Field(None, examples=["2026-12-01"])
    deal: str = Field("", description="Which deal, where there are several", examples=["秋のお納め"])


class AgreedDoneIn(Schema):
    words: str = Field("", examples=["二脚とも、お部屋までお運びしました。"])
    happened_at: Moment | None = None


class AgreedDroppedIn(Schema):
    reason: str = Field(examples=["お客様が「一脚で足りる」とおっしゃったため"])


class AgreedToldIn(Schema):
    channel: Literal["phone", "visit", "mail", "letter", "chat"] = Field(examples=["phone"])
    words: str = Field("", description="Empty: the list as it stands", examples=[""])


@router.get("/cases/{no}/agreed", response=dict[str, Any], summary="What was agreed in a case, and how far it is")
def of_case(request: HttpRequest, no: str) -> Any:
    """`percent` of what was agreed is done; `untold`: the customer does not know how far it is."""
    return _shown(Place(case=no), request)


@router.post("/cases/{no}/agreed", response={201: dict[str, Any]}, summary="Write down what was agreed in a case")
def agree_in_case(request: HttpRequest, no: str, body: AgreedActionIn) -> Any:
    """By either side."""
    return _agree(request, Place(case=no), body)


@router.post("/cases/{no}/agreed/told", response={201: dict[str, Any]}, summary="The customer was told how far it is")
def tell_in_case(request: HttpRequest, no: str, body: AgreedToldIn) -> Any:
    """What is done and what is not yet."""
    return _tell(request, Place(case=no), body)


@router.post("/cases/{no}/agreed/{n}/done", response={201: dict[str, Any]}, summary="One agreed action was done")
def finish_in_case(request: HttpRequest, no: str, n: int, body: AgreedDoneIn) -> Any:
    """n: its number."""
    return _finish(request, Place(case=no), n, body)


@router.post("/cases/{no}/agreed/{n}/dropped", response={201: dict[str, Any]}, summary="One was dropped with consent")
def drop_in_case(request: HttpRequest, no: str, n: int, body: AgreedDroppedIn) -> Any:
    """It counts in no share any more."""
    return _drop(request, Place(case=no), n, body)


@router.get("/customers/{customer}/agreed", response=dict[str, Any], summary="What was agreed with a customer")
def of_customer(request: HttpRequest, customer: str) -> Any:
    """In dealings without a complaint: done by both sides to the end, it never becomes one (S003-9)."""
    return _shown(Place(customer=customer), request)


@router.post("/customers/{customer}/agreed", response={201: dict[str, Any]}, summary="Write down what was agreed")
def agree_with_customer(request: HttpRequest, customer: str, body: AgreedActionIn) -> Any:
    """By either side."""
    return _agree(request, Place(customer=customer), body)


@router.post("/customers/{customer}/agreed/told", response={201: dict[str, Any]}, summary="The customer was told of it")
def tell_customer(request: HttpRequest, customer: str, body: AgreedToldIn) -> Any:
    """What is done and what is not yet."""
    return _tell(request, Place(customer=customer), body)


@router.post("/customers/{customer}/agreed/{n}/done", response={201: dict[str, Any]}, summary="One of it was done")
def finish_for_customer(request: HttpRequest, customer: str, n: int, body: AgreedDoneIn) -> Any:
    """n: its number."""
    return _finish(request, Place(customer=customer), n, body)


@router.post(
    "/customers/{customer}/agreed/{n}/dropped", response={201: dict[str, Any]}, summary="One of it was dropped"
)
def drop_for_customer(request: HttpRequest, customer: str, n: int, body: AgreedDroppedIn) -> Any:
    """It counts in no share any more."""
    return _drop(request, Place(customer=customer), n, body)


def _agree(request: HttpRequest, place: Place, body: AgreedActionIn) -> Any:
    return _done(request, place, body, lambda by, at: actions.agree(place, **body.model_dump(), by=by, at=at))


def _tell(request: HttpRequest, place: Place, body: AgreedToldIn) -> Any:
    return _done(request, place, body, lambda by, at: actions.tell(place, **body.model_dump(), by=by, at=at))


def _finish(request: HttpRequest, place: Place, n: int, body: AgreedDoneIn) -> Any:
    return _done(
        request, place, body, lambda by, at: actions.finish(place, action=n, **body.model_dump(), by=by, at=at)
    )


def _drop(request: HttpRequest, place: Place, n: int, body: AgreedDroppedIn) -> Any:
    return _done(request, place, body, lambda by, at: actions.drop(place, action=n, **body.model_dump(), by=by, at=at))


def _done(request: HttpRequest, place: Place, body: Schema, act: Callable[[Person, datetime], object]) -> Any:
    def acted() -> Reply:
        act(who(request), now(request))
        return Reply(201, _shown(place, request), actions.seen(place, by=who(request))[0])

    return once_only(request, body.model_dump(mode="json"), acted)


def _shown(place: Place, request: HttpRequest) -> dict[str, Any]:
    by = who(request)
    _, found = actions.seen(place, by=by)
    return answers.agreed(found, today=now(request).astimezone(TOKYO).date(), hide=access.masks(by))
