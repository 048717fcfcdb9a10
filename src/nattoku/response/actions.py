"""Telling the customer: each explanation settles the contact that was due and promises the next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases import guesses, promising, queries, suiting
from nattoku.cases.rules import refuse_if_ended
from nattoku.cases.timeline import name_choices
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import Fact, New
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person
from nattoku.response import facts, manual, rules, tone

WORDS = Text("お話しした言葉", "What was said")
CHANNEL = Text("お伝えした方法", "Channel")
name_choices(facts.SIDES)


def explain_handling(
    no: int | str,
    *,
    words: str,
    channel: str,
    estimates: dict[int, date | None] | None = None,
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """説明①: how it is considered, about how long, how we report (S002-7). estimates: stage -> date, 目安 only."""
    _, past, _ = queries.opened(no, by=by, act="response.write")
    guesses.refuse(past, words)
    said = facts.HandlingExplained(
        channel=clean(channel, CHANNEL, longest=20),
        estimates=rules.estimates(estimates or {}, at=at),
        words=clean(words, WORDS),
    )
    _tell(no, said, next_at=next_at, happened_at=happened_at, despite=despite, sayings=sayings, by=by, at=at)


def explain_cause(
    no: int | str,
    *,
    causes: Sequence[int | str],
    channel: str,
    words: str = "",
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """説明②: only confirmed causes (S002-8). causes: their seq numbers or texts; words: "" takes their texts."""
    case, past, _ = queries.opened(no, by=by, act="response.write")
    due = promises.open_of_kind(case.stream, case_facts.INTERIM_REPORT, case_facts.NEXT_CONTACT)
    ahead = [p.due_at for p in due if p.due_at > at]
    meant = rules.may_explain(past, causes, words, report_by=min(ahead, default=None))
    said = facts.CauseExplained(
        channel=clean(channel, CHANNEL, longest=20),
        causes=meant,
        words=clean(words, WORDS, required=False) or rules.cause_words(past, meant),
    )
    _tell(no, said, next_at=next_at, happened_at=happened_at, despite=despite, sayings=sayings, by=by, at=at)


def report_interim(
    no: int | str,
    *,
    known: str,
    unknown: str,
    next: str,
    channel: str,
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """中間のご報告: what is known, what is not yet, what comes next (S002-8b); promises the following one.

    Refused (409) where a hypothesis is given among what is known.
    """
    _, past, _ = queries.opened(no, by=by, act="response.write")
    guesses.refuse(past, known)
    said = facts.InterimReported(
        channel=clean(channel, CHANNEL, longest=20),
        known=clean(known, Text("分かったこと", "What is known")),
        unknown=clean(unknown, Text("まだ分からないこと", "What is not known yet")),
        next=clean(next, Text("次にすること", "What comes next")),
    )
    _tell(
        no, said, interim=True, next_at=next_at, happened_at=happened_at, despite=despite, sayings=sayings, by=by, at=at
    )


def agree_contact_rules(
    no: int | str,
    *,
    hours: str,
    channel: str,
    agreed: bool,
    person: str = "",
    frequency: str = "",
    place: str = "",
    words: str = "",
    version: str = "",
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """説明③ 今後のご連絡の進め方 (S002-9). person: "" keeps the contact; another one becomes the contact.

    version: of our written rules (S002-9a), "" for the one in force. Refused when the customer does not want to deal
    with that person, and where the customer is to have agreed before having been heard (R8-9).
    """
    _, _, state = queries.opened(no, by=by, act="response.write")
    if agreed:
        rules.may_agree(state)
    said = facts.ContactRulesAgreed(
        person=person or state.contact,
        channel=clean(channel, CHANNEL, longest=20),
        agreed=agreed,
        manual=manual.version(version or manual.current().number).number,
        hours=clean(hours, Text("ご連絡の時間", "Hours"), longest=500),
        frequency=clean(frequency, Text("回数の目安", "Frequency"), longest=500, required=False),
        place=clean(place, Text("お目にかかる場所", "Place"), longest=500, required=False),
        words=clean(words, Text("お客様のお言葉", "The customer's words"), required=False),
    )
    with transaction.atomic():
        if person and person != state.contact:
            cases.name_contact(
                no, person=person, why=facts.EXPLANATIONS[facts.CONTACT_RULES].ja, agreed=True, by=by, at=at
            )
        _tell(no, said, next_at=next_at, happened_at=happened_at, despite=despite, sayings=sayings, by=by, at=at)


def note_broken_rule(
    no: int | str,
    *,
    what: str,
    side: facts.Side = facts.Side.UNSAID,
    rule: int = 0,
    term: facts.Term = facts.Term.NONE,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """What differed from what had been agreed, as a fact that names the rule; the leader hears of it (S002-9b).

    rule: of the version that was agreed, from 1; or term: what was agreed for this case.
    """
    _, past, _ = queries.opened(no, by=by, act="response.write")
    agreed = rules.agreed(past)
    count = len(manual.version(agreed.manual).rules) if agreed else 0
    what = clean(what, Text("あったこと", "What happened"), longest=5000)
    broken = rules.broken(agreed, what, side=side, rule=rule, term=term, rules=count)
    cases.write(no, New(fact=broken, happened_at=happened_at), by=by, at=at, act="response.write")


def _tell(
    no: int | str,
    said: Fact,
    *,
    interim: bool = False,
    next_at: datetime | None,
    happened_at: datetime | None,
    despite: str,
    sayings: promising.Sayings,
    by: Person,
    at: datetime,
) -> None:
    """Written words that promise what nobody owes are refused (409); sayings: what of it is opened with them.

    despite: why so, where the customer's card speaks against the channel or the time of the next contact (S001-5,
    S001-6); refused (409) while it is missing.
    """
    case, past, state = queries.opened(no, by=by, act="response.write")
    refuse_if_ended(state)
    tone.hold(said, past)
    if next_at and next_at < at:
        raise Refusal(
            Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."), status=400
        )
    why = suiting.explained(state, despite, channel=str(getattr(said, "channel", "")), moments=[next_at])
    said = replace(cast(Any, said), despite=why) if why else said  # each of the four has it
    new = New(fact=said, happened_at=happened_at)
    told = cases.told(new, case.stream, next_at=next_at, interim=interim, owed_by=state.contact, at=at)
    asked = tone.asked(said, past)
    with transaction.atomic():
        append(case.stream, told, by=by.pk, at=at)
        words = {"about": asked.about, "text": asked.text, "channel": str(getattr(said, "channel", ""))}
        promising.told(no, **words, happened_at=happened_at, said=sayings, by=by, at=at)
