"""The tone check in the JSON API. Nothing is kept."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases.answers import lang
from nattoku.tone.asking import remarks
from nattoku.words.tone import Mode
from nattoku.words.tone.telling import told

router = Router()


class ToneIn(Schema):
    text: str = Field(max_length=100_000, examples=["山田様\nご不便をおかけし、申し訳ございません。検討いたします。"])
    mode: Mode = Mode.APOLOGY
    customer: str = Field("", max_length=200, description="The name that must be called")


@router.post("/tone", response=dict[str, Any], summary="Check the tone of a text")
def tone(request: HttpRequest, body: ToneIn) -> Any:
    """{"remarks": [...]} as `nattoku tone check --json`; what is missing has start and end null. Nothing is kept."""
    return {"remarks": [told(hit, lang()) for hit in remarks(body.text, body.mode, body.customer)]}
