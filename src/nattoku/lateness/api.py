"""Late first reports in the JSON API: one's own alone. Judging is done on the page, by a human."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.lateness import actions, queries
from nattoku.lateness.facts import Excuse
from nattoku.ledger.once import Reply
from nattoku.people.door import now, once_only, who

router = Router()


class ClauseIn(Schema):
    title: str = Field(examples=["人事評価規程 第8条第2項"])
    wording: str = Field(
        examples=["お申し出の一報を怠ったときは、本人の説明を聞いたうえで、評価を一段下げることがある。"]
    )
    in_force_on: date = Field(examples=["2027-04-01"])
    voluntary: bool = Field(True, description="A late report of one's own accord is left out")
    ended: bool = Field(False, description="The clause is taken back")


class LateSeenIn(Schema):
    case: int = Field(examples=[1001])
    excuse: Excuse | None = None
    words: str = ""


@router.get("/me/lateness", response=dict[str, Any], summary="One's own late first reports")
def own(request: HttpRequest) -> Any:
    """Empty while the representative has not recorded the clause."""
    return _told(request)


@router.post("/me/lateness", response={201: dict[str, Any]}, summary="Answer to one's own late first report")
def seen(request: HttpRequest, body: LateSeenIn) -> Any:
    """Before anybody else sees it."""

    def act() -> Reply:
        actions.see(**body.model_dump(), by=who(request), at=now(request))
        return Reply(201, _told(request))

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/lateness/clause", response={201: dict[str, Any]}, summary="Record the clause of the rating rules")
def clause(request: HttpRequest, body: ClauseIn) -> Any:
    """The representative alone; everything is off until then."""

    def act() -> Reply:
        actions.record_clause(**body.model_dump(), by=who(request), at=now(request))
        return Reply(201, {"on": queries.clause() is not None})

    return once_only(request, body.model_dump(mode="json"), act)


def _told(request: HttpRequest) -> dict[str, Any]:
    at = now(request)
    return {
        "on": queries.clause() is not None,
        "late": [
            {
                "case": str(row.late.case),
                "received_at": row.late.received_at.isoformat(),
                "told_at": row.late.told_at.isoformat() if row.late.told_at else None,
                "gap": int(row.late.gap(at).total_seconds()),
                "seen": row.heard.seen is not None,
                "excused": row.excused,
                "lowered": row.heard.judged.lowered if row.heard.judged else None,
            }
            for row in queries.own(who(request), at=at)
        ],
    }
