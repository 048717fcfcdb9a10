"""Losses in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.cases import queries as cases
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.losses import actions, queries, rules
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class LossIn(Schema):
    amount: int = Field(0, examples=[12000], description="yen")
    goods: str = Field("", examples=["椅子2脚の交換"])
    reason: str = Field(examples=["お届けの遅れ"])
    basis: str = Field(examples=["契約書第8条（納期）"])


class LossChangeIn(Schema):
    loss: int = Field(0, description="The loss's number; 0: the only one")
    amount: int = Field(0, examples=[15000], description="yen")
    goods: str = ""
    reason: str = Field(examples=["お届けの遅れ"])
    basis: str = Field(examples=["契約書第8条（納期）"])
    why: str = Field(examples=["送料を加えた"], description="Why it was changed")


class LossDecisionIn(Schema):
    loss: int = Field(0, description="The loss's number; 0: the only one that waits")
    approve: bool
    reason: str = ""
    expected_version: int | None = None


class ExpenseIn(Schema):
    amount: int = Field(examples=[1500], description="yen")
    what: str = Field(examples=["代わりの品のお届け"])
    loss: int = Field(0, description="The approved loss that this pays for; 0: none")
    paid_personally: bool = False
    happened_at: Moment | None = None


@router.get("/cases/{no}/losses", response=dict[str, Any], summary="Losses of a case")
def shown(request: HttpRequest, no: str) -> Any:
    """Each request with its decision."""
    by = who(request)
    _, past, _ = cases.opened(no, by=by)
    return {"losses": [_told(loss, hide=access.masks(by)) for loss in rules.losses_of(past).values()]}


def _told(loss: rules.Loss, *, hide: bool) -> dict[str, Any]:
    words = {"goods": loss.request.goods, "reason": loss.request.reason, "basis": loss.request.basis}
    words["decision_reason"] = getattr(loss.decided.fact, "reason", "") if loss.decided else ""
    state = "approved" if loss.approved else "declined" if loss.decided else "lapsed" if loss.lapsed else "pending"
    return {
        "loss": loss.request.loss,
        "amount": loss.request.amount,
        "paid": loss.paid,
        "changed": len(loss.earlier),
        "asked_at": loss.asked.happened_at.isoformat(),
        "asked_by": loss.asked.by,
        "state": state,
        "decided_at": loss.decided.happened_at.isoformat() if loss.decided else None,
        "decided_by": loss.decided.by if loss.decided else None,
        **{k: answers.MASKED if hide and v else v for k, v in words.items()},
    }


@router.post("/cases/{no}/losses", response={201: dict[str, Any]}, summary="Ask for a loss")
def ask(request: HttpRequest, no: str, body: LossIn) -> Any:
    """Opens a decision of the representative."""
    return _done(request, no, body, lambda by, at: actions.request(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/losses/changes", response={201: dict[str, Any]}, summary="Change what is asked for")
def change(request: HttpRequest, no: str, body: LossChangeIn) -> Any:
    """A changed amount is decided anew, whatever was decided before."""
    return _done(request, no, body, lambda by, at: actions.change(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/losses/decision", response={201: dict[str, Any]}, summary="Decide on a loss")
def decide(request: HttpRequest, no: str, body: LossDecisionIn) -> Any:
    """The representative alone, or a delegate within the limit the representative signed."""
    return _done(request, no, body, lambda by, at: actions.decide(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/losses/expenses", response={201: dict[str, Any]}, summary="Record an expense")
def expense(request: HttpRequest, no: str, body: ExpenseIn) -> Any:
    """Paid by the company, never personally."""
    return _done(request, no, body, lambda by, at: actions.record_expense(no, **body.model_dump(), by=by, at=at))


@router.get("/decisions", response=dict[str, Any], summary="What waits for the representative")
def decisions(request: HttpRequest) -> Any:
    """Losses and ends by company decision, the longest waiting first."""
    by = who(request)
    access.allow(by, "losses.decide")
    return {"decisions": [_awaited(one) for one in queries.awaited(by)]}


def _awaited(one: queries.Awaited) -> dict[str, Any]:
    asked = vars(one.asked.fact)
    return {
        "no": str(one.case.no),
        "kind": one.promise.kind,
        "asked_by": one.asked.by,
        "asked_at": one.asked.happened_at.isoformat(),
        **{name: asked[name] for name in ("loss", "amount", "goods", "reason", "basis", "tried") if name in asked},
    }


def _done(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
