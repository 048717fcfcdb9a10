"""What the set-up does: through the rooms' own actions, and a fact where a default was read and let stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from nattoku.imports.reading import sheets
from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access, queries
from nattoku.people import actions as people
from nattoku.people.facts import COMPANY, Role
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.setup import facts, roster, trying
from nattoku.setup.staffing import Colleague, Refused, colleagues, table_of

EMPTY = Text("どなたも書かれていません。", "Nobody is named there.")
OPENED = Text("部門「{name}」を新しく置きました", "the division “{name}” was set up")
NO_SUPERIOR = Text(
    "上司「{raw}」が見つからないため、{name}さんとしました", "there is no “{raw}”; {name} is the superior"
)
KNOWN = Text("すでに登録されている方です", "already registered")


@dataclass
class Joined:
    """What became of each line of a list of colleagues."""

    people: list[tuple[Colleague, str]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def look(*, raw: bytes, name: str) -> list[Colleague | Refused]:
    """Who stands in a list, before anybody joins. Refusal 400 in words when it cannot be read or names nobody."""
    found = table_of(sheets(raw, name))
    if found is None:
        raise Refusal(EMPTY, status=400)
    return list(colleagues(found, has_representative=queries.representative() is not None))


def bring_in(rows: Iterable[Colleague | Refused], *, by: Person, at: datetime) -> Joined:
    """Everybody of a list joins: those who lead first, so that the others have somebody above them."""
    access.allow(by, "setup.run")
    access.allow(by, "people.manage")
    done = Joined()
    known = {p.email for p in queries.everyone()}
    waiting: list[Colleague] = []
    for row in rows:
        if isinstance(row, Refused):
            done.refused.append(row)
        elif row.email in known:
            done.refused.append(Refused(row.line, KNOWN))
        else:
            waiting.append(row)
    for one in sorted(waiting, key=lambda c: (c.role is not Role.MANAGER, not c.leads, c.line)):
        try:
            with transaction.atomic():
                done.people.append((one, _join(one, by=by, at=at)))
        except Refusal as refusal:
            done.refused.append(Refused(one.line, refusal.sentence))
    _set_superiors(done, by=by, at=at)
    return done


def _join(one: Colleague, *, by: Person, at: datetime) -> str:
    pk = people.join(
        name=one.name, reading=one.reading, email=one.email, phone=one.phone, role=one.role, by=by.pk, at=at
    )
    division = _division(one, by=by, at=at)
    if division:
        assign(pk, division, leads=one.leads, by=by, at=at)
    return pk


def assign(pk: str, division: str, *, leads: bool, by: Person, at: datetime) -> None:
    """Into a division. The representative, who headed it while nobody else was there, heads it no longer then."""
    access.allow(by, "people.manage")
    people.assign(person=pk, division=division, leads=leads, by=by.pk, at=at)
    top = queries.representative()
    if leads and top is not None and pk != top.pk and top.pk in {h.pk for h in queries.heads(division)}:
        people.assign(person=top.pk, division=division, leads=False, by=by.pk, at=at)


def _division(one: Colleague, *, by: Person, at: datetime) -> str:
    known = queries.divisions()
    if not one.division:
        return known[0].pk if len(known) == 1 else ""
    found = next((d.pk for d in known if one.division in (d.name, d.name_en, d.pk)), "")
    if not found:
        found = people.open_division(name=one.division, by=by.pk, at=at)
        one.assumed.append(OPENED.with_(name=one.division))
    return found


def _set_superiors(done: Joined, *, by: Person, at: datetime) -> None:
    """Who leads whom: as written, else the division's head, and for a head the representative."""
    here = queries.everyone()
    for one, pk in done.people:
        found = [p for p in here if one.superior and one.superior.replace(" ", "") in _called(p)]
        above = found[0].pk if len(found) == 1 else _above(pk)
        if one.superior and len(found) != 1:
            name = queries.names({above}).get(above, "―")
            one.assumed.append(NO_SUPERIOR.with_(raw=one.superior[:30], name=name))
        person = queries.person(pk)
        if person is not None and above and above != pk and person.superior != above:
            lead(person, superior=above, by=by, at=at)


def _called(person: Person) -> set[str]:
    bare = person.name.replace(" ", "").replace("　", "")
    return {bare, person.email, person.name.replace("　", " ").split(" ")[0]}


def _above(pk: str) -> str:
    top = queries.representative()
    heads = [h.pk for d in queries.divisions_of(pk) for h in queries.heads(d) if h.pk != pk]
    return heads[0] if heads and pk not in heads else (top.pk if top else "")


def lead(person: Person, *, superior: str, by: Person, at: datetime) -> None:
    """Who leads whom."""
    card(person.pk, {"superior": superior}, by=by, at=at)


def card(pk: str, changed: dict[str, str], *, by: Person, at: datetime) -> None:
    """A colleague's card, with what changed. Refused (409) where nobody would be the representative any more."""
    access.allow(by, "people.manage")
    person = queries.person(pk)
    if person is None or person.door:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=404)
    fields = ("name", "reading", "email", "phone", "role", "superior")
    now = {f: str(getattr(person, f)) for f in fields} | {k: v for k, v in changed.items() if k in fields}
    role = Role(now["role"])
    if person.role == Role.REPRESENTATIVE and role is not Role.REPRESENTATIVE:
        tops = [p for p in queries.everyone() if p.role == Role.REPRESENTATIVE and p.pk != pk]
        if not tops:
            raise Refusal(Text("代表はお一人は要ります。", "There must be a representative."))
    if Role.REPRESENTATIVE in (role, person.role) and by.role != Role.REPRESENTATIVE:
        raise Refusal(Text("代表のことは代表がお決めになります。", "Only the representative decides that."), status=403)
    if now["superior"] == pk:
        raise Refusal(Text("ご自身の上司にはなれません。", "Nobody is their own superior."), status=400)
    people.join(
        person=pk,
        name=now["name"],
        reading=now["reading"],
        email=now["email"],
        phone=now["phone"],
        role=role,
        superior=now["superior"],
        by=by.pk,
        at=at,
    )


def open_division(*, name: str, by: Person, at: datetime) -> str:
    """Set up a division. Refused (409) when there is one of that name."""
    access.allow(by, "people.manage")
    if any(d.name == name.strip() for d in queries.divisions()):
        raise Refusal(Text("その名前の部門はすでにあります。", "There is a division of that name already."))
    return people.open_division(name=name.strip(), by=by.pk, at=at)


def set_room(*, division: str, channel: str, address: str, outside: bool, by: Person, at: datetime) -> None:
    """The room of a division; "" gives it up. Refused (400) for an address that the channel cannot use."""
    access.allow(by, "people.manage")
    address = address.strip()
    if address:
        trying.refuse_unusable(channel, address)
    people.set_room(
        division=division, channel=channel if address else "", address=address, outside=outside, by=by.pk, at=at
    )


def set_duty(*, division: str, by_day: str, otherwise: str, by: Person, at: datetime) -> None:
    """Who hears first reports, by day and at every other hour; behind them the heads and the representative.

    Refused (400) for somebody who leads nobody: a first report goes to whoever may acknowledge it.
    """
    access.allow(by, "people.manage")
    for pk in (by_day, otherwise):
        person = queries.person(pk)
        if person is None or not access.may(person, "reports.acknowledge"):
            raise Refusal(
                Text("当番は、リーダー・管理責任者・代表からお選びください。", "Please choose somebody who leads."),
                status=400,
            )
    top = queries.representative()
    behind = [h.pk for h in queries.heads(division)] + ([top.pk] if top else [])
    slots = roster.filled(
        policies.calendar(division).week,
        by_day=by_day,
        behind=behind,
        otherwise=otherwise,
        otherwise_behind=behind,
    )
    people.set_duty(division=division, slots=slots, by=by.pk, at=at)


def let_stand(*, step: str, by: Person, at: datetime) -> None:
    """A step was looked at, and what stands there holds."""
    access.allow(by, "setup.run")
    append(COMPANY, facts.LookedAt(step=step), by=by.pk, at=at)


def let_go(pk: str, *, by: Person, at: datetime) -> None:
    """Somebody leaves. Refused (409) for the representative, and for oneself."""
    access.allow(by, "people.manage")
    person = queries.person(pk)
    if person is None or person.door:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=404)
    if pk == by.pk or person.role == Role.REPRESENTATIVE:
        raise Refusal(
            Text(
                "ご自身と代表は、ここからは外せません。", "Neither yourself nor the representative can be let go here."
            )
        )
    people.leave(person=pk, by=by.pk, at=at)
