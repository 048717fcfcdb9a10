"""Closure in the JSON API."""

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers, queries, wishing
from nattoku.cases.saying import SayingsIn
from nattoku.closure import actions, completing, completion, rules
from nattoku.closure.actions import Heard
from nattoku.closure.facts import Meaning
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class WordIn(Schema):
    words: str = Field(examples=["もういいですよ。丁寧にありがとう"])
    kind: Meaning = Field(examples=["satisfied"])
    said_at: Moment | None = None
    said_to: str = ""
    through: str = Field("phone", examples=["phone"])
    unasked: str = Field("", description="How it came that it was said before the completion report (409 otherwise)")


class CompletionIn(SayingsIn):
    """Parts left out are taken from the draft."""

    channel: str = Field("phone", description="phone, letter, mail, visit, status_page", examples=["phone"])
    happened: str | None = None
    cause: str | None = None
    done: str | None = Field(None, examples=["代わりの椅子2脚をお届けし、組み立てました。"])
    changed: str | None = None
    next_at: Moment | None = None
    happened_at: Moment | None = None
    despite: str = ""


class ThanksIn(SayingsIn):
    words: str = Field(examples=["お申し出くださり、ありがとうございました。"])
    channel: str = Field("phone", examples=["phone"])
    happened_at: Moment | None = None
    despite: str = ""


class HowIn(Schema):
    how: str


class WordsIn(Schema):
    words: str


class SeenIn(Schema):
    words: str = ""


class SignIn(WordsIn):
    next_at: Moment | None = None
    despite: str = Field("", description="Why then, where the customer's card speaks against it (409 `unanswered`)")


class VersionIn(Schema):
    expected_version: int | None = None


class EndIn(Schema):
    tried: str
    recourse: str


class EndDecisionIn(Schema):
    approve: bool
    reason: str
    expected_version: int | None = None


class MergeIn(Schema):
    into: int


class ClosureReasonIn(Schema):
    reason: str


class EffectIn(Schema):
    works: bool
    words: str
    asked: str = Field("", description="What the customer said when asked", examples=["あれから遅れたことはありません"])
    not_asked: str = Field("", description="Why the customer was not asked")


@router.get("/cases/{no}/closure", response=dict[str, Any], summary="How far it is from its end")
def standing(request: HttpRequest, no: str) -> Any:
    """told: the customer heard what was done. satisfied: the last word was ご納得. owed: what still blocks;
    unanswered: what is wanted and has no answer yet (T7)."""
    by = who(request)
    case, past, state = queries.opened(no, by=by)
    word = rules.word_of(past)
    return {
        "no": str(case.no),
        "ending": case.ending or None,
        "ended_at": state.ended_at,
        "told": completion.told(past) is not None,
        "said_at": word.happened_at if word else None,
        "satisfied": rules.satisfied(past),
        "owed": [
            answers.promise(p, hide=access.masks(by)) | {"promise": p.pk} for p in actions.before_the_end(case.stream)
        ],
        "unanswered": [one.to(answers.lang()) for one in wishing.missing(past)],
    }


@router.post("/cases/{no}/closure", response={200: dict[str, Any], 201: dict[str, Any]}, summary="The last word")
def last_word(request: HttpRequest, no: str, body: WordIn) -> Any:
    """201: resolved. 200: heard, and something is still owed. 409: satisfied before the completion report, no `unasked`."""

    def heard(by: Person, at: datetime) -> Heard:
        said_to = body.said_to or by.name
        return actions.hear_last_word(
            no,
            words=body.words,
            meaning=body.kind,
            said_to=said_to,
            through=body.through,
            said_at=body.said_at,
            unasked=body.unasked,
            by=by,
            at=at,
        )

    return _heard(request, no, body, heard)


@router.get("/cases/{no}/closure/report", response=dict[str, Any], summary="Draft of the completion report")
def report_draft(request: HttpRequest, no: str) -> Any:
    """Drawn from what was written down and confirmed. `told`: whether the customer has been told already."""
    _, past, state = queries.opened(no, by=who(request), act="closure.write")
    draft = completion.draft(past, state)
    return dataclasses.asdict(draft) | {"told": completion.told(past) is not None}


@router.post(
    "/cases/{no}/closure/report", response={201: dict[str, Any]}, summary="The customer was told what was done"
)
def report(request: HttpRequest, no: str, body: CompletionIn) -> Any:
    """Before the word is asked for: what happened, why (confirmed causes only), what was done, what was changed."""

    def told(by: Person, at: datetime) -> None:
        _, past, state = queries.opened(no, by=by, act="closure.write")
        given = body.model_dump(include={"happened", "cause", "done", "changed"}, exclude_none=True)
        parts = dataclasses.replace(completion.draft(past, state), **given)
        rest = body.model_dump(include={"channel", "next_at", "happened_at", "despite"})
        completing.tell(no, parts, **rest, sayings=body.sayings(), by=by, at=at)

    return _ended(request, no, body, told)


@router.post("/cases/{no}/closure/thanks", response={201: dict[str, Any]}, summary="The customer was thanked")
def thanks(request: HttpRequest, no: str, body: ThanksIn) -> Any:
    """After the word."""
    return _ended(request, no, body, lambda by, at: completing.thank(no, **body.given(), by=by, at=at))


@router.post(
    "/cases/{no}/closure/confirmation",
    response={200: dict[str, Any], 201: dict[str, Any]},
    summary="Second person",
)
def confirm(request: HttpRequest, no: str, body: HowIn) -> Any:
    """Severity S and A: somebody other than who heard the words confirms them."""
    return _heard(request, no, body, lambda by, at: actions.confirm_word(no, how=body.how, by=by, at=at))


@router.post("/cases/{no}/closure/resolution", response={201: dict[str, Any]}, summary="Resolve")
def resolve(request: HttpRequest, no: str, body: VersionIn | None = None) -> Any:
    """After the satisfied word, once nothing is owed any more."""
    seen = body.expected_version if body else None
    return _ended(request, no, body, lambda by, at: actions.resolve(no, expected_version=seen, by=by, at=at))


@router.post("/cases/{no}/closure/sign", response={201: dict[str, Any]}, summary="A leader's call")
def sign(request: HttpRequest, no: str, body: SignIn) -> Any:
    """Answers the sign of a customer who gave up or was angry."""
    return _ended(request, no, body, lambda by, at: actions.answer_sign(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/closure/end-request", response={201: dict[str, Any]}, summary="Ask for a company decision")
def request_end(request: HttpRequest, no: str, body: EndIn) -> Any:
    """What has been tried, and which outside bodies the customer was told of."""
    return _ended(request, no, body, lambda by, at: actions.request_end(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/closure/decision", response={201: dict[str, Any]}, summary="The representative decides")
def decide(request: HttpRequest, no: str, body: EndDecisionIn) -> Any:
    """Never counted as resolved."""
    return _ended(request, no, body, lambda by, at: actions.decide_end(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/closure/withdrawal", response={201: dict[str, Any]}, summary="The customer withdrew")
def withdraw(request: HttpRequest, no: str, body: WordsIn) -> Any:
    """In the customer's words."""
    return _ended(request, no, body, lambda by, at: actions.withdraw(no, words=body.words, by=by, at=at))


@router.post("/cases/{no}/closure/merge", response={201: dict[str, Any]}, summary="Merge into another case")
def merge(request: HttpRequest, no: str, body: MergeIn) -> Any:
    """Into a case you may see."""
    return _ended(request, no, body, lambda by, at: actions.merge(no, into=body.into, by=by, at=at))


@router.post("/cases/{no}/closure/no-complaint", response={201: dict[str, Any]}, summary="Not a complaint")
def no_complaint(request: HttpRequest, no: str, body: ClosureReasonIn) -> Any:
    """A leader says so."""
    return _ended(request, no, body, lambda by, at: actions.find_no_complaint(no, reason=body.reason, by=by, at=at))


@router.post("/cases/{no}/closure/reopening", response={201: dict[str, Any]}, summary="Reopen")
def reopen(request: HttpRequest, no: str, body: ClosureReasonIn) -> Any:
    """It needs a new word to be resolved."""
    return _ended(request, no, body, lambda by, at: actions.reopen(no, reason=body.reason, by=by, at=at))


@router.post(
    "/cases/{no}/closure/on-the-spot-confirmation", response={201: dict[str, Any]}, summary="A leader's later look"
)
def confirm_on_the_spot(request: HttpRequest, no: str, body: SeenIn) -> Any:
    """A leader confirms afterwards what was settled on the spot."""
    return _ended(request, no, body, lambda by, at: actions.confirm_on_the_spot(no, words=body.words, by=by, at=at))


@router.post("/cases/{no}/closure/effect", response={201: dict[str, Any]}, summary="Effect check")
def effect(request: HttpRequest, no: str, body: EffectIn) -> Any:
    """30 and 90 days after."""
    return _ended(request, no, body, lambda by, at: actions.check_effect(no, **body.model_dump(), by=by, at=at))


def _heard(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], Heard]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        heard = act(by, at)
        owed = [answers.promise(p) | {"promise": p.pk} for p in heard.owed]
        wanted = [one.to(answers.lang()) for one in heard.unanswered]
        answer = answers.case(no, by=by) | {"resolved": heard.resolved, "owed": owed, "unanswered": wanted}
        return Reply(201 if heard.resolved else 200, answer, f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)


def _ended(
    request: HttpRequest, no: str, body: Schema | None, act: Callable[[Person, datetime], object]
) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json") if body else {}, acted)
