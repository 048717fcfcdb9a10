"""A case's read rows, from its facts. Endings are known by the kind of the fact, so that rooms above stay above."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

from nattoku.cases import facts
from nattoku.cases.models import Case, Reader
from nattoku.cases.rules import tells
from nattoku.cases.words import Danger, Severity, Stage
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import insert, update

ENDINGS = {
    "closure.resolved": "resolved",
    "closure.company_decided": "company_decision",
    "closure.withdrawn": "withdrawn",
    "closure.merged": "merged",
    "closure.no_complaint": "no_complaint",
    "imports.ended_before": "imported",
    "imports.satisfied_before": "imported_satisfied",
}
TAKEN_BACK = "imports.taken_back"
REOPENED = "closure.reopened"


def project(recorded: Recorded) -> None:
    """Apply one fact of a case's stream."""
    if not recorded.stream.startswith("case:"):
        return
    no = int(recorded.stream.partition(":")[2])
    if isinstance(recorded.fact, facts.CaseReceived):
        _receive(no, recorded, recorded.fact)
        return
    if recorded.kind == TAKEN_BACK:
        Case.objects.filter(pk=no).delete()
        return
    changes: dict[str, Any] = {"version": recorded.seq, "last_at": recorded.recorded_at}
    changes |= _changes(recorded)
    if isinstance(changes.get("stage"), Greatest):
        Case.objects.filter(pk=no).update(**changes)
    else:
        update(Case, no, changes)
    _readers(no, recorded)


def forget(stream: str | None) -> None:
    """Throw the read rows of one case, or of all, away."""
    if stream is None:
        Case.objects.all().delete()
    elif stream.startswith("case:"):
        Case.objects.filter(pk=int(stream.partition(":")[2])).delete()


def _receive(no: int, recorded: Recorded, got: facts.CaseReceived) -> None:
    case = Case(
        no=no,
        division=got.division,
        customer=got.customer,
        caller=got.caller,
        fact=got.fact,
        door=got.door.value,
        kind=got.kind_of.value,
        stage=Stage.OCCURRED,
        severity=Severity.S.value if got.danger is Danger.YES else "",
        danger=got.danger.value,
        contact=recorded.by,
        happened_at=recorded.happened_at,
        received_at=recorded.happened_at,
        last_at=recorded.recorded_at,
        version=recorded.seq,
    )
    insert([case])
    readers = [Reader(case_id=no, division=got.division), Reader(case_id=no, person=recorded.by)]
    insert(readers)


def _changes(recorded: Recorded) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    match recorded.fact:
        case facts.Assessed(severity=severity, urgency=urgency):
            changed |= {"severity": severity.value, "urgency": urgency.value}
        case facts.Identified():
            changed |= {"identified": True}
        case facts.CustomerLinked(customer=customer):
            changed |= {"customer": customer}
        case facts.CustomerCorrected(customer=customer):
            changed |= {"customer": customer, "identified": False}
        case facts.ContactNamed(person=person):
            changed |= {"contact": person}
        case facts.RingFenced():
            changed |= {"ring_fenced": True}
    if entered := recorded.fact.enters:
        changed["stage"] = entered if recorded.kind == REOPENED else Greatest(F("stage"), entered)
    if tells(recorded):
        changed["last_told_at"] = recorded.happened_at
    if recorded.kind in ENDINGS:
        changed |= {"ending": ENDINGS[recorded.kind], "ended_at": recorded.happened_at}
    if recorded.kind == REOPENED:
        changed |= {"ending": "", "ended_at": None}
    return changed


def _readers(no: int, recorded: Recorded) -> None:
    match recorded.fact:
        case facts.Shared(division=division):
            Reader.objects.get_or_create(case_id=no, division=division, person="")
        case facts.ContactNamed(person=person):
            Reader.objects.get_or_create(case_id=no, division="", person=person)
        case facts.RingFenced(people=people):
            for person in people:
                Reader.objects.get_or_create(case_id=no, division="", person=person)
