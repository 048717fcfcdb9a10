"""Reports in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.ledger.once import Reply
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.reports import actions
from nattoku.reports.facts import Means

router = Router()


class ReportIn(Schema):
    kind: Literal["told_leader", "not_reached", "acknowledged", "shared", "action", "completed"]
    person: str = Field("", description="told_leader, not_reached: whom you called")
    means: Means = Means.PHONE
    in_presence: bool | None = None
    said: str = ""
    why_not: str = ""
    happened_at: datetime | None = None
    takes: bool = False
    text: str = Field("", description="shared, action, completed: the words; empty takes the draft")
    divisions: list[str] = []
    oral: bool = False


class OutsideIn(Schema):
    division: str
    reason: str


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
        "not_reached": lambda: actions.miss_leader(no, person=person, by=by, at=at),
        "acknowledged": lambda: actions.acknowledge(no, takes=body.takes, by=by, at=at),
        "shared": lambda: actions.share(no, text=text, divisions=divisions, by=by, at=at),
        "action": lambda: actions.report_action(no, text=text, divisions=divisions, by=by, at=at),
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
