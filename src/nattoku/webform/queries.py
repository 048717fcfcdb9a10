"""What came by the form, and what a customer is told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from nattoku.cases import queries as cases
from nattoku.cases.facts import NEXT_CONTACT
from nattoku.ledger import queries as promises
from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Division, Person
from nattoku.webform.models import Posting
from nattoku.webform.rules import Came

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def division(pk: str) -> Division | None:
    """The division a form belongs to: the one its address names, or the first."""
    return people.division(pk) if pk else next(iter(people.divisions()), None)


def came(age: timedelta | None, visitor: str, *, trap: bool, at: datetime) -> Came:
    """How many came before this one, from the same place and in all."""
    here = Posting.objects.filter(visitor=visitor, at__lte=at)
    return Came(
        age=age,
        trap=trap,
        here_an_hour=here.filter(at__gt=at - HOUR).count(),
        here_a_day=here.filter(at__gt=at - DAY).count(),
        all_an_hour=Posting.objects.filter(at__gt=at - HOUR, at__lte=at).exclude(state="held").count(),
    )


def in_sight(by: Person) -> "QuerySet[Posting]":
    """Every posting of the divisions this person leads or belongs to; the top sees all."""
    access.allow(by, "webform.look")
    if access.sees_everything(by):
        return Posting.objects.all()
    return Posting.objects.filter(division__in=people.divisions_of(by.pk))


def held(by: Person) -> "QuerySet[Posting]":
    """要確認: what waits for a look, the oldest first."""
    return in_sight(by).filter(state="held").order_by("at", "ref")


@dataclass(frozen=True)
class Receipt:
    """What the customer is told at once (JIS Q 10002 7.4). number: of the case, or of what waits for a look."""

    number: str
    held: bool
    name: str
    following: Text
    at: datetime


def receipt(ref: str) -> Receipt | None:
    """The acknowledgement of a posting, without anything that was typed; None for an unknown one."""
    posting = Posting.objects.filter(pk=ref).first()
    if posting is None:
        return None
    case = cases.case(posting.case) if posting.case else None
    contact = people.person(case.contact) if case else None
    if case is None or contact is None:
        return Receipt(posting.shown, True, "", LOOKING, posting.at)
    due = next((p.due_at for p in promises.open_of_kind(case.stream, NEXT_CONTACT)), None)
    return Receipt(str(case.no), False, surname(contact), following(due, contact, silent=posting.silent), posting.at)


LOOKING = Text(
    "担当の者が内容を確かめてから受け付けます。お急ぎのときは、おそれいりますがお電話をください。",
    "Somebody will read it before it is taken in. If it is urgent, please call us.",
)


def following(due: datetime | None, contact: Person, *, silent: bool) -> Text:
    """What happens next and by when; what was wished for is kept to."""
    name = surname(contact)
    if silent:
        return Text(
            "{name}が内容を確かめ、社内で改めます。ご希望のとおり、こちらからはご連絡いたしません。",
            "{name} will look into it. As you wish, we will not contact you.",
        ).with_(name=name)
    if due is None:
        return Text("{name}からご連絡いたします。", "{name} will contact you.").with_(name=name)
    return Text("{when}までに、{name}からご連絡いたします。", "{name} will contact you by {when} (Japan time).").with_(
        when=when(due), name=name
    )


def surname(person: Person) -> str:
    """How a customer is told who is in charge: 千葉, of 千葉 亮."""
    return person.name.replace("\u3000", " ").split(" ")[0]
