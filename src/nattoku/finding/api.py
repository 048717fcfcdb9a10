"""Finding in the JSON API."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.finding import answers, queries
from nattoku.people.door import who

router = Router()


class FoundOut(Schema):
    case: str
    score: float
    excerpt: str
    matched: list[str]


class LikeIn(Schema):
    text: str = Field(max_length=100_000, examples=["お届けの日に椅子が届かず、ご連絡もなかった"])
    limit: int = Field(5, ge=1, le=200)


@router.get("/search", response=list[FoundOut], summary="Find cases by their words")
def search(request: HttpRequest, q: str, limit: Annotated[int, Field(ge=1, le=queries.MOST)] = 50) -> Any:
    """Every word must be there in one of its forms, however it was typed; the newest first."""
    return answers.found(queries.search(q, by=who(request), limit=limit))


@router.get("/cases/{no}/similar", response=list[FoundOut], summary="Cases like this one")
def similar(request: HttpRequest, no: str, limit: Annotated[int, Field(ge=1, le=queries.MOST)] = 5) -> Any:
    """Those that share rare words, the most alike first."""
    text, one = queries.about(no, by=who(request)), int(no)
    return answers.found(queries.similar(text, by=who(request), but=one, limit=limit))


@router.post("/similar", response=list[FoundOut], summary="Cases like this text")
def like(request: HttpRequest, body: LikeIn) -> Any:
    """Nothing is written; the text is not kept."""
    return answers.found(queries.similar(body.text, by=who(request), limit=body.limit))
