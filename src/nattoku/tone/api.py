"""The tone check in the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers as cases
from nattoku.cases.answers import lang
from nattoku.ledger.once import Reply
from nattoku.people.door import now, once_only, who
from nattoku.tone import actions, queries
from nattoku.tone.asking import remarks
from nattoku.words.tone import Mode
from nattoku.words.tone.telling import told

router = Router()


class ToneIn(Schema):
    text: str = Field(max_length=100_000, examples=["山田様\nご不便をおかけし、申し訳ございません。検討いたします。"])
    mode: Mode = Mode.APOLOGY
    customer: str = Field("", max_length=200, description="The name that must be called")


class RemarkDismissedIn(Schema):
    about: str = Field(description="Which text: letters/1, response.handling, response.cause …", examples=["letters/1"])
    rule: str = Field(max_length=100, examples=["A13"])
    words: str = Field("", description="What was remarked on; empty where something is missing")
    reason: str = Field(examples=["お客様がお使いになった言葉です。"])


@router.post("/tone", response=dict[str, Any], summary="Check the tone of a text")
def tone(request: HttpRequest, body: ToneIn) -> Any:
    """{"remarks": [...]} as `nattoku tone check --json`; what is missing has start and end null. Nothing is kept."""
    return {"remarks": [told(hit, lang()) for hit in remarks(body.text, body.mode, body.customer)]}


@router.get("/tone/rules", response=dict[str, Any], summary="How often each rule spoke and was dismissed")
def rules(request: HttpRequest) -> Any:
    """{"rules": [{"rule", "found", "dismissed"}]}, the most often dismissed first; never by person."""
    who(request)
    return {"rules": queries.fared()}


@router.post("/cases/{no}/tone/dismissals", response={201: dict[str, Any]}, summary="A remark does not apply")
def dismissed(request: HttpRequest, no: str, body: RemarkDismissedIn) -> Any:
    """With its reason, for these words of this text alone. What is told without a review asks a leader to stop it."""
    by, at = who(request), now(request)

    def acted() -> Reply:
        actions.dismiss(no, **body.model_dump(), by=by, at=at)
        return Reply(201, cases.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
