"""Ideas in the JSON API."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases.answers import MASKED
from nattoku.ledger.once import Reply
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.voice import actions, facts, queries, rules

router = Router()


class IdeaIn(Schema):
    words: str = Field(
        "",
        examples=["色の見本を先に送ってもらえたら、選びやすいのに。"],
        description="Verbatim; of a case or hint taken as they stand",
    )
    case: int = 0
    visit: int = 0
    hint: int = Field(0, description="Which of the visit's hints, from 1")
    customer: str = ""
    division: str = ""
    owner: str = Field("", description="Who decides; else the division's leader")


class IdeaDecidedIn(Schema):
    decision: facts.Decision = Field(examples=["adopted"])
    plan: str = Field("", examples=["色見本の先送り"], description="What it is called from now on")
    why: str = Field(examples=["4月から、ご注文の前に見本をお送りします。"])


class IdeaToldIn(Schema):
    words: str = Field(examples=["おかげさまで、4月から見本をお送りできることになりました。"])
    channel: Literal["phone", "visit", "mail", "chat", "fax", "letter"] = Field(examples=["letter"])


@router.get("/voice", response=dict[str, Any], summary="What customers said, as ideas")
def ideas(request: HttpRequest) -> Any:
    """The newest first; to_tell says that whoever said it has not heard yet. hints: no ideas yet."""
    by = who(request)
    return {
        "ideas": [_told(one, by) for one in queries.ideas(by)],
        "hints": [
            {"case": str(h.case), "visit": h.visit, "hint": h.number, "words": MASKED if access.masks(by) else h.words}
            for h in queries.hints(by)
        ],
    }


@router.post("/voice", response={201: dict[str, Any]}, summary="A customer's words become an idea")
def heard(request: HttpRequest, body: IdeaIn) -> Any:
    """From a case or a visit's hint without typing them again."""
    by = who(request)

    def act() -> Reply:
        number = actions.hear(**body.model_dump(), by=by, at=now(request))
        return Reply(201, _told(queries.idea(number, by=by), by), facts.stream(number))

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/voice/{idea}/decision", response={201: dict[str, Any]}, summary="Decide what becomes of an idea")
def decided(request: HttpRequest, idea: int, body: IdeaDecidedIn) -> Any:
    """A leader, with the reason; the customer is owed an answer from then on."""
    by = who(request)

    def act() -> Reply:
        actions.decide(idea, **body.model_dump(), by=by, at=now(request))
        return Reply(201, _told(queries.idea(idea, by=by), by), facts.stream(idea))

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/voice/{idea}/told", response={201: dict[str, Any]}, summary="The customer heard what became of it")
def told(request: HttpRequest, idea: int, body: IdeaToldIn) -> Any:
    """Whether it was adopted or not."""
    by = who(request)

    def act() -> Reply:
        actions.tell(idea, **body.model_dump(), by=by, at=now(request))
        return Reply(201, _told(queries.idea(idea, by=by), by), facts.stream(idea))

    return once_only(request, body.model_dump(mode="json"), act)


def _told(one: rules.Idea, by: Person) -> dict[str, Any]:
    hide = access.masks(by)
    return {
        "idea": one.no,
        "words": MASKED if hide else one.heard.words,
        "case": str(one.heard.case) if one.heard.case else None,
        "division": one.heard.division,
        "decision": one.decision,
        "plan": one.plan or None,
        "why": one.why or None,
        "to_tell": one.to_tell,
    }
