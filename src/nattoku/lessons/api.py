"""Case files in the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.lessons import actions, answers
from nattoku.people.door import now, once_only, who

router = Router()


class FileIn(Schema):
    fact: str = Field(examples=["お約束の日に椅子が届かず、ご連絡もなかった"])
    cause: str = Field(examples=["遅れが分かってから営業へ伝わるまでに二日かかった"])
    countermeasure: str = Field(examples=["発送部は遅れを知った当日の15時までに営業へ電話する（12月から）"])
    effect: str = ""
    learned: str = ""
    words: str = Field("", description="The customer's words, without names")
    thanks: str = ""


@router.get("/cases/{no}/file", response=dict[str, Any], summary="The case file")
def shown(request: HttpRequest, no: str) -> Any:
    """Fact, cause, countermeasure, effect, words; with three like it."""
    return answers.file(no, by=who(request))


@router.post("/cases/{no}/file", response={201: dict[str, Any]}, summary="Write the case file")
def write(request: HttpRequest, no: str, body: FileIn) -> Any:
    """After the end. It names nobody; a later one replaces it."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.write(no, **body.model_dump(), by=by, at=at)
        return Reply(201, answers.file(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), act)
