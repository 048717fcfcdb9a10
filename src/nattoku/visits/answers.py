"""Visits as JSON."""

from typing import Any

from nattoku.cases import queries
from nattoku.cases.answers import MASKED
from nattoku.ledger.facts import Fact, personal_fields, to_plain
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.visits import rules


def visits(no: int | str, *, by: Person) -> dict[str, Any]:
    """{"visits": [...], "visit_declined": words or null}; personal words masked for a viewer."""
    _, past, _ = queries.opened(no, by=by)
    hide = access.masks(by)
    leads = access.may(by, "visits.approve")
    all_of = rules.visits_of(past)
    declined = all_of.declined.words if all_of.declined else None
    return {
        "visits": [_visit(v, hide, leads) for v in all_of.by_number.values()],
        "visit_declined": MASKED if hide and declined else declined,
    }


def _visit(visit: rules.Visit, hide: bool, leads: bool) -> dict[str, Any]:
    return {
        "visit": visit.number,
        "state": state(visit),
        "may_go": visit.ahead and visit.may_go,
        "sent_back": MASKED if hide and visit.sent_back else visit.sent_back,
        "begun_at": visit.begun_at.isoformat() if visit.begun_at else None,
        "plan": _shown(visit.plan, hide),
        "prepared": _prepared(visit, hide=hide or not leads),
        "left_at": visit.left_at.isoformat() if visit.left_at else None,
        "danger": _shown(visit.danger, hide) if visit.danger else None,
        "hints": [
            {
                "hint": h.number,
                "words": MASKED if hide else h.words,
                "owner": h.owner,
                "decision": h.decision,
                "why": MASKED if hide and h.why else h.why,
            }
            for h in visit.hints
        ],
        "record": _shown(visit.made, hide) if visit.made else None,
        "debrief": _shown(visit.debrief, hide) if visit.debrief else None,
    }


def _prepared(visit: rules.Visit, *, hide: bool) -> dict[str, Any] | None:
    """A remark on somebody's appearance is for leaders alone (S001-9)."""
    return _shown(visit.prepared, hide) if visit.prepared else None


def state(visit: rules.Visit) -> str:
    """One word: cancelled, debriefed, made, left, begun, sent_back, waiting (for approval), ready."""
    if visit.cancelled:
        return "cancelled"
    if visit.made:
        return "debriefed" if visit.debrief else "made"
    if visit.left_at:
        return "left"
    if visit.begun_at:
        return "begun"
    if visit.sent_back:
        return "sent_back"
    return "ready" if visit.may_go else "waiting"


def _shown(fact: Fact, hide: bool) -> dict[str, Any]:
    private = personal_fields(type(fact))
    return {k: MASKED if hide and k in private and v else v for k, v in to_plain(fact).items()}
