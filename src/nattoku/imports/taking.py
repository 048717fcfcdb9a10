"""One entry of a former ledger becomes a case of ours, through the same actions as everybody's."""

from datetime import datetime, time

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases.words import Urgency
from nattoku.customers import actions as customers
from nattoku.customers.facts import Dealings
from nattoku.imports import facts
from nattoku.imports.complaints import Entry
from nattoku.imports.house import House
from nattoku.imports.parties import Known
from nattoku.ledger.append import append
from nattoku.ledger.facts import Fact, New
from nattoku.lib.clock import TOKYO
from nattoku.people.models import Person
from nattoku.policies import queries as policies

EVENING = time(17, 0)


def complaint(entry: Entry, house: House, upload: str, *, by: Person, at: datetime) -> tuple[str, str]:
    """(the case's number, the id of the customer registered with it or ""). Refused like any complaint: nothing is half-written."""
    division = house.division(entry.division, entry.assumed)
    customer, fresh = house.customer(entry.party, division, entry.assumed, dealings=Dealings.DEALINGS, at=at)
    contact = house.contact(entry.contact, division, entry.assumed)
    also: list[Fact] = [case_facts.Noted(words=entry.note)] if entry.note else []
    intake = cases.Intake(
        door=entry.door,
        words=entry.words,
        fact=entry.fact,
        about=entry.about,
        wish=entry.wish,
        severity=entry.severity,
        urgency=entry.urgency or (Urgency.PLANNED if entry.severity else None),
        happened_at=entry.happened_at,
        division=division,
        customer=customer,
        caller=entry.party.name or entry.party.company,
        reach=entry.party.phone or entry.party.email,
        order=entry.order,
        contact=contact,
        imported=True,
        also=tuple(also),
    )
    recorded = cases.receive(intake, by=by, at=at)
    stream = recorded[0].stream
    due = [] if entry.ended else [_next_contact(entry, at=at)]
    owed = tuple(
        policies.opening(case_facts.NEXT_CONTACT, to="customer", at=at, due_at=d, owed_by=contact) for d in due
    )
    over = New(fact=facts.TakenOver(upload=upload, line=entry.line, number=entry.number), opens=owed)
    append(stream, over, *_ending(entry), by=by.pk, at=at)
    return stream.partition(":")[2], customer if fresh else ""


def _ending(entry: Entry) -> list[New]:
    if entry.ended is None:
        return []
    if entry.satisfied:
        return [New(fact=facts.SatisfiedBefore(words=entry.satisfied), happened_at=entry.ended)]
    return [New(fact=facts.EndedBefore(status=entry.status), happened_at=entry.ended)]


def _next_contact(entry: Entry, *, at: datetime) -> datetime:
    """The evening of the day that was chosen, or the end of our usual allowance for a next contact."""
    if entry.next_contact_on is not None:
        due = datetime.combine(entry.next_contact_on, EVENING, tzinfo=TOKYO)
        if due > at:
            return due
    return policies.due(policies.allowance(case_facts.NEXT_CONTACT), at=at)


def customer(known: Known, house: House, *, by: Person, at: datetime) -> tuple[str, bool]:
    """(the customer's id, whether it was registered now), with the terms of the contract that the row names."""
    division = house.division(known.division, known.assumed)
    pk, fresh = house.customer(known.party, division, known.assumed, dealings=known.dealings, at=at)
    if known.contract or known.terms:
        customers.record_contract(
            customer=pk,
            title=known.contract or "ご契約",
            special=known.special,
            terms=known.terms,
            begins_on=known.begins_on,
            by=by,
            at=at,
        )
    return pk, fresh
