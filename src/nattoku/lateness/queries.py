"""Late first reports: one's own, and, once the person has been heard, those that wait for a human."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from nattoku.cases import facts as cases
from nattoku.cases.words import Narrow
from nattoku.lateness import facts, rules
from nattoku.ledger.append import history, read
from nattoku.ledger.facts import History
from nattoku.ledger.models import FactRow, Promise
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

# The only kinds of facts of a case that are ever read here (R8-12).
KINDS = ("cases.received", "reports.not_reached")
OUT = (Narrow.HARASSMENT, Narrow.WHISTLE)


def clause() -> facts.ClauseRecorded | None:
    """The clause in force."""
    return rules.clause_of(clauses())


def clauses() -> History:
    """Every clause that was ever recorded, the oldest first."""
    return list(read(FactRow.objects.filter(stream=facts.COMPANY, kind="lateness.clause_recorded").order_by("seq")))


def late(*, at: datetime, person: str = "") -> list[rules.Late]:
    """Late first reports that fall under the clause, without those a machine can see to be excused. The caller asks."""
    in_force = clause()
    if in_force is None:
        return []
    owed = Promise.objects.filter(kind=cases.REPORT_TO_LEADER).filter(
        Q(outcome="late") | Q(outcome="open", due_at__lt=at)
    )
    promises = {p.stream: p for p in owed}
    received = FactRow.objects.filter(kind="cases.received", stream__in=promises)
    rows = read((received.filter(actor=person) if person else received).order_by("id"))
    unanswered = _unanswered(promises)
    return [
        rules.Late(int(r.stream.partition(":")[2]), r.by, r.happened_at, promise.due_at, promise.settled_at)
        for r in rows
        if (promise := promises[r.stream])
        and isinstance(r.fact, cases.CaseReceived)
        and rules.asks(in_force, r.happened_at)
        and r.fact.narrow not in OUT
        and not r.fact.imported
        and r.stream not in unanswered
        and (known := people.person(r.by)) is not None
        and not known.door
    ]


def _unanswered(promises: dict[str, Promise]) -> set[str]:
    """Cases in which somebody of the roster was rung in time and did not answer."""
    rows = FactRow.objects.filter(kind="reports.not_reached", stream__in=promises).values_list("stream", "happened_at")
    return {stream for stream, moment in rows if moment <= promises[stream].due_at}


@dataclass(frozen=True)
class Row:
    """A late report and what became of it."""

    late: rules.Late
    heard: rules.Heard
    name: str
    excused: bool


def own(by: Person, *, at: datetime) -> list[Row]:
    """One's own: nobody sees them before."""
    access.allow(by, "lateness.own")
    return _rows(late(at=at, person=by.pk))


def to_judge(by: Person, *, at: datetime) -> tuple[list[Row], int]:
    """(those whose person has been heard, how many have not been seen by their person yet); the representative alone."""
    access.allow(by, "lateness.decide")
    rows = _rows(late(at=at))
    return [row for row in rows if row.heard.seen], sum(row.heard.seen is None for row in rows)


def _rows(found: list[rules.Late]) -> list[Row]:
    in_force = clause()
    heard = {person: rules.heard_of(history(facts.of_person(person))) for person in {one.person for one in found}}
    names = people.names(set(heard))
    rows = []
    for one in found:
        said = heard[one.person].get(one.case, rules.Heard())
        out = bool(in_force and said.seen and rules.excused(said.seen, in_force))
        rows.append(Row(one, said, names.get(one.person, ""), out))
    return rows
