"""Clubs as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from nattoku.clubs import facts, rules
from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.ledger.append import history
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Division, Person


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
