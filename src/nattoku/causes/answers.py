"""The drill as JSON. Names stand in evidence fields, and only for those who may read them (T5)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from nattoku.cases.words import KINDS
from nattoku.causes import queries, rules
from nattoku.causes.beside import Beside
from nattoku.causes.drill import Drill, Handover, Hypothesis, depth_of, unacknowledged
from nattoku.causes.knowledge import Line, Moment
from nattoku.causes.way import Leg
from nattoku.causes.words import CODES, PROCESSES
from nattoku.ledger.facts import Fact, personal_fields, to_plain
from nattoku.lib.clock import span
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person

MASKED = "＊＊＊"
RECEIPT_UNKNOWN = Text("受け取り不明", "receipt unknown")


def _say(words: Text) -> str:
    return words.to(get_language() or "ja")


def beside(stands_out: Beside | None) -> dict[str, Any] | None:
    """The step that took unusually long, in seconds; others: how many orders it is compared with."""
    if stands_out is None:
        return None
    step = stands_out.passage
    return {
        "from": step.came,
        "to": step.went,
        "seconds": step.seconds,
        "nine_of_ten": step.nine_of_ten,
        "others": step.others,
        "says": _say(step.says),
        "cases": [str(no) for no in stands_out.cases],
    }


def drill(no: int | str, *, by: Person) -> dict[str, Any]:
    """The whole drill of a case: what was found, what is computed, what is still unchecked."""
    case, state, found = queries.drilled(no, by=by)
    hide = access.masks(by)
    return {
        "no": str(case.no),
        "version": state.version,
        "stage": int(state.stage),
        "kind": {"code": found.template.kind, "name": _say(KINDS[found.template.kind])},
        "order": _order(found, hide),
        "late": found.late,
        "tight_from_the_start": found.tight,
        "processes": _processes(found, hide),
        "steps": [plain(s, hide) | {"depth": depth_of(found.steps, n)} for n, s in found.steps.items()],
        "depth": found.depth,
        "handovers": [_handover(h, hide) for h in found.handovers.values()],
        "legs": [_leg(leg) for leg in found.legs],
        "first_broken": _first_broken(found),
        "knowledge": [plain(k, hide) for k in found.known.values()],
        "knowledge_line": _line(found.line),
        "checks": _checks(found, hide),
        "findings": {
            "A": plain(found.promise, hide) if found.promise else None,
            "B": plain(found.terms, hide) | {"unacknowledged": unacknowledged(found.terms)} if found.terms else None,
        },
        **causes(found, hide),
        "countermeasures": [plain(c, hide) | {"done": n in found.done} for n, c in found.countermeasures.items()],
        "unchecked": [_say(u) for u in rules.unchecked(found)],
        "warnings": [_say(w) for w in rules.warnings(found)],
        "concluded": plain(found.concluded, hide) if found.concluded else None,
    }


def causes(found: Drill, hide: bool) -> dict[str, Any]:
    """Hypotheses as they were formed, and the causes confirmed."""
    return {
        "hypotheses": [_hypothesis(h, hide) for h in found.hypotheses.values()],
        "causes": [plain(c, hide) | {"name": _say(CODES[c.code]) if c.code else None} for c in found.causes.values()],
        "unknown": plain(found.unknown, hide) if found.unknown else None,
    }


def plain(fact: Fact, hide: bool) -> dict[str, Any]:
    """A fact's fields; personal ones masked for those who may not read them."""
    fields = to_plain(fact)
    return {k: MASKED if hide and k in personal_fields(type(fact)) and v else v for k, v in fields.items()}


def _order(found: Drill, hide: bool) -> dict[str, Any] | None:
    if found.order_hidden:
        return {"number": MASKED, "hidden": True, "events": []}
    if found.order is None:
        return None
    number = MASKED if hide else found.order.order
    due = found.due_at.isoformat() if found.due_at else None
    return {
        "number": number,
        "hidden": False,
        "source": found.order.source,
        "promised_at": due,
        "events": found.order.events,
    }


def _processes(found: Drill, hide: bool) -> list[dict[str, Any]]:
    return [
        {
            "process": p,
            "name": _say(PROCESSES[p]),
            "seen": found.seen(p),
            "looked": plain(found.looked[p], hide) if p in found.looked else None,
        }
        for p in found.template.processes
    ]


def _handover(handover: Handover, hide: bool) -> dict[str, Any]:
    """gap and lag in seconds, None where unknown: never zero."""
    received = handover.fact.received_at
    words = span(handover.gap) if handover.gap is not None else RECEIPT_UNKNOWN
    return plain(handover.fact, hide) | {
        "receipt": "known" if received else "unknown",
        "gap": _seconds(handover.gap),
        "gap_words": _say(words) if received is None or handover.gap is not None else None,
        "lag": _seconds(handover.lag),
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "leg": leg.code,
        "process": leg.process,
        "words": _say(leg.says),
        "begun_at": leg.begun_at.isoformat(),
        "ended_at": _iso(leg.ended_at),
        "limit_at": _iso(leg.limit_at),
        "took": _seconds(leg.took),
        "over": _seconds(leg.over),
        "verdict": leg.verdict,
    }


def _first_broken(found: Drill) -> dict[str, Any] | None:
    broken = found.first_broken
    if broken is None:
        return None
    return {
        "process": broken.process,
        "name": _say(PROCESSES[broken.process]),
        "code": broken.code,
        "why": _say(broken.why),
        "at": _iso(broken.at),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "known": _moment(line.known),
        "told": _moment(line.told),
        "received": _moment(line.received),
        "customer": _moment(line.customer),
        "due_at": _iso(line.due_at),
        "before_due": _seconds(line.before_due),
        "knowable_at": _iso(line.knowable_at),
        "dark": [m.isoformat() for m in line.dark] if line.dark else None,
        "dark_words": _say(line.dark_words),
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {"value": moment.value, "at": _iso(moment.at), "process": moment.process}


def _checks(found: Drill, hide: bool) -> list[dict[str, Any]]:
    return [
        {
            "code": s.check.code,
            "process": s.check.process,
            "asks": _say(s.check.asks),
            "verdict": s.verdict,
            "measured": {"verdict": s.measured.verdict, "why": _say(s.measured.why)} if s.measured else None,
            "answered": plain(s.answered, hide) if s.answered else None,
            "differs": s.differs,
        }
        for s in found.checks
    ]


def _hypothesis(one: Hypothesis, hide: bool) -> dict[str, Any]:
    return plain(one.fact, hide) | {
        "formed_at": one.formed_at.isoformat(),
        "dismissed": plain(one.dismissed, hide)["because"] if one.dismissed else None,
        "confirmed": one.confirmed or None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _seconds(length: timedelta | None) -> int | None:
    return int(length.total_seconds()) if length is not None else None
