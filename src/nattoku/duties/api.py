"""Duties, and what a customer is due, in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.duties import actions, facts, queries, rules
from nattoku.duties.words import CARES, Care, Check, Duty, Form, Occasion
from nattoku.ledger.append import history
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()
EVENT = "2026-11-20T13:00:00+09:00", "2026-11-20T15:00:00+09:00", "2026-11-20T15:05:00+09:00"


class DutyDecidedIn(Schema):
    duty: Duty = Field(examples=["press"])
    months: Literal[0, 1, 2, 3, 4, 6, 12] = Field(examples=[1], description="Every so many months; 0 for not at all")
    target: int = Field(0, description="How much, in the duty's unit; 0 where once is enough")
    division: str = Field("", description="Empty for all divisions")
    reason: str = Field(examples=["部門の規模に合わせるため"])


class DutyDoneIn(Schema):
    duty: Duty = Field(examples=["press"])
    evidence: str = Field(examples=["新しい展示場のお知らせを、業界紙二紙に送りました。"])
    number: int = 0
    results: int = Field(0, description="Enquiries and orders that came of it")
    checked: list[Check] = []
    period: date | None = Field(None, description="A day of an earlier period that was missed")


class EventIn(Schema):
    title: str = Field(examples=["冬の働き方セミナー"])
    seminar: bool = True
    free: bool = True
    planned_from: Moment = Field(examples=[EVENT[0]])
    planned_to: Moment = Field(examples=[EVENT[1]])
    began_at: Moment = Field(examples=[EVENT[0]])
    ended_at: Moment = Field(examples=[EVENT[2]])
    people: int = Field(examples=[312])
    form: list[Form] = []
    results: int = 0


class ProfitIn(Schema):
    customer: str = Field(examples=["0123456789abcdef"])
    yen: int = Field(examples=[100000])


class ProfitsIn(Schema):
    profits: list[ProfitIn] = Field(max_length=1000, examples=[[]])


class CareIn(Schema):
    care: Care = Field(examples=["thanks"])
    occasion: Occasion = Field(examples=["deal"])
    words: str = ""
    due_at: Moment | None = None
    owed_by: str = ""


class CareGivenIn(Schema):
    words: str = Field(examples=["先日のご注文の御礼を申し上げました。"])
    channel: Literal["phone", "visit", "mail", "chat", "fax", "letter"] = Field(examples=["letter"])
    confirmed: str = Field("", description="Of a request: with whom inside its date was confirmed, and how")
    introduced: bool = Field(False, description="New business was spoken of; rests while a complaint is open")


class CareReleasedIn(Schema):
    reason: str = Field(examples=["お客様がご不要とおっしゃったため"])


class CallsDeclinedIn(Schema):
    words: str = Field(examples=["売り込みのお電話は、いりません。"])


@router.get("/duties", response=dict[str, Any], summary="What every division has due now")
def duties(request: HttpRequest) -> Any:
    """state: done, short (too few), open, today (a week left), missed. missed: earlier periods that nobody caught up."""
    by, at = who(request), now(request)
    return {"divisions": [_month(m) for m in queries.months(by, at=at)]}


@router.post("/duties/decisions", response={201: dict[str, Any]}, summary="Decide how often a duty is due")
def decide(request: HttpRequest, body: DutyDecidedIn) -> Any:
    """The representative alone, with a reason."""
    return _done(
        request, body, lambda by, at: actions.decide(**body.model_dump(), by=by, at=at), lambda: {"decided": body.duty}
    )


@router.post("/duties/{division}/done", response={201: dict[str, Any]}, summary="A duty was done")
def done(request: HttpRequest, division: str, body: DutyDoneIn) -> Any:
    """With what shows it."""
    by, at = who(request), now(request)

    def told() -> Any:
        return {"divisions": [_month(m) for m in queries.months(by, at=at) if m.division.pk == division]}

    return _done(request, body, lambda by, at: actions.do(division=division, **body.model_dump(), by=by, at=at), told)


@router.post("/duties/{division}/events", response={201: dict[str, Any]}, summary="An event was held")
def held(request: HttpRequest, division: str, body: EventIn) -> Any:
    """Times as appointed and as they were, our form, and whether everybody was asked."""

    def told() -> Any:
        return {"events": [_event(e) for e in queries.events(division)]}

    return _done(
        request, body, lambda by, at: actions.hold_event(division=division, **body.model_dump(), by=by, at=at), told
    )


@router.get("/duties/{division}/events", response=dict[str, Any], summary="The events of a division")
def events(request: HttpRequest, division: str) -> Any:
    """How they kept time and form; those without a survey say so."""
    access.allow(who(request), "duties.see")
    return {"events": [_event(e) for e in queries.events(division)]}


@router.post("/duties/profits", response={201: dict[str, Any]}, summary="Record customers' gross profit")
def profits(request: HttpRequest, body: ProfitsIn) -> Any:
    """At the threshold or above, the leader owes the customer a meeting, once."""

    def act(by: Person, at: datetime) -> None:
        access.allow(by, "duties.write")
        for one in body.profits:
            actions.record_profit(customer=one.customer, yen=one.yen, by=by, at=at)

    return _done(request, body, act, lambda: {"recorded": len(body.profits)})


@router.get("/duties/meetings", response=dict[str, Any], summary="Whom the leader has not met yet")
def meetings(request: HttpRequest) -> Any:
    """Customers at or above the threshold whom one may see, the largest first."""
    by = who(request)
    access.allow(by, "duties.see")
    seen = set(Customer.objects.filter(customers.visible(by)).values_list("pk", flat=True))
    return {"unmet": [{"customer": pk, "yen": yen} for pk, yen in queries.unmet() if pk in seen]}


@router.get("/customers/{customer}/care", response=dict[str, Any], summary="What a customer is due")
def care(request: HttpRequest, customer: str) -> Any:
    """With whether selling rests because of a complaint."""
    card = customers.visible_customer(customer, by=who(request))
    return _care(card.pk, by=who(request), at=now(request))


@router.post("/customers/{customer}/care", response={201: dict[str, Any]}, summary="Plan something for a customer")
def promise(request: HttpRequest, customer: str, body: CareIn) -> Any:
    """Selling is refused (409) while a complaint is open and until its effect check."""
    return _of_customer(
        request,
        customer,
        body,
        lambda by, at: actions.promise_care(customer=customer, **body.model_dump(), by=by, at=at),
    )


@router.post("/customers/{customer}/care/declined", response={201: dict[str, Any]}, summary="No selling calls any more")
def declined(request: HttpRequest, customer: str, body: CallsDeclinedIn) -> Any:
    """In the customer's own words."""
    return _of_customer(
        request, customer, body, lambda by, at: actions.decline_calls(customer=customer, words=body.words, by=by, at=at)
    )


@router.post("/customers/{customer}/care/{promise}/given", response={201: dict[str, Any]}, summary="It was done")
def given(request: HttpRequest, customer: str, promise: str, body: CareGivenIn) -> Any:
    """A meeting is the leader's, in person."""
    return _of_customer(
        request,
        customer,
        body,
        lambda by, at: actions.give_care(customer=customer, promise=promise, **body.model_dump(), by=by, at=at),
    )


@router.post(
    "/customers/{customer}/care/{promise}/released", response={201: dict[str, Any]}, summary="It is not due any more"
)
def released(request: HttpRequest, customer: str, promise: str, body: CareReleasedIn) -> Any:
    """With the reason."""
    return _of_customer(
        request,
        customer,
        body,
        lambda by, at: actions.release_care(customer=customer, promise=promise, reason=body.reason, by=by, at=at),
    )


def _done(request: HttpRequest, body: Schema, act: Callable[[Person, datetime], Any], told: Callable[[], Any]) -> Any:
    def acted() -> Reply:
        act(who(request), now(request))
        return Reply(201, told())

    return once_only(request, body.model_dump(mode="json"), acted)


def _of_customer(request: HttpRequest, customer: str, body: Schema, act: Callable[[Person, datetime], Any]) -> Any:
    def acted() -> Reply:
        act(who(request), now(request))
        return Reply(201, _care(customer, by=who(request), at=now(request)), facts.of_customer(customer))

    return once_only(request, body.model_dump(mode="json"), acted)


def _month(month: queries.Month) -> dict[str, Any]:
    return {
        "division": month.division.pk,
        "duties": [
            {
                "duty": line.cadence.duty,
                "what": line.cadence.what.ja,
                "what_en": line.cadence.what.en,
                "from": line.start.isoformat(),
                "until": line.last_day.isoformat(),
                "target": line.term.target,
                "number": line.number,
                "state": line.state,
                "ours": line.term.ours and not line.cadence.of_source,
            }
            for line in month.lines
        ],
        "missed": [
            {"duty": one.duty, "period": one.period.isoformat()} for one in queries.past_missed(month.division.pk)
        ],
    }


def _event(event: rules.Punctual) -> dict[str, Any]:
    begins, ends = event.late
    return {
        "title": event.fact.title,
        "began_at": event.fact.began_at.isoformat(),
        "people": event.fact.people,
        "free": event.fact.free,
        "late_minutes": {"start": begins, "end": ends},
        "form_percent": event.form,
        "surveyed": event.surveyed,
    }


def _care(customer: str, *, by: Person, at: datetime) -> dict[str, Any]:
    access.allow(by, "duties.see")
    rest, counted = queries.rest(customer, at=at), rules.balance(history(facts.of_customer(customer)))
    return {
        "resting": rest and {"case": str(rest.no), "until": rest.until and rest.until.isoformat()},
        "thanks": counted.thanks,
        "requests": counted.asks,
        "due": [
            {
                "id": row.promise.pk,
                "care": row.care,
                "what": CARES[row.care].what.ja,
                "occasion": row.occasion,
                "due_at": row.promise.due_at.isoformat(),
                "state": row.state,
                "resting": row.resting is not None,
            }
            for row in queries.of_customer(customer, by=by, at=at)
        ],
    }
