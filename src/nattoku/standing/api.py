"""The sheet, the links to the customer's page, and what it may say, in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.cases import queries as cases
from nattoku.cases.saying import SayingsIn
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.response import links
from nattoku.response.models import Link
from nattoku.standing import guide, shown, telling
from nattoku.standing.words import ONCE

router = Router()


class GuideIn(Schema):
    how: Literal["visit", "letter", "phone", "mail"] = Field(
        description="Handed over, posted, read out; or mailed, which counts as told once delivered", examples=["visit"]
    )
    next_at: Moment = Field(description="The next contact that the sheet names", examples=["2099-01-08T15:00:00+09:00"])
    estimates: dict[int, date | None] = Field(
        {}, description="stage -> date, an estimate", examples=[{"3": "2099-01-06"}]
    )
    address: str = Field("", description="mail: exactly one address", examples=[""])
    link: bool = Field(False, description="mail: with a fresh link to the customer's page")
    despite: str = Field("", description="Why all the same, where the customer's card speaks against it")
    lang: Literal["ja", "en"] = "ja"


class ReleaseIn(SayingsIn):
    known: str = Field(examples=["椅子2脚は、倉庫から出ておりませんでした。"])
    unknown: str = Field("", examples=["なぜ出ていなかったかを確かめております。"])


@router.get("/cases/{no}/guide", response=dict[str, Any], summary="The sheet on how we handle the matter")
def sheet(request: HttpRequest, no: str, lang: Literal["ja", "en"] = "ja") -> Any:
    """Filled with the promise that stands and the 目安 told last, or our own pace."""
    by, at = who(request), now(request)
    case, past, _ = cases.opened(no, by=by)
    made = telling.sheet(case.no, None, at=at)
    return {
        "text": answers.MASKED if access.masks(by) else made.text(lang),
        "next_at": made.terms.next_at.isoformat(),
        "interim_at": made.interim_at.isoformat() if made.interim_at else None,
        "estimates": {stage: day.isoformat() for stage, day in made.terms.estimates.items()},
        "mails": [{"at": r.recorded_at.isoformat(), "state": state} for r, state in telling.mailed(past)],
    }


@router.post("/cases/{no}/guide", response={201: dict[str, Any]}, summary="Tell the customer by the sheet, or mail it")
def tell(request: HttpRequest, no: str, body: GuideIn) -> Any:
    """A mailed sheet has told nobody before it is delivered."""
    site = request.build_absolute_uri("/").rstrip("/") if body.link else ""

    def act(by: Person, at: datetime) -> None:
        cases.opened(no, by=by, act="response.write")
        terms = guide.checked(body.next_at, body.estimates, at=at)
        if body.how == "mail":
            given = {"address": body.address, "despite": body.despite, "site": site}
            telling.mail(no, terms, **given, lang=body.lang, by=by, at=at)
        else:
            telling.hand_over(no, terms, channel=body.how, lang=body.lang, despite=body.despite, by=by, at=at)

    return _done(request, no, body, act)


@router.get("/cases/{no}/standing", response=dict[str, Any], summary="What the customer's page says")
def standing(request: HttpRequest, no: str) -> Any:
    """Stage, next contact, surname, what a leader released, and what the customer answered there."""
    by = who(request)
    case, _, _ = cases.opened(no, by=by)
    found, _ = shown.standing(case.no)
    hide = access.masks(by)
    said = found.released
    return {
        "no": found.no,
        "open": found.open,
        "contact": found.contact,
        "steps": [
            {"name": one.name.to(answers.lang()), "state": one.state, "about": one.about and one.about.isoformat()}
            for one in found.steps
        ],
        "next_at": found.next_at and found.next_at.isoformat(),
        "interim_at": found.interim_at and found.interim_at.isoformat(),
        "known": said and (answers.MASKED if hide else said.known),
        "unknown": said and (answers.MASKED if hide and said.unknown else said.unknown),
        "released_at": found.released_at and found.released_at.isoformat(),
        "answer": found.answer or None,
    }


@router.post("/cases/{no}/standing", response={201: dict[str, Any]}, summary="Release what the customer's page says")
def release(request: HttpRequest, no: str, body: ReleaseIn) -> Any:
    """A leader; it replaces what the page said before."""
    return _done(request, no, body, lambda by, at: links.release(no, **body.given(), by=by, at=at))


@router.get("/cases/{no}/links", response=dict[str, Any], summary="The links to the customer's page")
def listed(request: HttpRequest, no: str) -> Any:
    """Never the address itself: it was shown once, to whoever made it. trace names a link to revoke it."""
    at = now(request)
    case, _, _ = cases.opened(no, by=who(request))
    return {"links": [_link(one, at) for one in links.of_case(case.no)]}


@router.post("/cases/{no}/links", response={201: dict[str, Any]}, summary="Make a link to the customer's page")
def make(request: HttpRequest, no: str) -> Any:
    """The address is in this one answer and kept nowhere: the same Idempotency-Key again is refused (409)."""
    made: list[str] = []

    def act() -> Reply:
        made.append(links.make(no, by=who(request), at=now(request)))
        return Reply(201, {})

    once_only(request, {"act": "make", "no": no}, act)
    if not made:
        raise Refusal(ONCE)
    row = Link.objects.get(pk=links.trace(made[0]))
    return 201, {"address": request.build_absolute_uri(f"/s/{made[0]}"), **_link(row, now(request))}


@router.post("/cases/{no}/links/{trace}/revoke", response={201: dict[str, Any]}, summary="Revoke a link")
def revoke(request: HttpRequest, no: str, trace: str) -> Any:
    """From now on it answers as one that never was."""
    by, at = who(request), now(request)

    def act() -> Reply:
        links.revoke(no, trace=trace, by=by, at=at)
        return Reply(201, {"links": [_link(one, at) for one in links.of_case(int(no))]}, f"case:{no}")

    return once_only(request, {"act": "revoke", "trace": trace}, act)


def _link(one: Link, at: datetime) -> dict[str, Any]:
    return {
        "trace": one.trace,
        "made_at": one.made_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "works": not one.revoked and one.expires_at > at,
    }


def _done(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
