"""The only writers of introductions and partners."""

from datetime import datetime

from nattoku.cases.timeline import name_choices
from nattoku.customers import queries as customers
from nattoku.customers.facts import CHANNELS
from nattoku.customers.models import Customer
from nattoku.introductions import facts, queries, rules
from nattoku.introductions.facts import INTERIM, THANK, Source
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, hold, next_number
from nattoku.ledger.facts import New, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.policies import queries as policies

name_choices(facts.SOURCES)
WORDS = Text("お伝えしたこと", "What was said")


def list_partner(*, name: str, labelled: bool, partner: int = 0, ended: bool = False, by: Person, at: datetime) -> int:
    """A partner, or one as it is now; returns its number. Refused (400) where its recommendation does not say that
    it is advertising (景品表示法 第5条第3号, ステルスマーケティング告示)."""
    access.allow(by, "introductions.list_partners")
    if partner and partner not in {p.pk for p in queries.partners()}:
        raise Refusal(Text("その提携先はありません。", "There is no such partner."), status=404)
    if not labelled and not ended:
        raise Refusal(
            Text(
                "ご紹介が広告であることを、先方の画面や紙面で示してから登録してください。",
                "Please have the partner label the recommendation as advertising first.",
            ),
            status=400,
        )
    number = partner or next_number("partner", first=1)
    name = clean(name, Text("提携先の名前", "The partner"), longest=200)
    listed = facts.PartnerListed(partner=number, labelled=labelled, ended=ended, name=name)
    append(facts.PARTNERS, listed, by=by.pk, at=at)
    return number


def introduce(
    *,
    customer: str,
    source: Source,
    introducer: str = "",
    partner: int = 0,
    may_tell: bool = False,
    words: str = "",
    by: Person,
    at: datetime,
) -> None:
    """How this customer came. An introducer is owed thanks, and, where the customer agreed, a report."""
    card = _customer(customer, by)
    introducer = introducer if source is Source.CUSTOMER else ""
    partner = partner if source is Source.PARTNER else 0
    rules.refuse_nobody(source, introducer, partner, card.pk)
    if introducer:
        customers.visible_customer(introducer, by=by)
    if partner and partner not in {p.pk for p in queries.partners() if not p.ended}:
        raise Refusal(Text("その提携先はありません。", "There is no such partner."), status=404)
    told = facts.Introduced(
        customer=card.pk,
        source=source,
        introducer=introducer,
        partner=partner,
        may_tell=may_tell,
        words=clean(words, Text("いきさつ", "How it came about"), longest=2000, required=False),
    )
    wanted = [(THANK, "introducer"), *([(INTERIM, "introducer")] if may_tell else [])] if introducer or partner else []
    opens = policies.openings(*wanted, at=at, owed_by=by.pk)
    append(facts.stream(card.pk), New(fact=told, opens=opens, settles=_owed(card, "moved")), by=by.pk, at=at)


def thank(*, customer: str, words: str, channel: str, by: Person, at: datetime) -> None:
    """The introducer was thanked."""
    card = _customer(customer, by)
    rules.may_thank(queries.of_customer(card.pk))
    said = facts.Thanked(channel=_channel(channel), words=clean(words, WORDS, longest=5000))
    done = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(facts.stream(card.pk), THANK))
    append(facts.stream(card.pk), New(fact=said, settles=done), by=by.pk, at=at)


def report(*, customer: str, words: str, channel: str, final: bool = False, by: Person, at: datetime) -> None:
    """The introducer heard how it goes; the next report is owed until the result has been told."""
    card = _customer(customer, by)
    rules.may_report(queries.of_customer(card.pk))
    said = facts.Reported(channel=_channel(channel), final=final, words=clean(words, WORDS, longest=5000))
    done = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(facts.stream(card.pk), INTERIM))
    following = () if final else policies.openings((INTERIM, "introducer"), at=at, owed_by=by.pk)
    append(facts.stream(card.pk), New(fact=said, opens=following, settles=done), by=by.pk, at=at)


def _owed(card: Customer, outcome: str) -> tuple[Settlement, ...]:
    owed = promises.open_of_kind(facts.stream(card.pk), THANK, INTERIM)
    return tuple(Settlement(promise=p.pk, outcome=outcome) for p in owed)


def _channel(channel: str) -> str:
    if channel not in set(CHANNELS):
        raise Refusal(Text("お伝えした方法をお選びください。", "Please choose how."), status=400)
    return channel


def _customer(customer: str, by: Person) -> Customer:
    found = customers.visible_customer(customer, by=by)
    access.allow(by, "introductions.write")
    hold(facts.stream(found.pk))
    return found
