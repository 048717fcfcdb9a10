"""A person the customer does not want to see stays the contact of none of the customer's open cases (R8-13)."""

from nattoku.cases import actions
from nattoku.cases.models import Case
from nattoku.customers.facts import RefusalHeard
from nattoku.ledger.facts import Recorded


def react(recorded: Recorded) -> None:
    """The refusal was heard: whoever is on duty takes the customer's open cases over, at once."""
    if not isinstance(recorded.fact, RefusalHeard):
        return
    customer = recorded.stream.partition(":")[2]
    held = Case.objects.filter(customer=customer, contact=recorded.fact.person, ending="").order_by("no")
    for case in held:
        actions.relieve(case.no, customer=customer, by=recorded.by, at=recorded.recorded_at)
