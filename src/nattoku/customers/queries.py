"""What other rooms may ask of customers."""

from django.db.models import Q

from nattoku.customers.models import Customer
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.people.queries import divisions_of

UNKNOWN = Text("お客様が見つかりません。", "There is no such customer.")


def customer(pk: str) -> Customer | None:
    """One customer, or None. The caller has checked who asks."""
    return Customer.objects.filter(pk=pk).first() if pk else None


def visible(person: Person) -> Q:
    """Whose cards this person may open: the own divisions' customers; the top sees all."""
    return Q() if access.sees_everything(person) else Q(division__in=divisions_of(person.pk))


def visible_customer(pk: str, *, by: Person) -> Customer:
    """A customer this person may see; unknown and foreign alike are Refusal 404."""
    access.allow(by, "customers.see")
    found = Customer.objects.filter(visible(by), pk=pk).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def suggestions(words: str, *, limit: int = 8) -> list[tuple[str, str, str]]:
    """(id, name, town) of known customers after three characters; never refusals, numbers or anger (R8-11)."""
    words = words.strip()
    if len(words) < 3:
        return []
    found = Customer.objects.filter(Q(name__icontains=words) | Q(reading__icontains=words)).order_by("reading")
    return list(found.values_list("pk", "name", "town")[:limit])


def refused_people(pk: str) -> set[str]:
    """Ids of the people we must not send to this customer (S001-1)."""
    found = Customer.objects.filter(pk=pk).first()
    return set(found.refusals.values_list("person", flat=True)) if found else set()
