"""Clubs as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from nattoku.cases.queries import no_of, visible_cases
from nattoku.clubs import facts, rules
from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.ledger.append import history, read
from nattoku.ledger.facts import History, Recorded
from nattoku.ledger.models import FactRow
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Division, Person
from nattoku.signs import queries as signs


@dataclass(frozen=True)
class Member:
    """A customer in the club. consent: their words; "" for who only reads."""

    customer: Customer
    since: datetime
    consent: str


@dataclass(frozen=True)
class Shown:
    """A division's club. members: those whose cards one may see; hidden: how many others there are."""

    division: Division
    club: rules.Club
    members: list[Member]
    hidden: int
    own: bool


def clubs(by: Person) -> list[Shown]:
    """Every division and its club: one's own first."""
    access.allow(by, "clubs.see")
    mine = people.divisions_of(by.pk)
    found = [_shown(d, mine, by=by) for d in people.divisions()]
    return sorted(found, key=lambda s: s.division.pk not in mine)


def club(division: str, *, by: Person) -> Shown | None:
    """One division's club; None where there is no such division."""
    return next((s for s in clubs(by) if s.division.pk == division), None)


@dataclass(frozen=True)
class Likely:
    """A customer who may be asked to join: after a case they speak to us. case: which; words: by what it was seen."""

    customer: Customer
    case: int
    words: str


def likely(one: Shown, *, by: Person, at: datetime) -> list[Likely]:
    """Whom to invite: customers who speak to us after a case (S001-24), are no members, have no complaint open and
    were not asked within half a year. The last seen first; only cases and cards that this person sees."""
    if not one.club.name:
        return []
    seen: dict[int, Recorded] = {}
    for recorded in read(FactRow.objects.filter(kind="clubs.bond_seen").order_by("id")):
        seen[no_of(recorded.stream)] = recorded
    close = [no for no, r in seen.items() if getattr(r.fact, "bond", "") is facts.Bond.SPEAKS]
    wanted = visible_cases(by).filter(pk__in=close, division=one.division.pk, ring_fenced=False).exclude(customer="")
    rows = {c.customer: c.no for c in wanted.order_by("no")}
    busy = signs.in_complaint()
    cards = Customer.objects.filter(customers.visible(by), pk__in=[c for c in rows if c not in busy])
    free = [c for c in cards if c.pk not in one.club.members and not rules.asked_lately(one.club, c.pk, at=at)]
    found = [Likely(c, rows[c.pk], getattr(seen[rows[c.pk]].fact, "words", "")) for c in free]
    return sorted(found, key=lambda each: -each.case)


def bond(past: History) -> facts.BondSeen | None:
    """How we stand after a case; None while nobody has noted it."""
    found = [r.fact for r in past if isinstance(r.fact, facts.BondSeen)]
    return found[-1] if found else None


def _shown(division: Division, mine: list[str], *, by: Person) -> Shown:
    club = rules.club_of(history(facts.of_division(division.pk)))
    seen = Customer.objects.filter(customers.visible(by)).in_bulk(list(club.members))
    members = [
        Member(seen[pk], joined.happened_at, "" if access.masks(by) else getattr(joined.fact, "consent", ""))
        for pk, joined in club.members.items()
        if pk in seen
    ]
    own = access.may(by, "clubs.write") and (division.pk in mine or access.sees_everything(by))
    return Shown(division, club, members, len(club.members) - len(members), own)
