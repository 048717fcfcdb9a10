"""Putting right a mix-up or a misdirected message, in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import actions as cases
from nattoku.cases import answers, queries
from nattoku.corrections import actions, rules
from nattoku.corrections.facts import What
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


def _write(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> Any:
    def acted() -> Reply:
        act(who(request), now(request))
        return Reply(201, answers.case(no, by=who(request)) | {"astray": _astray(no, who(request))}, f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)


def _astray(no: str, by: Person) -> list[dict[str, Any]]:
    found = rules.astray_of(queries.opened(no, by=by)[1]).values()
    return [
        {"number": a.fact.number, "what": a.fact.what, "deleted": bool(a.deleted), "corrected": bool(a.corrected)}
        for a in found
    ]


class MisdirectedIn(Schema):
    """notice: the id of our own notice, if it was one; a room is asked at once to delete it."""

    what: What = Field(examples=["chat"])
    to: str = Field(examples=["外部の方がいる部屋"])
    content: str = Field(examples=["受付番号とご住所"])
    personal_data: bool = True
    notice: str = ""
    happened_at: Moment | None = None


class DeletedIn(Schema):
    how: str = Field(examples=["部屋の管理者が消し、こちらの画面でも見えないことを確かめた"])


class CorrectedIn(Schema):
    text: str = Field(examples=["【訂正】正しくは受付番号 1002 です。"])
    divisions: list[str] = Field(default=[], description="Whose rooms read it; none when it was told otherwise")


class CustomerCorrectedIn(Schema):
    customer: str
    reason: str = Field(examples=["同姓同名の別の方の登録と結んでいた"])


@router.post(
    "/cases/{no}/corrections/misdirected", response={201: dict[str, Any]}, summary="Something went to the wrong place"
)
def misdirected(request: HttpRequest, no: str, body: MisdirectedIn) -> Any:
    """Something went to the wrong place (R8-15)."""
    return _write(request, no, body, lambda by, at: actions.misdirect(no, **body.model_dump(), by=by, at=at))


@router.post(
    "/cases/{no}/corrections/{number}/deleted", response={201: dict[str, Any]}, summary="It is known to be deleted"
)
def deleted(request: HttpRequest, no: str, number: int, body: DeletedIn) -> Any:
    """It is known to be deleted."""
    return _write(request, no, body, lambda by, at: actions.delete(no, number=number, how=body.how, by=by, at=at))


@router.post(
    "/cases/{no}/corrections/{number}/corrected", response={201: dict[str, Any]}, summary="The correction was sent"
)
def corrected(request: HttpRequest, no: str, number: int, body: CorrectedIn) -> Any:
    """訂正報."""
    return _write(
        request, no, body, lambda by, at: actions.correct(no, number=number, **body.model_dump(), by=by, at=at)
    )


@router.post(
    "/cases/{no}/corrections/customer", response={201: dict[str, Any]}, summary="The case belongs to another customer"
)
def customer(request: HttpRequest, no: str, body: CustomerCorrectedIn) -> Any:
    """取り違え: the case belongs to another customer's card."""
    return _write(request, no, body, lambda by, at: cases.correct_customer(no, **body.model_dump(), by=by, at=at))
