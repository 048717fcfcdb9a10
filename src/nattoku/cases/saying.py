"""What a form or a request says of the promises in its text: recorded with it, or why they are none."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from ninja import Schema
from pydantic import Field

from nattoku.cases.promising import Saying, Sayings
from nattoku.cases.undertakings import Undertaken, Undertaking
from nattoku.lib.clock import TOKYO, Moment
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.forms import UNREADABLE, Fields, local

DUE = Text("お約束の日時", "The moment of the promise")
NAMES = ("said-words", "said-what", "said-due", "said-vague", "said-reason")


class SaidIn(Schema):
    what: str = Field(examples=["お電話で原因をお知らせします"])
    due_at: Moment
    words: str = Field("", description="Vague words of the text that this gives a date to", examples=["追って"])
    despite: str = Field("", description="Why then, where the customer's card speaks against it (409 `unanswered`)")


class SayingsIn(Schema):
    """Of a text that goes to a customer; without them it is refused while it promises what nobody owes (409)."""

    promises: list[SaidIn] = Field([], description="Opened with it: what the text promises (409 `undertakings`)")
    promised_elsewhere: dict[str, str] = Field({}, description="Words of the text -> where they are promised")

    def given(self) -> dict[str, Any]:
        """The arguments of the action: every other field of the body, and `sayings`."""
        return self.model_dump(exclude={"promises", "promised_elsewhere"}) | {"sayings": self.sayings()}

    def sayings(self) -> Sayings:
        opened = [Saying(one.what, one.due_at, one.words, one.despite) for one in self.promises]
        return Sayings(opened, self.promised_elsewhere)


@dataclass(frozen=True)
class Line:
    """One promise of the text that came back, with what was typed beside it."""

    one: Undertaking
    what: str
    due: str
    reason: str


def typed(fields: Fields) -> Sayings:
    """What the boxes beside a text say (`cases/_undertakings.html`): a reason where one is typed, else the moment."""
    opened, elsewhere = [], {}
    for words, what, due, vague, reason in _rows(fields.posted):
        if reason.strip():
            elsewhere[words] = reason
        elif due.strip():
            opened.append(Saying(what, _moment(due), words if vague else "", fields.text("despite")))
    return Sayings(opened, elsewhere)


def lines(refusal: Refusal | None, posted: QueryDict) -> list[Line]:
    """What the text promises that nobody owes yet, where that is why it came back."""
    if not isinstance(refusal, Undertaken):
        return []
    before = {words: (what, due, reason) for words, what, due, _, reason in _rows(posted)}
    offered = [(one, (one.what, local(one.due_at), "")) for one in refusal.undertakings]
    return [Line(one, *before.get(one.words, offer)) for one, offer in offered]


def _rows(posted: QueryDict) -> list[tuple[str, ...]]:
    return list(zip(*(posted.getlist(name) for name in NAMES), strict=False))


def _moment(raw: str) -> datetime:
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=TOKYO)
    except ValueError as wrong:
        raise Refusal(UNREADABLE.with_(name=DUE), status=400) from wrong
