"""Notices in the JSON API."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router

from nattoku.ledger.once import Reply
from nattoku.notices import actions, hearing_api, queries
from nattoku.notices.queries import Line
from nattoku.people.door import now, once_only, who

router = Router()
router.add_router("", hearing_api.router)


@router.get("/cases/{no}/notices", response=list[dict[str, Any]], summary="Who was told, and whether it arrived")
def of_case(request: HttpRequest, no: str) -> Any:
    """Every notice of a case, the newest first. state: waiting, sending, unsure, sent, refused, unknown."""
    return [_told(line) for line in queries.of_case(no, by=who(request))]


@router.get("/notices", response=list[dict[str, Any]], summary="Notices that wait for a person")
def troubled(request: HttpRequest) -> Any:
    """Refused ones, with the reason, and those whose outcome nobody knows; in the cases you may see."""
    return [_told(line) for line in queries.troubled(by=who(request))]


@router.post("/cases/{no}/notices/{ref}/again", response={201: dict[str, Any]}, summary="Send it again")
def again(request: HttpRequest, no: str, ref: str) -> Any:
    """Only what was refused, or whose outcome is unknown."""
    by, at = who(request), now(request)

    def act() -> Reply:
        notice = actions.send_again(no, ref=ref, by=by, at=at)
        return Reply(201, {"ref": notice.ref, "state": notice.state}, notice.stream)

    return once_only(request, {}, act)


@router.post("/cases/{no}/notices/read", response={201: dict[str, Any]}, summary="The first information was read")
def read(request: HttpRequest, no: str) -> Any:
    """「読みました」, for the divisions you belong to. A machine's delivery does not settle it; this does."""
    by, at = who(request), now(request)

    def act() -> Reply:
        return Reply(201, {"divisions": actions.acknowledge(no, by=by, at=at)}, f"case:{no}")

    return once_only(request, {}, act)


def _told(line: Line) -> dict[str, Any]:
    lang, notice = get_language() or "ja", line.notice
    return {
        "ref": notice.ref,
        "no": str(line.no),
        "kind": notice.kind,
        "to": {"id": notice.to, "name": line.to.to(lang)},
        "channel": notice.channel,
        "subject": notice.subject,
        "state": notice.state,
        "reason": line.reason.to(lang) if line.reason else None,
        "attempts": notice.attempts,
        "created_at": notice.created_at.isoformat(),
        "sent_at": notice.sent_at.isoformat() if notice.sent_at else None,
    }
