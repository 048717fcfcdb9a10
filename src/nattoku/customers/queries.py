"""What other rooms may ask of customers."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from nattoku.customers.facts import CHANNELS, DEALINGS, Channel, Dealings
from nattoku.customers.models import Background, Contract, Customer
from nattoku.customers.suitability import Known
from nattoku.ledger.rows import rows, scalar
from nattoku.lib import phone
from nattoku.lib.phone import Number
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.people.queries import divisions_of

CARD_FIELDS = ("name", "reading", "company", "dealings", "division", "phone", "email", "town", "address")
PAGE = 50
OFFERED = 300  # customers, before a form asks for a name to offer some of them
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_UNASKED = Q(preferred=[]) | Q(not_when="") | Q(busy="")
UNKNOWN = Text("お客様が見つかりません。", "There is no such customer.")


def customer(pk: str) -> Customer | None:
    """One customer, or None. The caller has checked who asks."""
    return Customer.objects.filter(pk=pk).first() if pk else None


def exists(pk: str) -> bool:
    """Whether there is such a customer."""
    return scalar("SELECT 1 FROM customers_customer WHERE id = %s", [pk]) is not None


def visible(person: Person) -> Q:
    """Whose cards this person may open: the own divisions' customers; the top sees all."""
    return Q() if access.sees_everything(person) else Q(division__in=divisions_of(person.pk))


def opens(card: Customer, *, by: Person) -> bool:
    """Whether this person may open the card."""
    return access.sees_everything(by) or card.division in divisions_of(by.pk)


def visible_customer(pk: str, *, by: Person) -> Customer:
    """A customer this person may see; unknown and foreign alike are Refusal 404."""
    access.allow(by, "customers.see")
    found = Customer.objects.filter(visible(by), pk=pk).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


@dataclass(frozen=True)
class Card:
    """Everything a card shows. refusals: (name, the customer's words) of the people not to send."""

    customer: Customer
    refusals: list[tuple[str, str]]
    contracts: list[Contract]
    background: list[Background]

    @property
    def dealings(self) -> Text:
        return DEALINGS[Dealings(self.customer.dealings)]

    @property
    def preferred(self) -> list[Text]:
        return [CHANNELS[Channel(c)] for c in self.customer.preferred]

    @property
    def hardly_seen(self) -> list[Text]:
        return [CHANNELS[Channel(c)] for c in self.customer.hardly_seen]

    @property
    def unasked(self) -> list[Text]:
        return unasked(self.customer)


def unasked(one: Customer) -> list[Text]:
    """Which of the three questions (S001-10) have no answer yet: まだ伺えていない is visible."""
    asked = {
        Text("ご都合のよいご連絡方法", "How to be reached"): one.preferred,
        Text("ご連絡を控える時間", "When not to be reached"): one.not_when,
        Text("お忙しさ", "How busy"): one.busy,
    }
    return [question for question, answer in asked.items() if not answer]


def known(pk: str) -> Known:
    """What is held against every planned contact; empty for an unknown customer. The caller has checked who asks."""
    found = card(pk)
    if found is None:
        return Known()
    one = found.customer
    refused = dict(one.refusals.values_list("person", "person"))
    return Known(one.preferred, one.hardly_seen, one.not_when, one.busy, refused | people.names(set(refused)))


def asked(by: Person) -> tuple[int, int]:
    """(customers with dealings of whom all three questions are answered, all of them), as this person sees (S001-10)."""
    active = Customer.objects.filter(visible(by), dealings=Dealings.DEALINGS)
    return active.exclude(_UNASKED).count(), active.count()


def card(pk: str) -> Card | None:
    """A customer's whole card, or None. The caller has checked who asks."""
    found = customer(pk)
    if found is None:
        return None
    refusals = list(found.refusals.values_list("person", "words"))
    names = people.names({person for person, _ in refusals})
    return Card(
        customer=found,
        refusals=[(names.get(person, person), words) for person, words in refusals],
        contracts=list(found.contracts.order_by("begins_on", "pk")),
        background=list(found.background.order_by("-heard_on", "-pk")),
    )


def special(pk: str) -> list[Contract]:
    """The contracts of a customer whose terms differ from our standard (S000-7). The caller has checked who asks."""
    if not pk or scalar("SELECT 1 FROM customers_contract WHERE customer_id = %s AND special", [pk]) is None:
        return []
    return list(Contract.objects.filter(customer=pk, special=True).order_by("begins_on", "pk"))


def visible_card(pk: str, *, by: Person) -> Card:
    """The card of a customer this person may see; unknown and foreign alike are Refusal 404."""
    found = card(visible_customer(pk, by=by).pk)
    assert found is not None
    return found


def page(by: Person, *, words: str = "", after: str = "", to_ask: bool = False) -> tuple[list[Customer], str]:
    """Customers this person may see, by reading, 50 at a time; (customers, cursor of the next page or "").

    to_ask: only those with dealings of whom one of the three questions is still open (S001-10).
    """
    access.allow(by, "customers.see")
    found = Customer.objects.filter(visible(by)).order_by("reading", "pk")
    if to_ask:
        found = found.filter(_UNASKED, dealings=Dealings.DEALINGS)
    if words and not access.masks(by):
        found = found.filter(_called(words))
    start = Customer.objects.filter(pk=after).first() if after else None
    if start is not None:
        found = found.filter(Q(reading__gt=start.reading) | Q(reading=start.reading, pk__gt=start.pk))
    got = list(found[: PAGE + 1])
    return got[:PAGE], got[PAGE - 1].pk if len(got) > PAGE else ""


def _called(words: str) -> Q:
    return Q(name__icontains=words) | Q(reading__icontains=words) | Q(phone__contains=words)


def choices(by: Person, *, words: str = "", dealing: bool = False) -> tuple[list[tuple[str, str]], bool]:
    """((id, name) of whom a form may offer, by reading; whether there are more, to be found by `words`). Nobody for who
    reads no names. One of many customers is found by name, reading or telephone number. dealing: who has dealings alone.
    """
    if access.masks(by):
        return [], False
    found = Customer.objects.filter(visible(by)).order_by("reading", "pk").values_list("pk", "name")
    if dealing:
        found = found.filter(dealings=Dealings.DEALINGS)
    if found.count() <= OFFERED:
        return list(found), False
    words = words.strip()[:100]
    return list(found.filter(_called(words))[:PAGE]) if words else [], True


def suggestions(words: str, *, limit: int = 8) -> list[tuple[str, str, str]]:
    """(id, name, town) of known customers after three characters; never refusals, numbers or anger (R8-11)."""
    words = words.strip()
    if len(words) < 3:
        return []
    found = Customer.objects.filter(Q(name__icontains=words) | Q(reading__icontains=words)).order_by("reading")
    return list(found.values_list("pk", "name", "town")[:limit])


def of_number(number: Number, *, limit: int = 8) -> list[tuple[str, str, str]]:
    """(id, name, town) of the customers registered with this number, however it was typed; nothing else of them (R8-11)."""
    ends = Q(phone__contains=number.last) | Q(phone__contains=number.last.translate(_FULL_WIDTH))
    found = Customer.objects.filter(ends).order_by("reading", "pk").values_list("pk", "name", "town", "phone")
    same = ((pk, name, town) for pk, name, town, typed in found[:500] if phone.number(typed) == number)
    return list(islice(same, limit))


def refused_people(pk: str) -> set[str]:
    """Ids of the people we must not send to this customer (S001-1)."""
    return (
        {name for (name,) in rows("SELECT person FROM customers_refusal WHERE customer_id = %s", [pk])} if pk else set()
    )
