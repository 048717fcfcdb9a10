"""What a telephone system calls (CTI). Its token opens this door and nothing else (`nattoku phone token`)."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import HttpBearer
from pydantic import Field

from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.facts import MachineDoor
from nattoku.people.models import Person
from nattoku.phone import actions

router = Router()


class Exchange(HttpBearer):
    """Authorization: Bearer TOKEN of the telephone system."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return people.door_by_token(token, MachineDoor.PHONE)


class CallIn(Schema):
    caller: str = Field(
        "",
        alias="from",
        description="The caller's number; empty or 非通知 when it is withheld",
        examples=["09012345678"],
    )
    to: str = Field("", description="The number or extension it rings at, or is passed on to", examples=["201"])
    call_id: str = Field(examples=["20261122-0001"])
    state: actions.State


@router.post("/phone/calls", response={200: dict[str, Any]}, auth=Exchange(), summary="What a call is doing")
def call(request: HttpRequest, body: CallIn) -> Any:
    """It rings up as a card; transfers are counted, and are facts of the case once the call belongs to one."""
    told = actions.tell(
        call_id=body.call_id, said=body.caller, to=body.to, state=body.state, door=who(request), at=now(request)
    )
    return {"call_id": told.pk, "state": told.state, "passed_on": len(told.passed_to), "case": told.case}
