"""The only writers of the company stream."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db import transaction

from nattoku.ledger import append as ledger
from nattoku.ledger.append import append, hold
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access, facts, queries, rules
from nattoku.people.company import company
from nattoku.people.facts import Role
from nattoku.people.models import Person, Token

SYSTEM = "system"
DESCRIBED = {  # field of the company -> what it is called, and its longest: it has to fit on an envelope and the guide
    "name": (Text("会社の名前", "The company's name"), 60),
    "name_en": (Text("会社の名前（英語）", "Its name in English"), 80),
    "reading": (Text("よみがな", "Reading"), 80),
    "postcode": (Text("郵便番号", "Postcode"), 10),
    "address": (Text("所在地", "Postal address"), 120),
    "phone": (Text("電話番号", "Telephone"), 40),
    "mail": (Text("メールアドレス", "E-mail address"), 120),
    "hours": (Text("お電話を承る時間", "When somebody answers"), 100),
    "doors": (Text("お申し出の届け方", "How a complaint reaches us"), 300),
    "title": (Text("代表の肩書", "The representative's title"), 40),
}


def describe_company(
    *,
    name: str,
    name_en: str = "",
    reading: str = "",
    postcode: str = "",
    address: str = "",
    phone: str = "",
    mail: str = "",
    hours: str = "",
    doors: str = "",
    title: str = "",
    by: Person,
    at: datetime,
) -> None:
    """What customers read of the company; the representative's to say. Refused (400) for a postcode that is none."""
    access.allow(by, "people.describe_company")
    append(
        facts.COMPANY,
        facts.CompanyDescribed(
            name=_said("name", name, required=True),
            name_en=_said("name_en", name_en),
            reading=_said("reading", reading),
            postcode=rules.postcode(postcode),
            address=_said("address", address),
            phone=_said("phone", phone),
            mail=_said("mail", mail),
            hours=_said("hours", hours),
            doors=_said("doors", doors),
            title=_said("title", title),
        ),
        by=by.pk,
        at=at,
    )


def _said(field: str, words: str, *, required: bool = False) -> str:
    name, longest = DESCRIBED[field]
    return clean(words, name, longest=longest, required=required).strip()


def open_division(*, name: str, name_en: str = "", division: str = "", by: str, at: datetime) -> str:
    """Set up a division; returns its id."""
    pk = division or uuid4().hex[:12]
    name = clean(name, Text("部門名", "Division name"), longest=100)
    name_en = clean(name_en, Text("部門名（英語）", "Division name in English"), longest=100, required=False)
    append(facts.COMPANY, facts.DivisionOpened(division=pk, name=name, name_en=name_en), by=by, at=at)
    return pk


def join(
    *,
    name: str,
    email: str,
    role: facts.Role,
    reading: str = "",
    phone: str = "",
    superior: str = "",
    password: str | None = None,
    person: str = "",
    by: str,
    at: datetime,
) -> str:
    """Somebody joins the company (or their card changes); returns the person's id.

    password None keeps whatever password there is. Refused (409) when the address belongs to someone else.
    """
    pk = person or uuid4().hex
    if person in company().people:
        _colleague(person)
    name = clean(name, Text("氏名", "Name"), longest=100)
    email = clean(email, Text("メールアドレス", "E-mail address"), longest=254).strip().lower()
    if "@" not in email:
        raise Refusal(Text("メールアドレスの形が正しくありません。", "That is not an e-mail address."), status=400)
    if Person.objects.filter(email=email).exclude(pk=pk).exists():
        raise Refusal(Text("そのメールアドレスはすでに登録されています。", "That address is already registered."))
    reading = clean(reading, Text("よみがな", "Reading"), longest=100, required=False)
    phone = clean(phone, Text("電話番号", "Phone"), longest=40, required=False)
    card = facts.PersonJoined(
        person=pk, name=name, reading=reading, email=email, phone=phone, role=role, superior=superior
    )
    append(facts.COMPANY, card, by=by, at=at)
    if password is not None:
        Person.objects.filter(pk=pk).update(password=make_password(password))
    return pk


def door(kind: str, *, at: datetime) -> Person:
    """In whose name a machine writes down what it took in; opened as a fact when first asked for.

    kind: "web", "mail" or "phone" (`facts.DOORS`). It may receive, and belongs to no division.
    """
    pk = f"door-{kind}"
    if (known := company().people.get(pk)) is not None:
        return known
    with transaction.atomic():
        hold(facts.COMPANY)
        if pk not in company().people:
            append(facts.COMPANY, facts.DoorOpened(person=pk, door=facts.MachineDoor(kind)), by=SYSTEM, at=at)
        return company().people[pk]


def assign(*, person: str, division: str, leads: bool = False, by: str, at: datetime) -> None:
    """Put a person into a division. Both must exist (404)."""
    _known(division, person)
    append(facts.COMPANY, facts.Assigned(person=person, division=division, leads=leads), by=by, at=at)


def set_duty(*, division: str, slots: list[dict[str, Any]], by: str, at: datetime) -> None:
    """Replace a division's weekly roster. Refused (400) when a row cannot be read, (404) for somebody unknown."""
    read = [rules.slot_of(slot) for slot in slots]
    _known(division, *(p for slot in read for p in (slot.person, *slot.stand_ins)))
    append(facts.COMPANY, facts.DutySet(division=division, slots=slots), by=by, at=at)


def delegate(*, person: str, scope: str, by: Person, at: datetime) -> None:
    """The representative names who attends to complaints in their place, and how far (S004-2.1.1.1).

    The responsibility is not handed over: there is no fact by which it could be. Refused (400) for the representative.
    """
    access.allow(by, "people.delegate")
    if company().people[_colleague(person)].role == Role.REPRESENTATIVE:
        raise Refusal(
            Text("代表ご自身は、代わりの方にできません。", "The representative is not a stand-in."), status=400
        )
    scope = clean(scope, Text("お任せする範囲", "How far"), longest=1000)
    append(facts.COMPANY, facts.Delegated(person=person, scope=scope), by=by.pk, at=at)


def end_delegation(*, person: str, by: Person, at: datetime) -> None:
    """This person no longer acts in the representative's place. Refused (404) where they did not."""
    access.allow(by, "people.delegate")
    if person not in queries.delegations():
        raise Refusal(Text("代表に代わる方として記録されていません。", "There is no such delegation."), status=404)
    append(facts.COMPANY, facts.DelegationEnded(person=person), by=by.pk, at=at)


def set_room(*, division: str, channel: str, address: str, outside: bool = False, by: str, at: datetime) -> None:
    """Register the chat room of a division."""
    _known(division)
    channel = clean(channel, Text("通信手段", "Channel"), longest=20, required=False)
    address = clean(address, Text("部屋の番号", "Room"), longest=200, required=False)
    room = facts.RoomSet(division=division, channel=channel, address=address, outside=outside)
    append(facts.COMPANY, room, by=by, at=at)


def add_account(
    *, person: str, channel: str, address: str, mention: str = "", label: str = "", by: str, at: datetime
) -> str:
    """Where a person hears by a channel; returns the account's id. The same address again is the same account."""
    channel = clean(channel, Text("通信手段", "Channel"), longest=20)
    address = clean(address, Text("送り先", "Address"), longest=4000)
    same = [a for a in company().accounts if (a.person_id, a.channel, a.address) == (person, channel, address)]
    pk = same[0].pk if same else uuid4().hex
    added = facts.AccountAdded(
        person=_colleague(person),
        account=pk,
        channel=channel,
        address=address,
        mention=clean(mention, Text("呼び出す相手", "Whom to ping"), longest=200, required=False),
        label=clean(label, Text("名前", "Label"), longest=100, required=False),
    )
    append(facts.COMPANY, added, by=by, at=at)
    return pk


def remove_account(*, person: str, account: str, by: str, at: datetime) -> None:
    """That address is no longer used. Refused (404) when it is not this person's."""
    if not any(a.pk == account and a.person_id == person for a in company().accounts):
        raise Refusal(Text("その連絡先が見つかりません。", "There is no such address."), status=404)
    append(facts.COMPANY, facts.AccountRemoved(person=person, account=account), by=by, at=at)


def set_hearing(
    *,
    person: str,
    order: Sequence[str] = (),
    quiet_from: str = "",
    quiet_to: str = "",
    digest: bool = False,
    by: str,
    at: datetime,
) -> None:
    """How a person hears: which channel first, the quiet hours ("HH:MM" in Tokyo, both or neither), one digest a day."""
    if (quiet_from or quiet_to) and not (rules.CLOCK.fullmatch(quiet_from) and rules.CLOCK.fullmatch(quiet_to)):
        raise Refusal(
            Text(
                "静かにする時間は、始まりと終わりを 22:00 のように入れてください。",
                "Please give both ends of the quiet hours, such as 22:00.",
            ),
            status=400,
        )
    wanted = [clean(one, Text("通信手段", "Channel"), longest=20) for one in order]
    heard = facts.HearingSet(
        person=_colleague(person), order=wanted, quiet_from=quiet_from, quiet_to=quiet_to, digest=digest
    )
    append(facts.COMPANY, heard, by=by, at=at)


def _colleague(person: str) -> str:
    found = company().people.get(person)
    if found is None or found.door:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=404)
    return person


def _known(division: str, *people: str) -> None:
    here = company()
    if division not in here.divisions:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    for person in people:
        _colleague(person)


def leave(*, person: str, by: str, at: datetime) -> None:
    """Somebody leaves: cannot sign in any more; their facts stay."""
    append(facts.COMPANY, facts.PersonLeft(person=person), by=by, at=at)
    Token.objects.filter(person_id=person).delete()


def issue_token(*, person: str, label: str, by: str, at: datetime) -> str:
    """A new API token for a person, shown once: only its hash is kept."""
    label = clean(label, Text("鍵の名前", "Label"), longest=100, required=False)
    secret = f"ntk_{secrets.token_urlsafe(32)}"
    append(facts.COMPANY, facts.TokenIssued(person=person, label=label), by=by, at=at)
    Token.objects.create(hash=hashlib.sha256(secret.encode()).hexdigest(), person_id=person, label=label, at=at)
    return secret


def blank(*, stream: str, fact: int, fields: Sequence[str], reason: str, by: Person, at: datetime) -> None:
    """Personal data of one fact is deleted for good (APPI 35); the manager's or the representative's to decide.

    reason: stays in clear for ever, so it names nobody. Refused (404/409) where there is nothing to blank.
    """
    access.allow(by, "people.blank")
    reason = clean(reason, Text("理由", "Reason"), longest=200)
    ledger.blank(stream, fact, fields, reason=reason, by=by.pk, at=at)
