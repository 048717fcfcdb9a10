"""The only writers of customers' streams."""

from datetime import date, datetime
from uuid import uuid4

from nattoku.customers import facts, queries
from nattoku.customers.facts import Channel, Dealings
from nattoku.ledger.append import append
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.words.tone import Mode, check, gate

UNFIT = Text(
    "「{text}」は書き換えてください。{why}。お客様がお読みになることもあります。代わりの書き方：{better}",
    "Please rewrite “{text}”: {why}. The customer may read this. Instead: {better}",
)


def register(
    *,
    name: str,
    reading: str = "",
    dealings: Dealings = Dealings.DEALINGS,
    company: bool = False,
    division: str = "",
    phone: str = "",
    email: str = "",
    town: str = "",
    address: str = "",
    customer: str = "",
    by: Person,
    at: datetime,
) -> str:
    """Register a customer, or correct the card of a known one; returns the id."""
    access.allow(by, "customers.write")
    if division and division not in {d.pk for d in people.divisions()}:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=400)
    if customer:
        division = division or queries.visible_customer(customer, by=by).division
    division = division or next(iter(people.divisions_of(by.pk)), "")
    card = facts.CustomerRegistered(
        customer=customer or uuid4().hex,
        company=company,
        dealings=dealings,
        division=division,
        name=clean(name, Text("お名前", "Name"), longest=200),
        reading=clean(reading, Text("よみがな", "Reading"), longest=200, required=False),
        phone=clean(phone, Text("電話番号", "Phone"), longest=60, required=False),
        email=clean(email, Text("メールアドレス", "E-mail"), longest=254, required=False),
        town=clean(town, Text("市区町村", "Town"), longest=100, required=False),
        address=clean(address, Text("ご住所", "Address"), longest=400, required=False),
    )
    append(facts.stream(card.customer), card, by=by.pk, at=at)
    return card.customer


def learn_reach(
    *,
    customer: str,
    preferred: list[Channel],
    hardly_seen: list[Channel],
    not_when: str = "",
    busy: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Write down the answers to the three questions (S001-10)."""
    _writable(customer, by)
    learned = facts.ReachLearned(
        preferred=preferred,
        hardly_seen=hardly_seen,
        not_when=clean(not_when, Text("お手すきでない時", "When not"), longest=1000, required=False),
        busy=clean(busy, Text("お忙しさ", "How busy"), longest=1000, required=False),
    )
    append(facts.stream(customer), learned, by=by.pk, at=at)


def hear_refusal(*, customer: str, person: str, words: str = "", by: Person, at: datetime) -> None:
    """Somebody we must not send to this customer (S001-1)."""
    _writable(customer, by)
    if people.person(person) is None:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=400)
    words = clean(words, Text("お言葉", "Words"), longest=1000, required=False)
    append(facts.stream(customer), facts.RefusalHeard(person=person, words=words), by=by.pk, at=at)


def learn_background(*, customer: str, words: str, source: str, heard_on: date, by: Person, at: datetime) -> None:
    """Something worth knowing when we meet this customer, with who said it and when (S001-8).

    Refused (409) while it is not written as if the customer were to read it.
    """
    _writable(customer, by)
    if heard_on > at.astimezone(TOKYO).date():
        raise Refusal(Text("伺った日は、きょうまでの日にしてください。", "The day lies ahead."), status=400)
    words = clean(words, Text("伺ったこと", "What was learned"), longest=1000)
    for hit in gate.left(check(words, Mode.INTERNAL)):
        raise Refusal(UNFIT.with_(text=hit.text, why=hit.why, better=hit.better))
    source = clean(source, Text("どなたから伺ったか", "Who said it"), longest=200)
    learned = facts.BackgroundLearned(words=words, source=source, heard_on=heard_on)
    append(facts.stream(customer), learned, by=by.pk, at=at)


def record_contract(
    *,
    customer: str,
    title: str,
    special: bool = False,
    terms: str = "",
    begins_on: date | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Record what was agreed; `special` when it differs from our standard (S000-7). Returns the contract's id."""
    _writable(customer, by)
    contract = facts.ContractRecorded(
        contract=uuid4().hex,
        title=clean(title, Text("契約名", "Contract"), longest=200),
        special=special,
        terms=clean(terms, Text("条件", "Terms"), longest=10_000, required=False),
        begins_on=begins_on,
    )
    append(facts.stream(customer), contract, by=by.pk, at=at)
    return contract.contract


def _writable(customer: str, by: Person) -> None:
    access.allow(by, "customers.write")
    queries.visible_customer(customer, by=by)
