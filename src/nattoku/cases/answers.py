"""Cases as JSON: what the API and the command line answer."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from nattoku.cases import queries, relating
from nattoku.cases import timeline as lines
from nattoku.cases.facts import CaseReceived
from nattoku.cases.models import Case
from nattoku.cases.words import STAGES, Stage
from nattoku.customers import queries as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import opened
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import Promise
from nattoku.people import access
from nattoku.people.models import Person

MASKED = "＊＊＊"


def lang() -> str:
    """The language of the answer."""
    return get_language() or "ja"


def received(recorded: list[Recorded], *, by: Person, at: datetime) -> dict[str, Any]:
    """What a door answers when a complaint was received: report card and promises, from the facts just written."""
    first_fact = recorded[0].fact
    assert isinstance(first_fact, CaseReceived)
    card = queries.report_card(first_fact, by=by, at=at)
    first = card.whom[0] if card.whom else None
    return {
        "no": recorded[0].stream.partition(":")[2],
        "stage": stage(Stage.OCCURRED),
        "version": recorded[-1].seq,
        "report_card": {
            "when": card.when.isoformat(),
            "whom": {"name": first.name, "phone": first.phone, "id": first.pk} if first else None,
            "then": [{"name": p.name, "phone": p.phone, "id": p.pk} for p in card.whom[1:]],
            "what": card.what,
            "how": card.how.to(lang()),
        },
        "promises": [promise(p) for p in opened(recorded[0])],
        "special_terms": special(first_fact.customer, identified=any(r.kind == "cases.identified" for r in recorded)),
    }


def special(customer: str, *, identified: bool) -> list[dict[str, str]]:
    """The customer's contracts with special terms (S000-7); that there are any is said at once, their text only to
    whom the identity was shown (R8-11)."""
    found = customers.special(customer)
    return [{"title": c.title, "terms": c.terms} if identified else {"title": MASKED, "terms": MASKED} for c in found]


def stage(number: int) -> dict[str, Any]:
    """A stage by number and name."""
    return {"number": int(number), "name": STAGES[Stage(number)].to(lang())}


def promise(one: Promise, *, hide: bool = False) -> dict[str, Any]:
    """A promise as the API tells it; hide: without the detail, which may be a customer's words."""
    if hide:
        one.detail = ""
    return {
        "id": one.pk,
        "kind": one.kind,
        "to": one.to,
        "what": promises.what(one).to(lang()),
        "due_at": one.due_at.isoformat(),
        "blocking": one.blocking,
        "outcome": one.outcome,
        "owed_by": one.owed_by,
    }


def case(no: int | str, *, by: Person) -> dict[str, Any]:
    """One case, with its items and promises; personal words masked for a viewer."""
    row, _, state = queries.opened(no, by=by)
    hide = access.masks(by)
    return {
        **summary(row, hide=hide),
        "words": MASKED if hide else state.received.words,
        "identified": MASKED if hide and state.identified else state.identified,
        "contact": state.contact,
        "responsible": asdict(answerable) if (answerable := relating.responsible()) else None,
        "related": [str(one.no) for one in relating.related(state, by=by)],
        "special_terms": special(state.customer, identified=bool(state.identified) and not hide),
        "hurts": {hurt.value: healed for hurt, healed in state.hurts.items()},
        "items": [
            {
                "item": n,
                "what": MASKED if hide else i.heard.what,
                "central": i.heard.central,
                "about": i.heard.about,
                "hurt": i.heard.hurt,
                "wish": i.heard.wish,
                "answer": MASKED if hide and i.answer else i.answer,
            }
            for n, i in state.items.items()
        ],
        "entered": {int(s): moment.isoformat() for s, moment in state.entered.items()},
        "promises": [promise(p, hide=hide) for p in promises.promises(row.stream)],
    }


def summary(row: Case, *, hide: bool = False) -> dict[str, Any]:
    """One line of a list."""
    return {
        "no": str(row.no),
        "stage": stage(row.stage),
        "version": row.version,
        "fact": MASKED if hide else row.fact,
        "customer": {"id": row.customer, "name": MASKED if hide else row.caller},
        "division": row.division,
        "door": row.door,
        "kind": row.kind,
        "severity": row.severity or None,
        "urgency": row.urgency or None,
        "danger": row.danger,
        "happened_at": row.happened_at.isoformat(),
        "last_told_at": row.last_told_at.isoformat() if row.last_told_at else None,
        "ending": row.ending or None,
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }


def page(
    rows: "QuerySet[Case]", *, after: int | None, limit: int, open_only: bool, hide: bool = False
) -> dict[str, Any]:
    """A page of cases, newest first; after: the cursor."""
    found = rows.order_by("-no")
    if after:
        found = found.filter(no__lt=after)
    if open_only:
        found = found.filter(ending="")
    got = list(found[: limit + 1])
    more = len(got) > limit
    return {
        "cases": [summary(r, hide=hide) for r in got[:limit]],
        "next": got[limit - 1].no if more else None,
    }


def timeline(no: int | str, *, by: Person, room: str = "") -> dict[str, Any]:
    """Every fact of a case with its sentence; room: those of one room only."""
    row, past, _ = queries.opened(no, by=by)
    return {
        "no": str(row.no),
        "version": row.version,
        "facts": [
            {
                "seq": line.recorded.seq,
                "kind": line.recorded.kind,
                "by": line.by,
                "happened_at": line.recorded.happened_at.isoformat(),
                "recorded_at": line.recorded.recorded_at.isoformat(),
                "sentence": line.sentence.to(lang()),
                "words": line.words,
            }
            for line in lines.lines(past, hide=access.masks(by))
            if line.recorded.kind.startswith(room)
        ],
    }
