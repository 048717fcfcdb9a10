"""From an audience to people and rooms, and for each of them the ways to reach them, the first tried first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.cases import queries as cases
from nattoku.cases.words import Kind, Severity
from nattoku.ledger.facts import Recorded
from nattoku.notices import routes
from nattoku.people import queries as people
from nattoku.people.models import Person


@dataclass(frozen=True)
class Way:
    """One way to reach somebody, in the channel's own form."""

    channel: str
    address: str
    mention: str = ""


@dataclass(frozen=True)
class Recipient:
    """Who must hear: "division:ID", "person:ID" or "customer", with at least one way. person: None for a room."""

    to: str
    ways: tuple[Way, ...]
    person: Person | None = None


@dataclass(frozen=True)
class About:
    """What a notice knows of its case. readers: ids of its named readers, when it is ring-fenced."""

    no: int
    kind: Kind
    division: str
    severity: str
    readers: tuple[str, ...] | None

    @property
    def grave(self) -> bool:
        """Severity S or A; unassessed notifies as A (R8-14)."""
        return self.severity in ("", Severity.S, Severity.A)


def about(recorded: Recorded) -> About:
    """The case of this fact, as it is now."""
    case = cases.brief(cases.no_of(recorded.stream))
    readers = tuple(cases.named_readers(case.no)) if case.ring_fenced else None
    return About(case.no, Kind(case.kind), case.division, case.severity, readers)


def recipients(recorded: Recorded, case: About, *, at: datetime) -> list[Recipient]:
    """Everybody who must hear of this fact, each once. A ring-fenced case reaches its named readers alone."""
    audiences = routes.audiences(recorded.kind)
    if case.readers is not None:
        found: Iterable[Recipient] = _people(case.readers)
    else:
        found = [r for one in audiences for r in _audience(one, case, recorded, at=at)]
    return list({r.to: r for r in found if r.ways and r.to != f"person:{recorded.by}"}.values())


def ways(person: Person) -> tuple[Way, ...]:
    """How a person is reached: their accounts in the order they chose, and at last the mailbox they sign in with."""
    own = [Way(a.channel, a.address, a.mention) for a in people.accounts(person.pk)]
    chosen = list(person.channels)
    own.append(Way("mail", person.email))
    ordered = sorted(own, key=lambda w: chosen.index(w.channel) if w.channel in chosen else len(chosen))
    return tuple(dict.fromkeys(ordered))


def _audience(audience: str, case: About, recorded: Recorded, *, at: datetime) -> list[Recipient]:
    fact: Any = recorded.fact
    match audience:
        case routes.LEADER:
            return _division(case.division, on_duty=_on_duty(case.division, recorded.by, at=at))
        case routes.DIVISIONS:
            allowed = getattr(fact, "outside_allowed", [])
            return [r for d in fact.divisions for r in _division(d, outside_too=d in allowed)]
        case routes.TOP:
            return _people(p.pk for p in people.leading_all()) if case.grave else []
        case routes.REPRESENTATIVE:
            top = people.representative()
            return _people([top.pk] if top else [])
        case _:
            return _people([fact.person])


def _division(pk: str, *, outside_too: bool = False, on_duty: Person | None = None) -> list[Recipient]:
    """The division's room, calling whoever is on duty; where there is none its heads, and they too if the room fails.

    Whoever is on duty and has addresses of their own hears there as well.
    """
    division, heads = people.division(pk), _heads(pk)
    if not (division and division.channel and (outside_too or not division.room_outside)):
        return _people(dict.fromkeys([*heads, *([on_duty.pk] if on_duty else [])]))
    called = next((w.mention for w in (ways(on_duty) if on_duty else ()) if w.channel == division.channel), "")
    room = Way(division.channel, division.address, called)
    behind = [w for head in heads if (found := people.person(head)) for w in ways(found)[:1]]
    personal = [] if on_duty is None or not people.accounts(on_duty.pk) else _people([on_duty.pk])
    return [Recipient(f"division:{pk}", tuple(dict.fromkeys([room, *behind]))), *_elsewhere(personal, room)]


def _elsewhere(personal: Sequence[Recipient], room: Way) -> list[Recipient]:
    """Nobody is called twice in one room: only those whose first way leads somewhere else."""
    return [r for r in personal if (r.ways[0].channel, r.ways[0].address) != (room.channel, room.address)]


def _heads(pk: str) -> list[str]:
    top = people.representative()
    return [p.pk for p in people.heads(pk)] or ([top.pk] if top else [])


def _on_duty(division: str, receiver: str, *, at: datetime) -> Person | None:
    return next(iter(people.duty(division, at=at, receiver=receiver)), None)


def _people(ids: Iterable[str]) -> list[Recipient]:
    found = [p for pk in ids if (p := people.person(pk)) and p.is_active and not p.door]
    return [Recipient(f"person:{p.pk}", ways(p), p) for p in found]
