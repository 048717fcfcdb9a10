"""What pages and other rooms may ask of signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.customers.models import Customer
from nattoku.ledger.append import history
from nattoku.ledger.facts import History
from nattoku.ledger.models import Promise
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.signs import facts, rules
from nattoku.signs.models import Look, Sign
from nattoku.signs.words import MEANINGS, SignKind

MOST = 200
UNKNOWN = Text("その兆しが見つかりません。", "There is no such sign.")
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """A sign beside its customer. card: None where the purchases name somebody of whom we have no card."""

    sign: Sign
    card: Customer | None
    owner: str
    state: str

    @property
    def name(self) -> str:
        return self.card.name if self.card else self.sign.ref

    @property
    def what(self) -> Text:
        return MEANINGS[SignKind(self.sign.kind)].what


def visible(by: Person) -> Q:
    """The own divisions' signs; the top sees all."""
    return Q() if access.sees_everything(by) else Q(division__in=people.divisions_of(by.pk))


def visible_sign(no: int, *, by: Person) -> Sign:
    """A sign this person may see; unknown and foreign alike are Refusal 404."""
    access.allow(by, "signs.see")
    found = Sign.objects.filter(visible(by), pk=no).first()
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def past(no: int) -> History:
    """Everything that was written of a sign. The caller has checked who asks."""
    return history(facts.stream(no))


def rows(by: Person, *, at: datetime, closed: bool = False, mine: bool = False, customer: str = "") -> list[Row]:
    """Signs one may see: open ones by what would be lost and when they are due, ended ones the newest first."""
    access.allow(by, "signs.see")
    found = Sign.objects.filter(visible(by))
    if customer:
        found = found.filter(customer=customer)
    if mine:
        found = found.filter(owner=by.pk)
    if closed:
        return beside(list(found.exclude(outcome="").order_by("-closed_at", "-no")[:MOST]), at=at)
    return beside(list(found.filter(outcome="").order_by("-value", "due_at", "no")[:MOST]), at=at)


def beside(signs: Sequence[Sign], *, at: datetime) -> list[Row]:
    """Signs beside their cards. The caller has checked who asks."""
    cards = Customer.objects.in_bulk({s.customer for s in signs if s.customer})
    names = people.names({s.owner for s in signs})
    return [Row(s, cards.get(s.customer), names.get(s.owner, ""), _state(s, at=at)) for s in signs]


def _state(sign: Sign, *, at: datetime) -> str:
    if sign.outcome:
        return "kept"
    if sign.due_at and sign.due_at < at:
        return "late"
    today = sign.due_at and sign.due_at.astimezone(TOKYO).date() == at.astimezone(TOKYO).date()
    return "today" if today else "open"


def resigned_open(by: Person) -> list[tuple[Case, Promise]]:
    """Open cases whose customer gave up or was angry: a leader's call is owed, and the case is where it is answered."""
    access.allow(by, "signs.see")
    owed = {p.stream: p for p in Promise.objects.filter(kind="closure.answer_sign", outcome="open").order_by("due_at")}
    seen = cases.visible_cases(by).in_bulk({int(s.partition(":")[2]) for s in owed})
    return [(seen[no], p) for s, p in owed.items() if (no := int(s.partition(":")[2])) in seen]


def open_case(customer: str) -> int | None:
    """The number of an open complaint of this customer, None where there is none."""
    found = Case.objects.filter(customer=customer, ending="").order_by("no").values_list("no", flat=True)
    return found.first() if customer else None


def in_complaint() -> set[str]:
    """The customers with an open complaint."""
    return set(Case.objects.filter(ending="").exclude(customer="").values_list("customer", flat=True))


def division_of(customer: str) -> str:
    """Who looks after the customer: the card's division, else the first of the company."""
    card = Customer.objects.filter(pk=customer).first() if customer else None
    if card and card.division:
        return card.division
    return min((d.pk for d in people.divisions()), default="")


def closest(customer: str, division: str) -> str:
    """Who asks: the contact of the customer's latest case, else the division's head, else the representative."""
    latest = (
        Case.objects.filter(customer=customer).exclude(contact="").order_by("-no") if customer else Case.objects.none()
    )
    contact = latest.values_list("contact", flat=True).first()
    known = people.person(contact) if contact else None
    if known and known.is_active:
        return known.pk
    leader = next(iter(people.heads(division)), None) or people.representative()
    return leader.pk if leader else ""


@dataclass(frozen=True)
class Month:
    """Signs of one month: noticed, of these contacted, in per cent too (None of none)."""

    first: datetime
    noticed: int
    contacted: int

    @property
    def percent(self) -> int | None:
        return rules.percent(self.contacted, self.noticed)


def months(by: Person, *, at: datetime, count: int = 6) -> list[Month]:
    """The last months, this one first (S004-2.3.6: monthly count, contacted %)."""
    access.allow(by, "signs.see")
    first, found = at.astimezone(TOKYO).replace(day=1, hour=0, minute=0, second=0, microsecond=0), []
    until = None
    for _ in range(count):
        seen = Sign.objects.filter(visible(by), noticed_at__gte=first)
        seen = seen.filter(noticed_at__lt=until) if until else seen
        got = seen.aggregate(noticed=Count("no"), contacted=Count("no", filter=Q(contacted_at__isnull=False)))
        found.append(Month(first, got["noticed"], got["contacted"]))
        until, first = first, (first - timedelta(days=1)).replace(day=1)
    return found


def outcomes(by: Person, *, at: datetime) -> dict[str, int]:
    """How the signs of the last year ended, by outcome."""
    seen = Sign.objects.filter(visible(by), closed_at__gte=at - YEAR).exclude(outcome="")
    return dict(seen.values_list("outcome").annotate(n=Count("no")).values_list("outcome", "n"))


def last_look() -> Look | None:
    """What the last look said of purchases."""
    return Look.objects.order_by("-day").first()
