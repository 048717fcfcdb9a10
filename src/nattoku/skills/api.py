"""One's own skills in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.skills import actions, queries
from nattoku.skills.words import Skill

router = Router()


class SkillKnownIn(Schema):
    skill: Skill = Field(examples=["letter"])
    knows: bool = True


class SkillUsedIn(Schema):
    skill: Skill = Field(examples=["letter"])
    words: str = Field("", examples=["ご訪問の晩に書き始めました。"])
    happened_at: Moment | None = None


@router.get("/me/skills", response=dict[str, Any], summary="What you know, and what you have used")
def mine(request: HttpRequest) -> Any:
    """Your own alone. used: what the ledger saw you do counts, without a second entry."""
    return _mine(who(request))


@router.post("/me/skills/known", response={201: dict[str, Any]}, summary="You know a skill, or not")
def known(request: HttpRequest, body: SkillKnownIn) -> Any:
    """Knowing is not using (S003-14)."""
    return _done(request, body, lambda by, at: actions.know(**body.model_dump(), by=by, at=at))


@router.post("/me/skills/used", response={201: dict[str, Any]}, summary="You used a skill")
def used(request: HttpRequest, body: SkillUsedIn) -> Any:
    """Where the ledger has not seen it itself."""
    return _done(request, body, lambda by, at: actions.use(**body.model_dump(), by=by, at=at))


def _done(request: HttpRequest, body: Schema, act: Callable[[Person, datetime], None]) -> Any:
    by = who(request)

    def acted() -> Reply:
        act(by, now(request))
        return Reply(201, _mine(by), f"person:{by.pk}")

    return once_only(request, body.model_dump(mode="json"), acted)


def _mine(by: Person) -> dict[str, Any]:
    found = queries.mine(by)
    return {
        "skills": [
            {
                "skill": one.skill,
                "knows": one.knows,
                "used_at": one.used.isoformat() if one.used else None,
                "unused": one.unused,
            }
            for one in found
        ]
    }
