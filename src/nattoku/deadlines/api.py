"""Deadlines of a case in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.cases import queries as cases
from nattoku.deadlines import actions, queries
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class PauseIn(Schema):
    reason: str = Field(examples=["お写真を送ってくださるのをお待ちしています"])
    until: Moment = Field(description="When we ask again, at the latest")


class ResumeIn(Schema):
    words: str = Field("", examples=["お写真が届きました"])
    happened_at: Moment | None = None


class ReviewIn(Schema):
    words: str = Field(examples=["来週、私からお伺いします"])


@router.get("/cases/{no}/deadlines", response=dict[str, Any], summary="Timers of a case")
def shown(request: HttpRequest, no: str) -> Any:
    """Each with its due moment; those that stand while we wait for the customer are marked."""
    by, at = who(request), now(request)
    case, past, _ = cases.opened(no, by=by)
    hide = access.masks(by)
    return {
        "timers": [
            {"key": one.key, "what": one.what.ja, "due_at": one.due.isoformat(), "paused": one.paused, "late": one.late}
            for one in queries.of_case(case, past, at=at)
        ],
        "waits": [
            {
                "began_at": wait.began.isoformat(),
                "over_at": wait.over_at.isoformat(),
                "reason": answers.MASKED if hide else wait.reason,
                "waiting": wait.holds(at),
            }
            for wait in queries.waits(past)
        ],
    }


@router.post("/cases/{no}/deadlines/pause", response={201: dict[str, Any]}, summary="Wait for the customer")
def pause(request: HttpRequest, no: str, body: PauseIn) -> Any:
    """The inside timers stand; the next contact does not."""
    return _done(request, no, body, lambda by, at: actions.pause(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/deadlines/resume", response={201: dict[str, Any]}, summary="The customer has answered")
def resume(request: HttpRequest, no: str, body: ResumeIn) -> Any:
    """The inside timers go on."""
    return _done(request, no, body, lambda by, at: actions.resume(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/deadlines/review", response={201: dict[str, Any]}, summary="Review a long-open case")
def review(request: HttpRequest, no: str, body: ReviewIn) -> Any:
    """The representative alone."""
    return _done(request, no, body, lambda by, at: actions.review(no, words=body.words, by=by, at=at))


def _done(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
