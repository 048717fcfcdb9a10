"""The company's read rows, from its facts."""

from django.db.models import Value
from django.db.models.functions import Concat

from nattoku.ledger.facts import Recorded
from nattoku.people import facts
from nattoku.people.models import Account, Division, Membership, Person

NOWHERE = "@blanked.invalid"
NO_MAILBOX = "@door.invalid"


def project(recorded: Recorded) -> None:
    """Apply one fact of the company stream."""
    match recorded.fact:
        case facts.DivisionOpened(division=pk, name=name, name_en=name_en):
            Division.objects.update_or_create(pk=pk, defaults={"name": name, "name_en": name_en})
        case facts.PersonJoined() as joined:
            _person(joined, blanked="email" in recorded.blanked)
        case facts.DoorOpened(person=pk, door=door):
            _door(pk, door)
        case facts.Assigned(person=person, division=division, leads=leads):
            Membership.objects.update_or_create(person_id=person, division_id=division, defaults={"leads": leads})
        case facts.DutySet(division=pk, slots=slots):
            Division.objects.filter(pk=pk).update(slots=slots)
        case facts.RoomSet(division=pk, channel=channel, address=address, outside=outside):
            Division.objects.filter(pk=pk).update(channel=channel, address=address, room_outside=outside)
        case facts.AccountAdded() as added:
            if "address" not in recorded.blanked:
                _account(added)
        case facts.AccountRemoved(account=pk):
            Account.objects.filter(pk=pk).delete()
        case facts.HearingSet(person=pk, order=order, quiet_from=begins, quiet_to=ends, digest=digest):
            known = {"channels": order, "quiet_from": begins, "quiet_to": ends, "digest": digest}
            Person.objects.filter(pk=pk).update(**known)
        case facts.PersonLeft(person=pk):
            Person.objects.filter(pk=pk).update(is_active=False)


def forget(stream: str | None) -> None:
    """People are kept (their passwords hang on them); everything that is only read is thrown away.

    Their addresses too: on the way through the past, one that changed hands would belong to two.
    """
    if stream in (None, facts.COMPANY):
        Account.objects.all().delete()
        Person.objects.update(
            is_active=False,
            email=Concat("id", Value(NOWHERE)),
            channels=[],
            quiet_from="",
            quiet_to="",
            digest=False,
        )
        Membership.objects.all().delete()
        Division.objects.all().update(slots=[], channel="", address="", room_outside=False)


def _door(pk: str, door: facts.MachineDoor) -> None:
    known = {
        "name": facts.DOORS[door].ja,
        "email": f"{pk}{NO_MAILBOX}",
        "role": facts.Role.RECEIVER.value,
        "door": door.value,
        "is_active": True,
    }
    Person.objects.update_or_create(pk=pk, defaults=known, create_defaults=known | {"password": "!"})


def _account(added: facts.AccountAdded) -> None:
    known = {
        "person_id": added.person,
        "channel": added.channel,
        "address": added.address,
        "mention": added.mention,
        "label": added.label,
    }
    Account.objects.update_or_create(pk=added.account, defaults=known)


def _person(joined: facts.PersonJoined, *, blanked: bool) -> None:
    known = {
        "name": joined.name,
        "reading": joined.reading,
        "email": f"{joined.person}{NOWHERE}" if blanked else joined.email,
        "phone": joined.phone,
        "role": joined.role.value,
        "superior": joined.superior,
        "is_active": True,
    }
    Person.objects.update_or_create(pk=joined.person, defaults=known, create_defaults=known | {"password": "!"})
