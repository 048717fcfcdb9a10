"""What other rooms may ask of cases."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from nattoku.cases import facts, rules
from nattoku.cases.models import Case, Reader
from nattoku.ledger.append import history, hold
from nattoku.ledger.facts import History
from nattoku.ledger.models import Promise
from nattoku.ledger.rows import row
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

_NUMBER = re.compile("[1-9][0-9]{0,8}")
UNKNOWN = Text("案件が見つかりません。番号をお確かめください。", "There is no such case. Please check the number.")


def visible_cases(by: Person) -> "QuerySet[Case]":
    """Every case this person may see. Asked case by case, so that a page of fifty looks at fifty, however many there are."""
    access.allow(by, "cases.see")
    scope = access.reader_scope(by)
    if scope is None:
        named = Reader.objects.filter(person=by.pk, case__ring_fenced=True).values("case_id")
        return Case.objects.filter(ring_fenced=False) | Case.objects.filter(pk__in=named)
    return Case.objects.filter(Exists(Reader.objects.filter(scope, case_id=OuterRef("pk"))))


def visible_case(no: int | str, *, by: Person) -> Case:
    """A case this person may see; unknown and foreign alike are Refusal 404.

    A case has one number: 01001 and １００１ are none, or answers would be kept under a stream that is not the case's.
    """
    found = visible_cases(by).filter(pk=int(no)).first() if _NUMBER.fullmatch(str(no)) else None
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def opened(no: int | str, *, by: Person, act: str = "cases.see") -> tuple[Case, History, rules.CaseState]:
    """A case with its history and state, for somebody who sees it and may do `act` to it.

    Inside an action nobody else writes to it until the action is done.
    """
    case = visible_case(no, by=by)
    access.allow(by, act)
    hold(case.stream)
    past = history(facts.stream(case.no))
    return case, past, rules.case_of(past)


def no_of(stream: str) -> int:
    """The number of the case whose stream this is."""
    return int(stream.partition(":")[2])


def case(no: int) -> Case | None:
    """A case by number. The caller has checked who asks."""
    return Case.objects.filter(pk=no).first()


def of_customer(customer: str) -> bool:
    """Whether any case is linked to this customer."""
    return Case.objects.filter(customer=customer).exists()


def named_readers(no: int) -> list[str]:
    """Ids of the people who are named as readers of a case, in the order named."""
    return list(Reader.objects.filter(case_id=no).exclude(person="").order_by("pk").values_list("person", flat=True))


@dataclass(frozen=True)
class Brief:
    """What every notice asks of its case. severity: "" while it is not assessed."""

    no: int
    kind: str
    division: str
    severity: str
    ring_fenced: bool


def brief(no: int) -> Brief:
    """A case in short: asked within the transaction of every fact that is told to somebody."""
    found = row("SELECT kind, division, severity, ring_fenced FROM cases_case WHERE no = %s", [no])
    assert found is not None, "its row was written in this transaction"
    return Brief(no, found[0], found[1], found[2], bool(found[3]))


class HasFact(Protocol):
    """A case's row, or the fact that received it."""

    @property
    def division(self) -> str: ...
    @property
    def fact(self) -> str: ...


@dataclass(frozen=True)
class ReportCard:
    """一報カード (S004-4.2): when (now), whom (on duty first, then the next), what (one sentence of fact), how."""

    when: datetime
    whom: list[Person]
    what: str
    how: Text


def report_card(case: HasFact, *, by: Person, at: datetime) -> ReportCard:
    """Whom to tell now, by phone, in which one sentence; the roster has no empty hour."""
    whom = to_tell(case, by=by, at=at)
    return ReportCard(when=at, whom=whom, what=case.fact, how=Text("電話で", "By phone"))


def to_tell(case: HasFact, *, by: Person, at: datetime) -> list[Person]:
    """Whom the first report may go to, in order: whoever is on duty; of a case that started narrow, the top alone."""
    if not (getattr(case, "narrow", "") or getattr(case, "ring_fenced", False)):
        return people.duty(case.division, at=at, receiver=by.pk)
    return [p for p in people.leading_all() if p.pk != by.pk] or people.leading_all()


def waiting_for(person: Person) -> "QuerySet[Case]":
    """Open cases in which this person owes something, or is the contact while something is owed."""
    owed = Promise.objects.filter(outcome="open")
    mine = owed.filter(owed_by=person.pk).values_list("stream", flat=True)
    unowned = owed.filter(owed_by="").values_list("stream", flat=True)
    visible = visible_cases(person)
    named = {no_of(s) for s in mine if s.startswith("case:")}
    contact = {no_of(s) for s in unowned if s.startswith("case:")}
    return visible.filter(Q(pk__in=named) | Q(pk__in=contact, contact=person.pk))


def promises_in_sight(by: Person, *, outcome: str = "open") -> "QuerySet[Promise]":
    """Promises of the cases this person may see, the earliest due first; outcome "open", "kept", "late" …"""
    streams = visible_cases(by).annotate(key=Concat(Value("case:"), Cast("no", CharField()))).values("key")
    return Promise.objects.filter(outcome=outcome, stream__in=streams).order_by("due_at", "id")
