"""What other rooms may ask of the company."""

import hashlib
from datetime import datetime

from nattoku.ledger.append import read
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow
from nattoku.ledger.rows import scalar
from nattoku.people import naming, rules
from nattoku.people.company import company
from nattoku.people.facts import COMPANY, CompanyDescribed, Delegated, DelegationEnded, PersonLeft, Role
from nattoku.people.models import Account, Division, Person


def described() -> CompanyDescribed:
    """What customers read of the company; nothing but blanks until the representative has written it down."""
    return company().described or CompanyDescribed(name="")


def signature(person: Person) -> str:
    """How this person signs for the company, a line each, the name last; the name alone while nothing is known of it."""
    known = described()
    if not known.name:
        return person.name
    head = representative()
    title, instead = known.title, ""
    if person.role != Role.REPRESENTATIVE:
        title, instead = "", naming.in_place_of(known, head.name) if head else ""
    own = division(next(iter(divisions_of(person.pk)), ""))
    return naming.signature(known, division=own.name if own else "", name=person.name, title=title, instead=instead)


def descriptions() -> list[Recorded]:
    """Every description of the company, the newest first."""
    rows = FactRow.objects.filter(stream=COMPANY, kind=CompanyDescribed.kind).order_by("seq")
    return list(read(rows))[::-1]


def delegations() -> dict[str, Recorded]:
    """Who acts in the representative's place by a record of it: person -> the fact that says how far."""
    kinds = (Delegated.kind, DelegationEnded.kind, PersonLeft.kind)
    return rules.delegations_of(read(FactRow.objects.filter(stream=COMPANY, kind__in=kinds).order_by("seq")))


def person(pk: str) -> Person | None:
    """One person, or None."""
    return company().people.get(pk)


def names(ids: set[str]) -> dict[str, str]:
    """id -> name, of those who exist."""
    return {p.pk: p.name for p in company().people.values() if p.pk in ids}


def accounts(person: str) -> list[Account]:
    """Where a person hears, by any channel; the e-mail address they sign in with is not among them."""
    return [a for a in company().accounts if a.person_id == person]


def account_owner(channel: str, mention: str) -> Person | None:
    """Whose account of a channel this is, by what the channel pings (a chat's account number); None: nobody's."""
    found = next((a for a in company().accounts if a.channel == channel and mention and a.mention == mention), None)
    return person(found.person_id) if found else None


def divisions() -> list[Division]:
    """All divisions, in the order of their ids."""
    return list(company().divisions.values())


def division(pk: str) -> Division | None:
    """One division, or None."""
    return company().divisions.get(pk)


def divisions_of(pk: str, *, led_only: bool = False) -> list[str]:
    """Ids of a person's divisions, or only of those the person leads."""
    return [d for person, d, leads in company().memberships if person == pk and (leads or not led_only)]


def heads(division: str) -> list[Person]:
    """Who leads this division."""
    return company().heads(division)


def colleagues(pk: str) -> list[Person]:
    """The active people of a person's own divisions, by reading; the person first."""
    here = company()
    mine = set(divisions_of(pk))
    found = {p for p, d, _ in here.memberships if d in mine and here.people[p].is_active}
    return sorted((here.people[p] for p in found), key=lambda p: (p.pk != pk, p.reading, p.pk))


def everybody(pk: str) -> list[Person]:
    """All active people: the person's own colleagues first, then by reading."""
    near = [p.pk for p in colleagues(pk)]
    found = Person.objects.filter(is_active=True, door="")
    return sorted(found, key=lambda p: (p.pk not in near, p.reading, p.pk))


def everyone() -> list[Person]:
    """All active people, in the order of their ids."""
    return [p for p in company().people.values() if p.is_active and not p.door]


def representative() -> Person | None:
    """代表: the one who answers for every complaint (S004-2.1.1)."""
    return company().representative()


def leading_all() -> list[Person]:
    """The representative and the complaints-handling managers: who hear of everything that is grave."""
    tops = (Role.REPRESENTATIVE, Role.MANAGER)
    return [p for p in company().people.values() if p.role in tops and p.is_active]


def duty(division: str, *, at: datetime, receiver: str = "") -> list[Person]:
    """Whom to call at this moment, in order; never empty while a representative exists."""
    here = company()
    room, me, top = here.divisions.get(division), here.people.get(receiver), here.representative()
    order = rules.ladder(
        [rules.slot_of(s) for s in (room.slots if room else [])],
        at=at,
        superior=me.superior if me else "",
        heads=[p.pk for p in here.heads(division)],
        representative=top.pk if top else "",
        receiver=receiver,
    )
    return [here.people[pk] for pk in order if pk in here.people and here.people[pk].is_active]


def by_token(secret: str) -> Person | None:
    """The person an API token belongs to; a machine's token opens its own door alone (`door_by_token`)."""
    found = _owner(secret)
    return found if found and not found.door else None


def door_by_token(secret: str, door: str) -> Person | None:
    """The door of this kind (`facts.DOORS`) that a machine's token belongs to."""
    found = _owner(secret)
    return found if found and found.door == door else None


def _owner(secret: str) -> Person | None:
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    owner = scalar("SELECT person_id FROM people_token WHERE hash = %s", [hashed])
    found = company().people.get(owner) if owner else None
    return found if found and found.is_active else None
