"""Customers' read rows, from their facts."""

from nattoku.customers import facts
from nattoku.customers.models import Background, Contract, Customer, Refusal
from nattoku.ledger.facts import Recorded


def project(recorded: Recorded) -> None:
    """Apply one fact of a customer's stream."""
    prefix, _, pk = recorded.stream.partition(":")
    if prefix != "customer":
        return
    if recorded.kind == "imports.taken_back":
        Customer.objects.filter(pk=pk).delete()
        return
    match recorded.fact:
        case facts.CustomerRegistered() as card:
            _card(pk, card)
        case facts.ReachLearned(preferred=preferred, hardly_seen=unseen, not_when=not_when, busy=busy):
            Customer.objects.filter(pk=pk).update(
                preferred=[c.value for c in preferred],
                hardly_seen=[c.value for c in unseen],
                not_when=not_when,
                busy=busy,
                reach_asked_at=recorded.happened_at,
            )
        case facts.RefusalHeard(person=person, words=words):
            Refusal.objects.update_or_create(customer_id=pk, person=person, defaults={"words": words})
        case facts.BackgroundLearned(words=words, source=source, heard_on=heard_on):
            known = {"customer_id": pk, "words": words, "source": source, "heard_on": heard_on}
            Background.objects.update_or_create(pk=recorded.id, defaults=known)
        case facts.ContractRecorded() as contract:
            known = {
                "customer_id": pk,
                "title": contract.title,
                "special": contract.special,
                "terms": contract.terms,
                "begins_on": contract.begins_on,
            }
            Contract.objects.update_or_create(pk=contract.contract, defaults=known)


def forget(stream: str | None) -> None:
    """Throw the read rows of one customer, or of all, away."""
    if stream is None:
        Customer.objects.all().delete()
    elif stream.startswith("customer:"):
        Customer.objects.filter(pk=stream.partition(":")[2]).delete()


def _card(pk: str, card: facts.CustomerRegistered) -> None:
    known = {
        "company": card.company,
        "dealings": card.dealings.value,
        "division": card.division,
        "name": card.name,
        "reading": card.reading,
        "phone": card.phone,
        "email": card.email,
        "town": card.town,
        "address": card.address,
    }
    Customer.objects.bulk_create(
        [Customer(pk=pk, **known)], update_conflicts=True, unique_fields=["id"], update_fields=list(known)
    )
