"""Law cards in the JSON API: what they ask, what was answered, a withdrawal."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.cases import queries as cases
from nattoku.law import telling
from nattoku.ledger.facts import Fact, personal_fields, to_plain
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.solutions import judging
from nattoku.solutions.cards import Line, answers_of
from nattoku.solutions.facts import Applies

router = Router()


class CardAnswerIn(Schema):
    card: str = Field(examples=["coolingoff_8"])
    applies: Applies
    because: str = Field(examples=["店頭でのお買い上げで、訪問販売ではありません"])
    starts_on: date | None = Field(None, description="The day its period begins with; needed when it applies or may")
    judged_by: str = ""
    expert: bool = False


class CardDoneIn(Schema):
    card: str = Field(examples=["appi_prelim"])
    words: str = Field(examples=["個人情報保護委員会の入力画面から速報を送った"])
    happened_at: Moment | None = None


class WithdrawalIn(Schema):
    card: str = Field(examples=["coolingoff_8"])
    sent_on: date = Field(examples=["2026-11-20"], description="The postmark, or when the mail was sent")
    began_on: date | None = Field(None, description="When the document or the goods arrived; null: never, not known")
    words: str = Field(examples=["契約を解除します"])


class WithdrawalDoneIn(Schema):
    words: str = Field(examples=["ご契約を解除し、全額をお返しした"])
    happened_at: Moment | None = None


@router.get("/law", response=dict[str, Any], summary="The law cards")
def deck(request: HttpRequest) -> Any:
    """Questions, periods and where to ask; a general guide and no legal judgement."""
    access.allow(who(request), "cases.see")
    return {"cards": [telling.told(card, answers.lang()) for card in judging.deck().values()]}


@router.get("/law/deadline", response=dict[str, Any], summary="The last day of a card")
def deadline(request: HttpRequest, card: str, began: date) -> Any:
    """Counted from the day its period begins with; says nothing about whether the law applies."""
    access.allow(who(request), "cases.see")
    return telling.counted(judging.one(card), began, answers.lang())


@router.get("/cases/{no}/law", response=dict[str, Any], summary="The law cards of a case")
def shown(request: HttpRequest, no: str) -> Any:
    """What the case calls for, why, what a person answered, and a withdrawal."""
    by = who(request)
    _, past, state = cases.opened(no, by=by)
    got, hide = answers_of(past), access.masks(by)
    return {
        "cards": [_line(line, hide) for line in judging.lines(state, past)],
        "withdrawal": _plain(got.withdrawal[1], hide) if got.withdrawal else None,
        "withdrawal_carried_out": bool(got.carried_out),
    }


def _line(line: Line, hide: bool) -> dict[str, Any]:
    return {
        **telling.told(line.card, answers.lang()),
        "called_by": [answers.MASKED] if hide and line.why else list(line.why),
        "waits": line.open,
        "answer": _plain(line.answer[1], hide) if line.answer else None,
        "done": line.done is not None,
    }


def _plain(fact: Fact, hide: bool) -> dict[str, Any]:
    private = personal_fields(type(fact)) if hide else frozenset()
    return {k: answers.MASKED if k in private and v else v for k, v in to_plain(fact).items()}


@router.post("/cases/{no}/law", response={201: dict[str, Any]}, summary="Answer a law card")
def answer(request: HttpRequest, no: str, body: CardAnswerIn) -> Any:
    """It applies, may apply, or does not, because …; who judged."""
    return _done(request, no, body, lambda by, at: judging.answer_card(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/law/completion", response={201: dict[str, Any]}, summary="Attended to a law card")
def attend(request: HttpRequest, no: str, body: CardDoneIn) -> Any:
    """What the card asks for was done."""
    return _done(request, no, body, lambda by, at: judging.attend(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/withdrawals", response={201: dict[str, Any]}, summary="A statutory withdrawal")
def withdraw(request: HttpRequest, no: str, body: WithdrawalIn) -> Any:
    """At any stage; the leader is told at once and carrying it out is owed."""
    return _done(request, no, body, lambda by, at: judging.receive_withdrawal(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/withdrawals/completion", response={201: dict[str, Any]}, summary="Withdrawal carried out")
def finish(request: HttpRequest, no: str, body: WithdrawalDoneIn) -> Any:
    """No stage and no approval is asked for."""
    return _done(request, no, body, lambda by, at: judging.finish_withdrawal(no, **body.model_dump(), by=by, at=at))


def _done(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
