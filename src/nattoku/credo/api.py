"""The credo and the stance in the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.credo import actions, queries
from nattoku.ledger.once import Reply
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class CredoReadIn(Schema):
    aloud: bool = Field(False, description="Said together, as in the morning meeting")


class CredoDecidedIn(Schema):
    lines: list[str] = Field(examples=[["お約束と時間は、小さなものほど守ります。"]])
    lines_en: list[str] = Field(examples=[["The smaller the promise, the more surely we keep it."]])
    reason: str = Field(examples=["全員で話し合って改めたため"])


class LookIn(Schema):
    answers: list[int] = Field(examples=[[1] * 13], description="One for each point: 0 not yet, 1 mostly, 2 always")
    words: str = ""


@router.get("/credo", response=dict[str, Any], summary="The line of the day and the thirteen points")
def credo(request: HttpRequest) -> Any:
    """Each point with its example and the rules of the tone check that hold it; days with a mark, never by person."""
    return _told(request)


@router.post("/credo/read", response={201: dict[str, Any]}, summary="The line of the day was read")
def read(request: HttpRequest, body: CredoReadIn) -> Any:
    """Once a day."""

    def act() -> Reply:
        actions.read(aloud=body.aloud, by=who(request), at=now(request))
        return Reply(201, _told(request))

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/credo", response={201: dict[str, Any]}, summary="Write the credo")
def decide(request: HttpRequest, body: CredoDecidedIn) -> Any:
    """The representative alone."""

    def act() -> Reply:
        actions.decide(**body.model_dump(), by=who(request), at=now(request))
        return Reply(201, _told(request))

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/me/stance", response={201: dict[str, Any]}, summary="Look at one's own stance, for oneself alone")
def look(request: HttpRequest, body: LookIn) -> Any:
    """Every half-year; no list, figure or rating reads it."""
    by = who(request)

    def act() -> Reply:
        actions.look_at(**body.model_dump(), by=by, at=now(request))
        return Reply(201, _mine(request, by))

    return once_only(request, body.model_dump(mode="json"), act)


@router.get("/me/stance", response=dict[str, Any], summary="One's own looks and training")
def stance(request: HttpRequest) -> Any:
    """One's own alone."""
    return _mine(request, who(request))


def _told(request: HttpRequest) -> dict[str, Any]:
    today = queries.today(who(request), at=now(request))
    read, aloud = queries.days_with_mark(at=now(request))
    return {
        "today": {"on": today.day.isoformat(), "line": today.line.ja, "line_en": today.line.en, "read": today.read},
        "days_with_mark": {"read": read, "aloud": aloud, "of": 30},
        "points": [
            {
                "point": one.point.number,
                "what": one.point.what.ja,
                "what_en": one.point.what.en,
                "instead_of": one.point.instead.ja,
                "said": one.point.said.ja,
                "rules": [row.id for row in one.rows],
            }
            for one in queries.points()
        ],
    }


def _mine(request: HttpRequest, by: Person) -> dict[str, Any]:
    mine = queries.mine(by, at=now(request))
    return {
        "due": mine.looked is None,
        "looks": [{"half": one.half.isoformat(), "answers": one.answers, "words": one.words} for one in mine.before],
        "to_practise": mine.left,
    }
