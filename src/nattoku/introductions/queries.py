"""Introductions as pages show them; customers and complaints by the way they came."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from nattoku.cases import facts as case_facts
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.introductions import facts, rules
from nattoku.introductions.facts import INTERIM, THANK, Source
from nattoku.ledger.append import history, read
from nattoku.ledger.models import FactRow, Promise
from nattoku.people import access
from nattoku.people.models import Person

MOST = 200


@dataclass(frozen=True)
class Partner:
    """A partner as it was last written down."""

    pk: int
    name: str
    labelled: bool
    ended: bool


def partners() -> list[Partner]:
    """Everybody we work with, in the order listed."""
    found: dict[int, Partner] = {}
    for recorded in history(facts.PARTNERS):
        if isinstance(got := recorded.fact, facts.PartnerListed):
            found[got.partner] = Partner(got.partner, got.name, got.labelled, got.ended)
    return list(found.values())


def of_customer(customer: str) -> rules.Introduction | None:
    """How this customer came. The caller has checked who asks."""
    return rules.introduction_of(history(facts.stream(customer)))


@dataclass(frozen=True)
class Row:
    """Something an introducer is owed. company: the introducer is one, and is addressed as one."""

    promise: Promise
    customer: Customer
    introducer: str
    company: bool
    state: str


def owed(by: Person, *, at: datetime) -> list[Row]:
    """What introducers are owed of the customers one may see, the earliest due first."""
    access.allow(by, "introductions.see")
    found = list(Promise.objects.filter(outcome="open", kind__in=(THANK, INTERIM)).order_by("due_at", "id")[:MOST])
    seen = Customer.objects.filter(customers.visible(by)).in_bulk({p.stream.partition(":")[2] for p in found})
    cards = [(p, card) for p in found if (card := seen.get(p.stream.partition(":")[2]))]
    return [_row(p, card, by=by, at=at) for p, card in cards]


def _row(promise: Promise, card: Customer, *, by: Person, at: datetime) -> Row:
    one = of_customer(card.pk)
    own = _card(one, by=by)
    company = own.company if own else bool(one and one.fact.partner)
    return Row(promise, card, introducer(one, by=by), company, "late" if promise.due_at < at else "open")


def _card(one: rules.Introduction | None, *, by: Person) -> Customer | None:
    """The introducer's card, where it is a customer whom this person may see."""
    wanted = one.fact.introducer if one else ""
    return Customer.objects.filter(customers.visible(by), pk=wanted).first() if wanted else None


def introducer(one: rules.Introduction | None, *, by: Person) -> str:
    """The introducer's name, as this person may read it."""
    if one is None:
        return ""
    if one.fact.partner:
        return next((p.name for p in partners() if p.pk == one.fact.partner), "")
    card = _card(one, by=by)
    return "" if card is None or access.masks(by) else card.name


def waiting_cases(by: Person, *, at: datetime) -> list[Promise]:
    """Open complaints whose interim report is overdue: those who wait for an answer (S004-1.3.2.1)."""
    found = cases.promises_in_sight(by).filter(kind=case_facts.INTERIM_REPORT, due_at__lt=at)
    return list(found[:MOST])


@dataclass(frozen=True)
class Way:
    """One way customers came by: how many, and how many complaints they brought. partner: "" for all but partners."""

    source: Source
    partner: str
    customers: int
    complaints: int


def ways(by: Person) -> list[Way]:
    """Customers and complaints by the way they came (S004-1.4.4, 1.4.9); cases one does not see are not counted."""
    access.allow(by, "introductions.see")
    came: dict[str, facts.Introduced] = {}
    for recorded in read(FactRow.objects.filter(kind="introductions.introduced").order_by("id")):
        if isinstance(got := recorded.fact, facts.Introduced):
            came[got.customer] = got
    complaints: Counter[str] = Counter(_cases(by).values_list("customer", flat=True))
    people: Counter[tuple[Source, int]] = Counter((f.source, f.partner) for f in came.values())
    of_cases: Counter[tuple[Source, int]] = Counter()
    for customer, fact in came.items():
        of_cases[fact.source, fact.partner] += complaints[customer]
    names = {p.pk: p.name for p in partners()}
    order = list(Source)
    return [
        Way(source, names.get(partner, ""), n, of_cases[source, partner])
        for (source, partner), n in sorted(people.items(), key=lambda kv: (order.index(kv[0][0]), kv[0][1]))
    ]


def _cases(by: Person) -> "QuerySet[Case]":
    return cases.visible_cases(by).exclude(customer="")
