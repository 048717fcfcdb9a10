"""What other rooms may ask of the company."""

import hashlib
from datetime import datetime
from typing import Any

from nattoku.people import rules
from nattoku.people.facts import Role
from nattoku.people.models import Division, Membership, Person, Token


def person(pk: str) -> Person | None:
    """One person, or None."""
    return Person.objects.filter(pk=pk).first()


def names(ids: set[str]) -> dict[str, str]:
    """id -> name."""
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def divisions() -> list[Division]:
    """All divisions, in the order of their ids."""
    return list(Division.objects.order_by("pk"))


def divisions_of(pk: str, *, led_only: bool = False) -> list[str]:
    """Ids of a person's divisions, or only of those the person leads."""
    found = Membership.objects.filter(person_id=pk)
    return list((found.filter(leads=True) if led_only else found).order_by("pk").values_list("division_id", flat=True))


def colleagues(pk: str) -> list[Person]:
    """The active people of a person's own divisions, by reading; the person first."""
    found = Person.objects.filter(is_active=True, memberships__division__in=divisions_of(pk)).distinct()
    return sorted(found, key=lambda p: (p.pk != pk, p.reading, p.pk))


def representative() -> Person | None:
    """代表: the one who answers for every complaint (S004-2.1.1)."""
    return Person.objects.filter(role=Role.REPRESENTATIVE, is_active=True).order_by("pk").first()


def duty(division: str, *, at: datetime, receiver: str = "") -> list[Person]:
    """Whom to call at this moment, in order; never empty while a representative exists."""
    room = Division.objects.filter(pk=division).first()
    members = Membership.objects.filter(division_id=division, leads=True, person__is_active=True)
    everybody = {p.pk: p for p in Person.objects.filter(is_active=True)}
    top = next((p.pk for p in everybody.values() if p.role == Role.REPRESENTATIVE), "")
    me = everybody.get(receiver)
    order = rules.ladder(
        [_slot(s) for s in (room.slots if room else [])],
        at=at,
        superior=me.superior if me else "",
        heads=list(members.order_by("pk").values_list("person_id", flat=True)),
        representative=top,
        receiver=receiver,
    )
    return [everybody[pk] for pk in order if pk in everybody]


def by_token(secret: str) -> Person | None:
    """The person an API token belongs to."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    token = Token.objects.select_related("person").filter(pk=hashed, person__is_active=True).first()
    return token.person if token else None


def _slot(row: dict[str, Any]) -> rules.Slot:
    return rules.Slot(
        weekday=int(row["weekday"]),
        begins=str(row["from"]),
        ends=str(row["to"]),
        person=str(row["person"]),
        stand_ins=tuple(row.get("stand_ins", ())),
    )
