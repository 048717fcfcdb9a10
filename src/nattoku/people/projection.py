"""The company's read rows, from its facts."""

from nattoku.ledger.facts import Recorded
from nattoku.people import facts
from nattoku.people.models import Division, Membership, Person


def project(recorded: Recorded) -> None:
    """Apply one fact of the company stream."""
    match recorded.fact:
        case facts.DivisionOpened(division=pk, name=name, name_en=name_en):
            Division.objects.update_or_create(pk=pk, defaults={"name": name, "name_en": name_en})
        case facts.PersonJoined() as joined:
            _person(joined)
        case facts.Assigned(person=person, division=division, leads=leads):
            Membership.objects.update_or_create(person_id=person, division_id=division, defaults={"leads": leads})
        case facts.DutySet(division=pk, slots=slots):
            Division.objects.filter(pk=pk).update(slots=slots)
        case facts.RoomSet(division=pk, channel=channel, address=address, outside=outside):
            Division.objects.filter(pk=pk).update(channel=channel, address=address, room_outside=outside)
        case facts.PersonLeft(person=pk):
            Person.objects.filter(pk=pk).update(is_active=False)


def forget(stream: str | None) -> None:
    """People are kept (their passwords hang on them); everything that is only read is thrown away."""
    if stream in (None, facts.COMPANY):
        Membership.objects.all().delete()
        Division.objects.all().update(slots=[], channel="", address="", room_outside=False)


def _person(joined: facts.PersonJoined) -> None:
    known = {
        "name": joined.name,
        "reading": joined.reading,
        "email": joined.email,
        "phone": joined.phone,
        "role": joined.role.value,
        "superior": joined.superior,
        "is_active": True,
    }
    Person.objects.update_or_create(pk=joined.person, defaults=known, create_defaults=known | {"password": "!"})
