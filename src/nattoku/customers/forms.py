"""What the forms of a customer's card do."""

from datetime import datetime

from nattoku.customers import actions
from nattoku.customers.facts import Channel, Dealings
from nattoku.lib.clock import TOKYO
from nattoku.people.forms import Fields
from nattoku.people.models import Person


def card(customer: str, fields: Fields, *, by: Person, at: datetime) -> str:
    """Register a customer ("" for a new one) or correct the card; returns where to go."""
    pk = actions.register(
        customer=customer,
        name=fields.line("name"),
        reading=fields.line("reading"),
        company=fields.flag("company"),
        dealings=fields.choice("dealings", Dealings) or Dealings.DEALINGS,
        division=fields.line("division"),
        phone=fields.line("phone"),
        email=fields.line("email"),
        town=fields.line("town"),
        address=fields.line("address"),
        by=by,
        at=at,
    )
    return f"/customers/{pk}"


def reach(customer: str, fields: Fields, *, by: Person, at: datetime) -> None:
    """The answers to the three questions (S001-10)."""
    actions.learn_reach(
        customer=customer,
        preferred=fields.choices("preferred", Channel),
        hardly_seen=fields.choices("hardly_seen", Channel),
        not_when=fields.text("not_when"),
        busy=fields.text("busy"),
        by=by,
        at=at,
    )


def refusal(customer: str, fields: Fields, *, by: Person, at: datetime) -> None:
    """A person the customer does not want to see (S001-1)."""
    actions.hear_refusal(customer=customer, person=fields.line("person"), words=fields.text("words"), by=by, at=at)


def background(customer: str, fields: Fields, *, by: Person, at: datetime) -> None:
    """Something worth knowing, with who said it and when (S001-8)."""
    actions.learn_background(
        customer=customer,
        words=fields.text("words"),
        source=fields.line("source"),
        heard_on=fields.day("heard_on") or at.astimezone(TOKYO).date(),
        by=by,
        at=at,
    )


def contract(customer: str, fields: Fields, *, by: Person, at: datetime) -> None:
    """What was agreed, special terms marked (S000-7)."""
    actions.record_contract(
        customer=customer,
        title=fields.line("title"),
        special=fields.flag("special"),
        terms=fields.text("terms"),
        begins_on=fields.day("begins_on"),
        by=by,
        at=at,
    )
