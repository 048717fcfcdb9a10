"""Policies and the calendar in the JSON API."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.ledger.once import Reply
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.policies import actions, queries, shown

router = Router()


class PolicyDecisionIn(Schema):
    value: int = Field(examples=[20], description="Minutes of a time, else the policy's own unit")
    business: bool = Field(False, description="The minutes are business time; whole days are business days")
    reason: str = Field(examples=["お待たせする時間を短くするため"])


class ClosedDaysIn(Schema):
    closed: list[str] = Field([], examples=[["2026-12-28"]])
    year_end_from: str = Field("", examples=["12-29"])
    year_end_to: str = Field("", examples=["01-03"])
    holidays: bool = True
    reason: str = Field(examples=["年末の棚卸のため"])


class HoursIn(Schema):
    division: str = Field("", description="Empty: every division without hours of its own")
    week: list[str] = Field(
        examples=[["09:00-12:00 13:00-18:00"] * 5 + ["", ""]], description="Seven days from Monday; [] gives them up"
    )
    reason: str = Field(examples=["土曜日も受けるため"])


@router.get("/policies", response=dict[str, Any], summary="Every policy in force")
def policies(request: HttpRequest) -> Any:
    """Its value, whether it is our default, and every decision of it."""
    access.allow(who(request), "policies.see")
    return {"policies": [told(one) for one in shown.everything()]}


@router.post("/policies/{key}", response={201: dict[str, Any]}, summary="Decide a policy")
def decide(request: HttpRequest, key: str, body: PolicyDecisionIn) -> Any:
    """The representative alone, with a reason."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.decide(key=key, **body.model_dump(), by=by, at=at)
        return Reply(201, told(shown.one(key)), "company")

    return once_only(request, body.model_dump(mode="json"), act)


@router.get("/calendar", response=dict[str, Any], summary="Business days and hours")
def calendar(request: HttpRequest) -> Any:
    """The company's closed days, and the hours of each division that has its own ("" is the company's)."""
    access.allow(who(request), "policies.see")
    return open_when()


@router.post("/calendar", response={201: dict[str, Any]}, summary="Set the company's closed days")
def set_calendar(request: HttpRequest, body: ClosedDaysIn) -> Any:
    """Replaces the former ones."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.set_calendar(**body.model_dump(), by=by, at=at)
        return Reply(201, open_when(), "company")

    return once_only(request, body.model_dump(mode="json"), act)


@router.post("/calendar/hours", response={201: dict[str, Any]}, summary="Set the weekly hours")
def set_hours(request: HttpRequest, body: HoursIn) -> Any:
    """Of the company, or of one division."""
    by, at = who(request), now(request)

    def act() -> Reply:
        actions.set_hours(**body.model_dump(), by=by, at=at)
        return Reply(201, open_when(), "company")

    return once_only(request, body.model_dump(mode="json"), act)


def told(one: shown.Shown) -> dict[str, Any]:
    """A policy as the API and the command line tell it."""
    return {
        "key": one.key,
        "what": one.what.ja,
        "what_en": one.what.en,
        "value": one.value,
        "unit": one.unit,
        "business": one.business,
        "words": one.words.ja,
        "default": one.default.ja,
        "ours": one.ours,
        "decisions": [
            {"value": d.value.ja, "at": d.recorded.recorded_at.isoformat(), "by": d.recorded.by, "reason": d.reason}
            for d in one.history
        ],
    }


def open_when() -> dict[str, Any]:
    """The calendar as the API and the command line tell it."""
    days = queries.closed_days()
    return {
        "closed": days.closed,
        "year_end": days.year_end,
        "holidays": days.holidays,
        "hours": {division: week for division, week in queries.weeks().items() if week},
    }
