"""The only writers of signs: noticed, given to somebody, the customer asked, ended or received as a complaint."""

from datetime import datetime

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.timeline import name_choices
from nattoku.cases.words import Door
from nattoku.customers import queries as customers
from nattoku.customers.facts import CHANNELS, Channel
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history, hold, next_number
from nattoku.ledger.facts import Fact, New, Opening, Settlement
from nattoku.lib import phone
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.signs import facts, queries, rules
from nattoku.signs.models import Sign
from nattoku.signs.words import NAMES, OUTCOMES, SignKind, SignOutcome

name_choices(NAMES)
name_choices(OUTCOMES)
name_choices(CHANNELS)
DOORS = {
    Channel.PHONE: Door.PHONE,
    Channel.VISIT: Door.VISIT,
    Channel.MAIL: Door.MAIL,
    Channel.CHAT: Door.CHAT,
    Channel.LETTER: Door.LETTER,
    Channel.FAX: Door.LETTER,
}
SAID = Text("お伝えしたこと", "What was said")
HEARD = Text("お客様のお言葉", "The customer's words")


def notice(
    kind: SignKind,
    *,
    customer: str,
    why: str,
    value: int = 0,
    words: str = "",
    owner: str = "",
    by: Person,
    at: datetime,
) -> int:
    """A person noticed something about a customer; returns the sign's number. owner: "" for whoever writes it down."""
    access.allow(by, "signs.write")
    card = customers.visible_customer(customer, by=by)
    if not 0 <= value < 10**12:
        raise Refusal(Text("見込みの額をお確かめください。", "Please check the amount."), status=400)
    evidence = clean(why, Text("気づいたこと", "What was noticed"), longest=2000)
    found = rules.Found(kind, Text(evidence, evidence), customer=card.pk, division=card.division, value=value)
    said = clean(words, HEARD, longest=5000, required=False)
    return write(found, words=said, owner=owner or by.pk, by=by.pk, at=at)


def write(found: rules.Found, *, words: str = "", owner: str = "", by: str = SYSTEM, at: datetime) -> int:
    """Write a sign down, in the hands of `owner`, or of whoever is closest to the customer; returns its number."""
    division = found.division or queries.division_of(found.customer)
    person = owner or queries.closest(found.customer, division)
    if person and people.person(person) is None:
        raise Refusal(Text("受け持つ方が見つかりません。", "There is no such colleague."), status=400)
    no = next_number("sign", first=1)
    noticed = facts.Noticed(
        kind_of=found.kind,
        customer=found.customer,
        division=division,
        about=found.about,
        value=found.value,
        why=[found.why.ja, found.why.en],
        words=words,
        ref=found.ref,
    )
    named = [facts.OwnerNamed(person=person)] if person else []
    opens = _asks(person, at=at)
    if found.due_at is not None and any(o.due_at > found.due_at for o in opens):
        opens = _asks(person, at=at, due_at=found.due_at)
    append(facts.stream(no), New(fact=noticed, opens=opens), *named, by=by, at=at)
    return no


def name_owner(no: int, *, person: str, by: Person, at: datetime) -> None:
    """Somebody else asks the customer; the promise goes with the sign."""
    state = _opened(no, by=by)
    rules.refuse_if_closed(state)
    if people.person(person) is None:
        raise Refusal(Text("受け持つ方が見つかりません。", "There is no such colleague."), status=400)
    owed = promises.open_of_kind(facts.stream(no), facts.ASK)
    moved = tuple(Settlement(promise=p.pk, outcome="released") for p in owed)
    due = min((p.due_at for p in owed), default=None)
    new = New(fact=facts.OwnerNamed(person=person), opens=_asks(person, at=at, due_at=due), settles=moved)
    append(facts.stream(no), new, by=by.pk, at=at)


def contact(
    no: int,
    *,
    channel: Channel,
    said: str,
    heard: str = "",
    reached: bool = True,
    outcome: SignOutcome | None = None,
    offered: bool = False,
    wished: str = "",
    next_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> int:
    """The customer was asked. Without an outcome the next contact is promised anew; returns the complaint's number, or 0.

    Refused (409) with selling in it, see `rules.refuse_selling`; (400) where an outcome needs the customer's words.
    """
    state = _opened(no, by=by)
    rules.refuse_if_closed(state)
    rules.refuse_selling(said, offered=offered, wished=wished, open_case=queries.open_case(state.noticed.customer))
    rules.refuse_unheard(outcome, reached=reached, heard=heard)
    if next_at is not None and next_at <= at:
        raise Refusal(Text("次のご連絡は、これからの日時にしてください。", "It must lie ahead."), status=400)
    asked = facts.Contacted(
        channel=channel,
        reached=reached,
        said=clean(said, SAID, longest=5000),
        heard=clean(heard, HEARD, longest=5000, required=False),
        wished=clean(wished, Text("望まれたお言葉", "What was wished"), longest=1000, required=False),
    )
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(facts.stream(no), facts.ASK))
    opens = () if outcome else _asks(state.owner or by.pk, at=at, due_at=next_at)
    with transaction.atomic():
        case = _received(state, channel=channel, words=heard, by=by, at=at) if outcome is SignOutcome.COMPLAINT else 0
        ended: list[Fact] = [facts.Closed(outcome=outcome, case=case)] if outcome else []
        append(facts.stream(no), New(fact=asked, opens=opens, settles=settles), *ended, by=by.pk, at=at)
    return case


def receive(no: int, *, words: str = "", by: Person, at: datetime) -> int:
    """One tap: the sign is a complaint. words: the customer's, where they are not written down yet; the case's number."""
    state = _opened(no, by=by)
    rules.refuse_if_closed(state)
    said = words.strip() or state.heard
    if not said:
        raise Refusal(
            Text(
                "お客様のお言葉がまだありません。まずご様子を伺ってください。",
                "There are no words of the customer yet. Please ask first.",
            )
        )
    with transaction.atomic():
        case = _received(state, channel=Channel.PHONE, words=said, by=by, at=at)
        close(no, facts.Closed(outcome=SignOutcome.COMPLAINT, case=case), by=by.pk, at=at)
    return case


def dismiss(no: int, *, outcome: SignOutcome, words: str, by: Person, at: datetime) -> None:
    """It ends without a contact, with the reason: it was no sign, the customer has left, could not be reached."""
    state = _opened(no, by=by)
    rules.refuse_if_closed(state)
    if outcome in (SignOutcome.COMPLAINT, SignOutcome.WELL):
        raise Refusal(Text("お客様にご様子を伺ってください。", "Please ask the customer."))
    why = clean(words, Text("理由", "Reason"), longest=2000)
    close(no, facts.Closed(outcome=outcome, words=why), by=by.pk, at=at)


def close(no: int, closed: facts.Closed, *, by: str, at: datetime) -> None:
    """What was still owed falls away with the end."""
    owed = promises.open_of_kind(facts.stream(no), facts.ASK)
    settles = tuple(Settlement(promise=p.pk, outcome="released") for p in owed)
    append(facts.stream(no), New(fact=closed, settles=settles), by=by, at=at)


def _opened(no: int, *, by: Person) -> rules.State:
    queries.visible_sign(no, by=by)
    access.allow(by, "signs.write")
    hold(facts.stream(no))
    return rules.state_of(history(facts.stream(no)))


def _received(state: rules.State, *, channel: Channel, words: str, by: Person, at: datetime) -> int:
    sign = state.noticed
    card = customers.customer(sign.customer)
    name, reach = phone.beside(sign.ref)  # who answered a survey wrote both into one line
    intake = Intake(
        door=DOORS[channel],
        words=words,
        fact=f"{NAMES[sign.kind_of].ja}。{state.why.ja}"[:2000],
        division=sign.division,
        customer=sign.customer,
        caller=card.name if card else name or sign.ref,
        reach=(card.phone or card.email) if card else reach if name else "",
        reach_missing=card is None and not name,
    )
    return int(cases.receive(intake, by=by, at=at)[0].stream.partition(":")[2])


def _asks(person: str, *, at: datetime, due_at: datetime | None = None) -> tuple[Opening, ...]:
    return (policies.opening(facts.ASK, to="customer", at=at, due_at=due_at, owed_by=person),)


def known(found: rules.Found) -> "list[Sign]":
    """Signs of the same kind about the same thing, the newest first."""
    same = Sign.objects.filter(kind=found.kind, about=found.about)
    same = same.filter(customer=found.customer) if found.customer else same.filter(customer="", ref=found.ref[:200])
    return list(same.order_by("-no"))
