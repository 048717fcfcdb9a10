"""Surveys in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply as Kept
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.surveys import actions, facts, links, queries, rules
from nattoku.surveys.words import AnswerInto, SaidSo, StandardsDecision, SurveyOccasion

router = Router()
MASKED = "＊＊＊"


class SurveyIn(Schema):
    occasion: SurveyOccasion = Field(examples=["yearly"])
    division: str = Field(examples=["sales"])
    title: str = Field("", description="Customers read it")
    until: date | None = Field(None, description="The last day; three weeks from now if left out")
    event: str = Field("", description="The event it follows: STREAM:NUMBER of its fact")


class SurveyAnswerIn(Schema):
    csat: int = Field(examples=[4], description="1 to 5")
    ces: int = Field(0, description="1 to 5, 0 unanswered")
    nps: int = Field(-1, description="0 to 10, -1 unanswered")
    dissatisfied: SaidSo = SaidSo.UNSAID
    told: SaidSo = SaidSo.UNSAID
    words: str = ""
    reach: str = Field("", description="Only where the customer wishes to be contacted")


class StandardsReviewIn(Schema):
    decision: StandardsDecision = Field(examples=["raise"])
    standard: str = Field(examples=["お問い合わせへのお返事は当日中"])
    reason: str = Field(examples=["「お待たせしない」が4割にとどまったため"])


class AnswerTakenUpIn(Schema):
    into: AnswerInto = Field(examples=["sign"])
    words: str = Field("", description="The customer's words, where the answer holds none")


@router.get("/surveys", response=dict[str, Any], summary="Surveys, and the year by division")
def listed(request: HttpRequest) -> Any:
    """Results only of surveys that have ended, with five answers or more by unknown people."""
    by, at = who(request), now(request)
    year, process = queries.year(by, at=at), queries.process(by, at=at)
    return {
        "surveys": [_survey(s, n) for s, n in queries.surveys(by)],
        "divisions": [
            {
                "division": g.division.pk,
                "last_yearly": g.last and g.last.isoformat(),
                "late": g.late,
                "reviewed": g.reviewed,
                "results": g.results and _results(g.results),
            }
            for g in year.groups
        ],
        "company": year.total and _results(year.total),
        "iceberg": year.iceberg and {"complaints": year.complaints, "from": year.iceberg[0], "to": year.iceberg[1]},
        "process": process and _results(process),
        "to_take_up": [
            {
                "reply": r.pk,
                "csat": r.csat,
                "words": MASKED if access.masks(by) else r.words,
                "reach": MASKED if access.masks(by) and r.reach else r.reach,
                "case": r.case,
            }
            for r in queries.to_take_up(by)
        ],
        "events_without_survey": [one.ref for one in queries.unsurveyed(by, at=at)],
    }


@router.post("/surveys", response={201: dict[str, Any]}, summary="Start a survey")
def open_survey(request: HttpRequest, body: SurveyIn) -> Any:
    """Anonymous; `link` is the same for everybody."""
    return _done(request, body, lambda by, at: actions.open_survey(**body.model_dump(), by=by, at=at))


@router.get("/surveys/{survey}", response=dict[str, Any], summary="One survey")
def shown(request: HttpRequest, survey: int) -> Any:
    """`results` is null while it can be answered, and of fewer than five."""
    return _one(request, survey)


@router.post("/surveys/{survey}/mail", response={201: dict[str, Any]}, summary="Ask by e-mail")
def mail(request: HttpRequest, survey: int) -> Any:
    """Every customer of the division with dealings and an address; not those with an open complaint. Once."""
    site = request.build_absolute_uri("/").rstrip("/")

    def act(by: Person, at: datetime) -> int:
        actions.mail(survey, site=site, by=by, at=at)
        return survey

    return _done(request, None, act)


@router.post("/surveys/{survey}/answers", response={201: dict[str, Any]}, summary="An answer on paper")
def type_in(request: HttpRequest, survey: int, body: SurveyAnswerIn) -> Any:
    """Typed in by us."""

    def act(by: Person, at: datetime) -> int:
        given = body.model_dump()
        scores = {name: given.pop(name) for name in ("csat", "ces", "nps")}
        actions.type_in(survey, scores, **given, by=by, at=at)
        return survey

    return _done(request, body, act)


@router.post("/surveys/{survey}/end", response={201: dict[str, Any]}, summary="End it")
def end(request: HttpRequest, survey: int) -> Any:
    """From now on the results are shown."""

    def act(by: Person, at: datetime) -> int:
        actions.end(survey, by=by, at=at)
        return survey

    return _done(request, None, act)


@router.post("/surveys/{survey}/reviews", response={201: dict[str, Any]}, summary="Our standards were reviewed")
def review(request: HttpRequest, survey: int, body: StandardsReviewIn) -> Any:
    """In the light of these results; dated."""

    def act(by: Person, at: datetime) -> int:
        actions.review(survey, **body.model_dump(), by=by, at=at)
        return survey

    return _done(request, body, act)


@router.post("/surveys/replies/{reply}", response={201: dict[str, Any]}, summary="Take a low answer up")
def take_up(request: HttpRequest, reply: str, body: AnswerTakenUpIn) -> Any:
    """One call: it is a sign, a complaint, or noted."""

    def act() -> Kept:
        number = actions.take_up(reply, into=body.into, words=body.words, by=who(request), at=now(request))
        return Kept(201, {"reply": reply, "into": body.into, "number": number or None})

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/cases/{no}/survey", response={201: dict[str, Any]}, summary="Ask how we handled it")
def ask(request: HttpRequest, no: str) -> Any:
    """After the end, by name; the link is for this customer alone."""

    def act() -> Kept:
        secret = actions.ask_after_closing(no, by=who(request), at=now(request))
        return Kept(201, {"case": no, "link": request.build_absolute_uri(f"/q/{secret}")}, f"case:{no}")

    return once_only(request, None, act)


def _done(request: HttpRequest, body: Schema | None, act: Callable[[Person, datetime], int]) -> Any:
    def acted() -> Kept:
        no = act(who(request), now(request))
        return Kept(201, _one(request, no), facts.stream(no))

    return once_only(request, body and body.model_dump(mode="json"), acted)


def _one(request: HttpRequest, no: int) -> dict[str, Any]:
    found = queries.outcome(no, by=who(request))
    return _survey(found.survey, found.answers) | {
        "link": request.build_absolute_uri(f"/q/{links.secret(facts.stream(no))}"),
        "results": found.results and _results(found.results),
        "words": found.words,
        "reviews": [
            {"at": r.happened_at.isoformat(), "decision": r.fact.decision, "standard": r.fact.standard}
            for r in found.reviews
            if isinstance(r.fact, facts.Reviewed)
        ],
    }


def _survey(survey: Any, answers: int) -> dict[str, Any]:
    return {
        "survey": survey.no,
        "occasion": survey.occasion,
        "division": survey.division,
        "title": survey.title,
        "until": survey.until.isoformat(),
        "ended_at": survey.ended_at.isoformat() if survey.ended_at else None,
        "answers": answers,
        "mailed": survey.mailed,
    }


def _results(r: rules.Results) -> dict[str, Any]:
    return {
        "n": r.n,
        "satisfied": _rate(r.csat),
        "easy": _rate(r.ces),
        "nps": r.nps,
        "dissatisfied": _rate(r.dissatisfied),
        "told_us": _rate(r.told),
        "process": {name: _rate(one) for name, one in r.process.items()},
    }


def _rate(r: rules.Rate) -> dict[str, Any]:
    low, high = r.interval or (None, None)
    return {"part": r.part, "of": r.whole, "percent": r.percent, "low": low, "high": high}
