"""Visits in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers as cases
from nattoku.cases.promising import Saying
from nattoku.cases.saying import SaidIn
from nattoku.cases.words import About
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.visits import actions, answers, hints, safety
from nattoku.visits.words import Bearing, Compared, Decision, Felt, Known, Manner, Purpose, Received, Wishes

router = Router()


class PlanIn(Schema):
    visit: int = Field(0, description="The number of a visit that is planned anew; 0: a new one")
    purposes: list[Purpose] = Field([], examples=[["apologise", "listen"]])
    purpose: str = Field("", examples=["至らなかった点をお詫びし、お困りのことを初めから伺う"])
    starts_at: Moment
    ends_at: Moment = Field(description="The agreed end")
    place: str = ""
    hypothesis: str = Field("", description="What we believe the reason to be; frozen once the visit begins")
    visitors: list[str] = Field([], description="Ids; none: the contact and the superior")
    speaks_first: str = ""
    takes_notes: str = ""
    manner: Manner = Manner.IN_PERSON
    leaving: str = Field("", description="Words for leaving; empty takes ours")
    alone_because: str = ""
    despite: str = Field("", description="Words with which the customer agreed to meet somebody refused before")
    timing_because: str = ""
    invited: str = ""
    arrive_at: Moment | None = Field(None, description="When we mean to be there; empty: as early as we always are")
    travel: int = Field(0, description="Minutes on the way", examples=[45])
    below_because: str = Field("", description="Why no superior goes; a leader must approve")
    happened_at: Moment | None = None


class VisitApprovalIn(Schema):
    approve: bool
    words: str = Field("", description="A word, or the reason for sending it back")


class DeclinedIn(Schema):
    words: str = Field(examples=["来ていただかなくて結構です。電話で教えてください"])
    instead: str = Field("", examples=["phone"])
    next_at: Moment | None = None
    happened_at: Moment | None = None


class PreparedIn(Schema):
    ready: list[Bearing] = Field(description="What is in order", examples=[[b.value for b in Bearing]])
    remark: str = Field("", description="On somebody's appearance; only leaders read it")


class DangerIn(Schema):
    words: str = ""


class HintOwnerIn(Schema):
    person: str = Field(description="Id of who looks after it", examples=["chiba"])


class HintDecisionIn(Schema):
    decision: Decision
    words: str = Field(
        description="Who does what by when, or why not", examples=["受注の日にお電話を一本入れる。来月から"]
    )


class BegunIn(Schema):
    happened_at: Moment | None = None


class RecordIn(Schema):
    started_at: Moment
    ended_at: Moment
    who_i_am: str = Field("", examples=["営業部の責任者の千葉"])
    failed_at: str = Field("", examples=["指導が足りなかった"])
    suffered: str = Field("", examples=["長いあいだ不安な思い"])
    words: str = Field(description="The customer's words, verbatim")
    arrival: list[Known] = [Known.TROUBLE]
    received: Received = Received.UNKNOWN
    continues: Wishes = Wishes.UNKNOWN
    fine: list[About] = Field([], description="What the customer said is in order", examples=[["product"]])
    unhappy: list[About] = Field([], description="What the customer is unhappy with", examples=[["conduct"]])
    compared: Compared = Compared.UNKNOWN
    cause_found: str = ""
    items: list[str] = []
    hints: list[str] = []
    visitors: list[str] = []
    spoke: list[str] = Field([], description="Ids of those of us who spoke")
    felt: Felt = Field(Felt.NOT_ASKED, description="Asked after a long visit")
    next_at: Moment | None = None
    despite: str = Field("", description="why then, where the customer's card speaks against it")
    promised: list[SaidIn] = Field([], description="What was promised there; each is owed from now on")


class DebriefIn(Schema):
    remark: str
    lesson: str
    thanked_reporter: str
    thanked_concerned: str = ""
    thanked_customer: str = ""


class VisitReasonIn(Schema):
    reason: str


@router.get("/cases/{no}/visits", response=dict[str, Any], summary="The visits of a case")
def listed(request: HttpRequest, no: str) -> Any:
    """Plans and records; personal words masked for a viewer."""
    return answers.visits(no, by=who(request))


@router.post("/cases/{no}/visits", response={201: dict[str, Any]}, summary="Plan a visit")
def plan(request: HttpRequest, no: str, body: PlanIn) -> Any:
    """A purpose, two people, a place, an agreed end. A further visit waits for a leader's approval."""
    fields = {k: getattr(body, k) for k in PlanIn.model_fields if k not in ("visit", "happened_at")}

    def planned(by: Person, at: datetime) -> object:
        return actions.plan(no, actions.Plan(**fields), visit=body.visit, happened_at=body.happened_at, by=by, at=at)

    return _write(request, no, body, planned)


@router.post("/cases/{no}/visits/declined", response={201: dict[str, Any]}, summary="No visit is wished for")
def declined(request: HttpRequest, no: str, body: DeclinedIn) -> Any:
    """The customer's answer; the next contact stays promised."""
    return _write(request, no, body, lambda by, at: actions.decline(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/visits/{visit}/approval", response={201: dict[str, Any]}, summary="Approve or send back")
def approval(request: HttpRequest, no: str, visit: int, body: VisitApprovalIn) -> Any:
    """A leader decides on each further visit, and on going alone."""

    def decided(by: Person, at: datetime) -> None:
        if body.approve:
            actions.approve(no, visit=visit, words=body.words, by=by, at=at)
        else:
            actions.send_back(no, visit=visit, reason=body.words, by=by, at=at)

    return _write(request, no, body, decided)


@router.post("/cases/{no}/visits/{visit}/alone", response={201: dict[str, Any]}, summary="I do not go alone")
def alone(request: HttpRequest, no: str, visit: int) -> Any:
    """Always allowed; no reason is asked."""
    return _write(request, no, None, lambda by, at: actions.decline_alone(no, visit=visit, by=by, at=at))


@router.post("/cases/{no}/visits/{visit}/arrival", response={201: dict[str, Any]}, summary="We have arrived")
def arrival(request: HttpRequest, no: str, visit: int, body: BegunIn) -> Any:
    """Keeps the appointment, or keeps it late; the plan stands from now on."""
    return _write(
        request, no, body, lambda by, at: actions.begin(no, visit=visit, happened_at=body.happened_at, by=by, at=at)
    )


@router.post("/cases/{no}/visits/{visit}/preparation", response={201: dict[str, Any]}, summary="Ready to go in")
def preparation(request: HttpRequest, no: str, visit: int, body: PreparedIn) -> Any:
    """Appearance and bearing, looked at before going in."""
    return _write(request, no, body, lambda by, at: safety.prepare(no, visit=visit, **dict(body), by=by, at=at))


@router.post("/cases/{no}/visits/{visit}/departure", response={201: dict[str, Any]}, summary="We have left")
def departure(request: HttpRequest, no: str, visit: int, body: BegunIn) -> Any:
    """Whoever went is out and well; without this word the leader is told after the agreed end."""
    moment = body.happened_at
    return _write(request, no, body, lambda by, at: safety.leave(no, visit=visit, happened_at=moment, by=by, at=at))


@router.post("/cases/{no}/visits/{visit}/danger", response={201: dict[str, Any]}, summary="We feel unsafe")
def danger(request: HttpRequest, no: str, visit: int, body: DangerIn) -> Any:
    """The leader hears of it at once; no reason is asked."""
    return _write(request, no, body, lambda by, at: safety.feel_danger(no, visit=visit, words=body.words, by=by, at=at))


@router.post(
    "/cases/{no}/visits/{visit}/hints/{hint}/owner", response={201: dict[str, Any]}, summary="Who looks after it"
)
def hint_owner(request: HttpRequest, no: str, visit: int, hint: int, body: HintOwnerIn) -> Any:
    """Something we were taught gets an owner, who owes the decision."""
    return _write(
        request, no, body, lambda by, at: hints.assign(no, visit=visit, hint=hint, person=body.person, by=by, at=at)
    )


@router.post(
    "/cases/{no}/visits/{visit}/hints/{hint}/decision", response={201: dict[str, Any]}, summary="What becomes of it"
)
def hint_decision(request: HttpRequest, no: str, visit: int, hint: int, body: HintDecisionIn) -> Any:
    """Adopted, tried, or not now, and why."""
    return _write(
        request, no, body, lambda by, at: hints.decide(no, visit=visit, hint=hint, **dict(body), by=by, at=at)
    )


@router.post("/cases/{no}/visits/{visit}/record", response={201: dict[str, Any]}, summary="Write the visit up")
def record(request: HttpRequest, no: str, visit: int, body: RecordIn) -> Any:
    """The three-field stance makes the sentence of apology; the letter is promised by it."""
    fields = {k: getattr(body, k) for k in RecordIn.model_fields}
    fields["promised"] = [Saying(one.what, one.due_at, one.words, one.despite) for one in body.promised]
    made = actions.Record(**fields)
    return _write(request, no, body, lambda by, at: actions.record(no, made, visit=visit, by=by, at=at))


@router.post("/cases/{no}/visits/{visit}/debrief", response={201: dict[str, Any]}, summary="Go over the visit")
def debrief(request: HttpRequest, no: str, visit: int, body: DebriefIn) -> Any:
    """The superior's remark, the lesson, and thanks."""
    return _write(request, no, body, lambda by, at: actions.debrief(no, visit=visit, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/visits/{visit}/cancellation", response={201: dict[str, Any]}, summary="Cancel the visit")
def cancellation(request: HttpRequest, no: str, visit: int, body: VisitReasonIn) -> Any:
    """Before it begins."""
    return _write(request, no, body, lambda by, at: actions.cancel(no, visit=visit, reason=body.reason, by=by, at=at))


def _write(
    request: HttpRequest, no: str, body: Schema | None, act: Callable[[Person, datetime], object]
) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, cases.case(no, by=by) | answers.visits(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json") if body else {}, acted)
