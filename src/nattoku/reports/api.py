"""Reports in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers, queries
from nattoku.cases.api import CaseIn, intake_of
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.reports import actions, rules
from nattoku.reports.facts import Means
from nattoku.reports.on_the_spot import settle_on_the_spot

router = Router()


class ReportIn(Schema):
    kind: Literal[
        "told_leader", "customer_told", "not_reached", "acknowledged", "shared", "action", "completed", "thanked"
    ]
    person: str = Field("", description="told_leader, not_reached: whom you called")
    means: Means = Means.PHONE
    in_presence: bool | None = Field(None, description="told_leader: in front of the customer; face to face alone")
    said: str = ""
    why_not: str = ""
    happened_at: Moment | None = None
    takes: bool = False
    text: str = Field("", description="shared, action, completed, thanked: the words; empty takes the draft")
    divisions: list[str] = Field([], description="shared: none named means everybody")
    why_narrow: str = Field("", description="shared: why not everybody is told, where somebody is left out")
    oral: bool = False


class OutsideIn(Schema):
    division: str
    reason: str


@router.get("/cases/{no}/reports", response=dict[str, Any], summary="What was told inside")
def told(request: HttpRequest, no: str) -> Any:
    """The reports of a case in their order, with their words. customer_untold: who did not see the first report being
    made has not heard of it yet (T12)."""
    found = answers.timeline(no, by=who(request), room="reports.")
    _, past, state = queries.opened(no, by=who(request))
    untold = state.open and rules.customer_untold(past)
    return {"no": found["no"], "version": found["version"], "customer_untold": untold, "reports": found["facts"]}


@router.post("/cases/{no}/reports", response={201: dict[str, Any]}, summary="Tell inside")
def report(request: HttpRequest, no: str, body: ReportIn) -> Any:
    """The first report by voice, sharing with the divisions, action and completion reports."""
    by, at = who(request), now(request)

    def act() -> Reply:
        _act(no, body, by=by, at=at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), act)


def _act(no: str, body: ReportIn, *, by: Person, at: datetime) -> None:
    person, text, divisions = body.person, body.text, body.divisions
    acts: dict[str, Callable[[], None]] = {
        "told_leader": lambda: actions.tell_leader(
            no,
            person=person,
            means=body.means,
            in_presence=body.in_presence,
            said=body.said,
            why_not=body.why_not,
            happened_at=body.happened_at,
            by=by,
            at=at,
        ),
        "customer_told": lambda: actions.tell_customer(no, happened_at=body.happened_at, by=by, at=at),
        "not_reached": lambda: actions.miss_leader(no, person=person, by=by, at=at),
        "acknowledged": lambda: actions.acknowledge(no, takes=body.takes, by=by, at=at),
        "shared": lambda: actions.share(no, text=text, divisions=divisions, why_narrow=body.why_narrow, by=by, at=at),
        "action": lambda: actions.report_action(no, text=text, divisions=divisions, by=by, at=at),
        "thanked": lambda: actions.thank_first(no, words=text, by=by, at=at),
        "completed": lambda: actions.complete(no, text=text, divisions=divisions, oral=body.oral, by=by, at=at),
    }
    acts[body.kind]()


@router.post("/cases/{no}/reports/outside", response={201: dict[str, Any]}, summary="Allow a room with outsiders")
def allow_outside(request: HttpRequest, no: str, body: OutsideIn) -> Any:
    """The representative alone."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.allow_outside(no, division=body.division, reason=body.reason, by=by, at=at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), act)


class OnTheSpotIn(CaseIn):
    done: str = Field(examples=["お詫びし、もう一度ゆっくりご説明した"])
    cause: str = Field(examples=["店内の放送と重なり、声が届かなかった"])
    last_word: str = Field(description="The customer's words of ご納得", examples=["分かりました。もういいですよ"])
    told: str = Field(description="Id of the leader who was told by voice")
    told_at: Moment | None = None
    means: Means = Means.PHONE
    in_presence: bool | None = None
    through: str = ""
    completed_orally: bool = False


@router.post("/cases/on-the-spot", response={201: dict[str, Any]}, summary="Settled on the spot")
def on_the_spot(request: HttpRequest, body: OnTheSpotIn) -> Any:
    """Received, reported to the leader and ended with the customer's words within the first contact (R8-3)."""
    by, at = who(request), now(request)

    def act() -> Reply:
        no = settle_on_the_spot(
            intake_of(body, by=by, at=at),
            done=body.done,
            cause=body.cause,
            words=body.last_word,
            told=body.told,
            told_at=body.told_at,
            means=body.means,
            in_presence=body.in_presence,
            through=body.through,
            completed_orally=body.completed_orally,
            by=by,
            at=at,
        )
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), act, key=body.id)
