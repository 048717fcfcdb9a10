"""Letters in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers as cases
from nattoku.cases.saying import SayingsIn
from nattoku.ledger.once import Reply
from nattoku.letters import actions, answers
from nattoku.letters.words import PARTS, LetterKind, Method
from nattoku.lib.clock import Moment
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class DraftIn(Schema):
    letter: int = Field(0, description="The number of a letter that is written anew; 0: a new one")
    kind: LetterKind = Field(examples=["apology_and_thanks"])
    recipient: str = Field("", description="Empty takes the customer's name")
    text: str = Field("", description="The whole letter; empty composes it from the parts")
    opening: str = Field("", description="頭語; its closing follows by itself. Empty: none", examples=["拝啓"])
    greeting: str = ""
    apology: str = ""
    heard: str = ""
    account: str = ""
    promise: str = Field("", examples=["12月1日に、私、千葉からお電話いたします。"])
    thanks: str = ""
    ending: str = ""
    sender: str = ""
    happened_at: Moment | None = None


class ApprovalIn(SayingsIn):
    approve: bool
    words: str = Field(description="In the customer's place, would this satisfy me? Or the reason for sending it back")


class SentIn(Schema):
    method: Method
    sent_at: Moment | None = None
    why_mail: str = ""
    next_at: Moment | None = None
    despite: str = Field("", description="Why so, where the customer's card speaks against it (409 `unanswered`)")


class ReturnedIn(Schema):
    reason: str
    happened_at: Moment | None = None


@router.get("/cases/{no}/letters", response=dict[str, Any], summary="The letters of a case")
def listed(request: HttpRequest, no: str) -> Any:
    """Each with its checks in words."""
    return answers.letters(no, by=who(request))


@router.post("/cases/{no}/letters", response={201: dict[str, Any]}, summary="Draft a letter")
def draft(request: HttpRequest, no: str, body: DraftIn) -> Any:
    """In one piece, or from its parts. A new draft needs a new approval."""
    parts = {name: getattr(body, name) for name, *_ in PARTS}

    def drafted(by: Person, at: datetime) -> object:
        return actions.draft(
            no,
            kind=body.kind,
            recipient=body.recipient,
            text=body.text,
            parts=parts,
            sender=body.sender,
            opening=body.opening,
            letter=body.letter,
            happened_at=body.happened_at,
            by=by,
            at=at,
        )

    return _write(request, no, body, drafted)


@router.post("/cases/{no}/letters/{letter}/approval", response={201: dict[str, Any]}, summary="Approve or send back")
def approval(request: HttpRequest, no: str, letter: int, body: ApprovalIn) -> Any:
    """A leader other than the writer."""

    def decided(by: Person, at: datetime) -> None:
        if body.approve:
            actions.approve(no, letter=letter, as_customer=body.words, said=body.sayings(), by=by, at=at)
        else:
            actions.send_back(no, letter=letter, reason=body.words, by=by, at=at)

    return _write(request, no, body, decided)


@router.post("/cases/{no}/letters/{letter}/sent", response={201: dict[str, Any]}, summary="The letter went out")
def sent(request: HttpRequest, no: str, letter: int, body: SentIn) -> Any:
    """Only after approval of the latest draft; settles the letter owed after a visit."""
    return _write(request, no, body, lambda by, at: actions.send(no, letter=letter, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/letters/{letter}/returned", response={201: dict[str, Any]}, summary="The letter came back")
def returned(request: HttpRequest, no: str, letter: int, body: ReturnedIn) -> Any:
    """It is owed again."""
    return _write(
        request, no, body, lambda by, at: actions.take_back(no, letter=letter, **body.model_dump(), by=by, at=at)
    )


def _write(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, cases.case(no, by=by) | answers.letters(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
