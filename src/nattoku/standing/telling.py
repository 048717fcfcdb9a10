"""The sheet on how we handle a matter, told: handed over, read out, or mailed. Delivery of the mail is what tells it."""

import re
from datetime import datetime

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import queries, suiting
from nattoku.cases.rules import CaseState, case_of, facts_of, refuse_if_ended
from nattoku.customers import queries as customers
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import History, New, Recorded
from nattoku.lib.text import Text, clean
from nattoku.notices import to_customer
from nattoku.notices.facts import Delivered
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from nattoku.response import links
from nattoku.response.facts import GuideMailed, HandlingExplained
from nattoku.standing import guide
from nattoku.standing.shown import standing

MAILED = "response.guide_mailed"
_SECRET = re.compile(r"/s/[A-Za-z0-9_-]{20,}")
ADDRESS = Text("メールアドレス", "E-mail address")


def sheet(no: int, terms: guide.Terms | None, *, at: datetime) -> guide.Guide:
    """The sheet of a case. terms: None for what is offered. The caller has checked who asks."""
    shown, state = standing(no)
    past = history(f"case:{no}")
    return guide.of(shown, state, past, terms or guide.offered(shown, state, past, at=at), at=at)


def hand_over(
    no: int | str, terms: guide.Terms, *, channel: str, lang: str, despite: str = "", by: Person, at: datetime
) -> None:
    """Handed to the customer, or read out: told at this moment. The next contact is the one that the sheet names.

    despite: why so, or why then, where the customer's card speaks against it; refused (409) while it is missing.
    """
    case, _, state = queries.opened(no, by=by, act="response.write")
    refuse_if_ended(state)
    said = HandlingExplained(
        channel=clean(channel, Text("お伝えした方法", "Channel"), longest=20),
        estimates=terms.estimates,
        words=sheet(case.no, terms, at=at).text(lang),
        despite=suiting.explained(state, despite, channel=channel, moments=[terms.next_at]),
    )
    new = cases.told(New(fact=said), case.stream, next_at=terms.next_at, owed_by=state.contact, at=at)
    append(case.stream, new, by=by.pk, at=at)


def mail(
    no: int | str,
    terms: guide.Terms,
    *,
    address: str,
    lang: str,
    site: str = "",
    despite: str = "",
    by: Person,
    at: datetime,
) -> str:
    """Mail the sheet; returns the notice's mark. Nothing is told until the channel says that it was delivered.

    site: where our pages are ("https://…"): a fresh link to the customer's page goes with it; "" for none. despite: why
    by mail, or why then, where the customer's card speaks against it.
    """
    case, _, state = queries.opened(no, by=by, act="response.write")
    refuse_if_ended(state)
    address = clean(address, ADDRESS, longest=254).strip()
    to_customer.refuse_unusable(address)
    despite = suiting.explained(state, despite, channel="mail", moments=[terms.next_at])
    ref = to_customer.new_mark()
    with transaction.atomic():
        link = f"{site}/s/{links.make(case.no, by=by, at=at)}" if site else ""
        made = sheet(case.no, terms, at=at)
        mailed = GuideMailed(
            notice=ref,
            next_at=terms.next_at,
            estimates=terms.estimates,
            address=address,
            words=made.text(lang),
            despite=despite,
        )
        (recorded,) = append(case.stream, mailed, by=by.pk, at=at)
        subject, body = guide.SUBJECT.with_(no=case.no).to(lang), made.with_address(link).text(lang)
        to_customer.mail(recorded, ref, address=address, subject=subject, body=body, at=at)
    return ref


def react(recorded: Recorded) -> None:
    """The mail was delivered: the customer has been told how we handle it, by whoever sent it, at this moment."""
    got = recorded.fact
    if not isinstance(got, Delivered) or got.to != "customer":
        return
    sent = Notice.objects.filter(ref=got.notice, kind=MAILED).first()
    if sent is None:
        return
    Notice.objects.filter(pk=sent.pk).update(body=_SECRET.sub("/s/…", sent.body))
    past = history(recorded.stream)
    mailed = next((r for r in facts_of(past, MAILED) if getattr(r.fact, "notice", "") == got.notice), None)
    if mailed is not None and isinstance(mailed.fact, GuideMailed):
        _delivered(past, mailed, mailed.fact, at=recorded.recorded_at)


def _delivered(past: History, mailed: Recorded, fact: GuideMailed, *, at: datetime) -> None:
    state: CaseState = case_of(past)
    said = HandlingExplained(channel="mail", estimates=fact.estimates, words=fact.words, despite=fact.despite)
    new = New(fact=said)
    if state.open:
        ahead = fact.next_at if fact.next_at > at else None
        new = cases.told(new, mailed.stream, next_at=ahead, owed_by=state.contact, at=at)
    append(mailed.stream, new, by=mailed.by, at=at)


def mailed(past: History) -> list[tuple[Recorded, str]]:
    """Every mail of the sheet, the newest first, with what became of it (a state of the outbox)."""
    sent = [(r, str(getattr(r.fact, "notice", ""))) for r in facts_of(past, MAILED)]
    states = dict(Notice.objects.filter(ref__in=[ref for _, ref in sent]).values_list("ref", "state"))
    return [(r, states.get(ref, "")) for r, ref in sent][::-1]


def address_of(state: CaseState, past: History) -> str:
    """The mail address we know of this customer, "" for none: as posted, as given for calling back, or of the card."""
    posted = [str(getattr(r.fact, "mail", "")) for r in facts_of(past, "webform.posted")]
    card = customers.customer(state.customer) if state.identified else None
    found = [*posted, state.received.reach, card.email if card else ""]
    return next((one.strip() for one in found if "@" in one), "")
