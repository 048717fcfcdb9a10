"""Telling the customer that everything is done, before the word; thanking the customer, after it."""

from datetime import datetime

from django.db import transaction

from nattoku.cases import actions as case_actions
from nattoku.cases import promising, queries, suiting
from nattoku.cases.rules import refuse_if_ended
from nattoku.closure import completion, facts, tone
from nattoku.closure.by_page import THROUGH
from nattoku.closure.completion import Report
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person

CHANNEL = Text("ご連絡の方法", "Channel")


def tell(
    no: int | str,
    report: Report,
    *,
    channel: str,
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """The customer was told what happened, why, what we did and what we changed; the next contact is promised with it.

    channel: "status_page" shows it on the customer's own page, which is a leader's to let out (403).
    Refused (409) with a cause that nobody confirmed (S002-8), or with the name of the staff member concerned.
    """
    case, past, state = queries.opened(no, by=by, act="closure.write")
    refuse_if_ended(state)
    if channel == THROUGH:  # what a customer reads there, a leader has let out
        access.allow(by, "response.release")
    if next_at and next_at < at:
        raise Refusal(
            Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."), status=400
        )
    completion.refuse_guess(report, past, state)
    said = facts.CompletionTold(
        channel=clean(channel, CHANNEL, longest=20),
        happened=clean(report.happened, Text("何が起きたか", "What happened"), longest=20_000),
        cause=clean(report.cause, Text("なぜ起きたか", "Why it happened"), longest=20_000, required=False),
        done=clean(report.done, Text("何をしたか", "What was done"), longest=20_000),
        changed=clean(report.changed, Text("何を改めたか", "What was changed"), longest=20_000, required=False),
        despite=suiting.explained(state, despite, channel=channel, moments=[next_at]),
    )
    tone.hold_report(said, past)
    new = New(fact=said, happened_at=happened_at)
    told = case_actions.told(new, case.stream, next_at=next_at, owed_by=state.contact, at=at)
    text = "\n".join((said.happened, said.cause, said.done, said.changed))
    with transaction.atomic():
        append(case.stream, told, by=by.pk, at=at)
        words = {"about": said.kind, "text": text, "channel": said.channel}
        promising.told(no, **words, happened_at=happened_at, said=sayings, by=by, at=at)


def thank(
    no: int | str,
    *,
    words: str,
    channel: str,
    happened_at: datetime | None = None,
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """The customer was thanked for having come to us and for the word; settles the thanks that were promised.

    sayings: what written thanks promise beside it; refused (409) while they promise what nobody owes.
    """
    case, past, state = queries.opened(no, by=by, act="closure.write")
    owed = promises.open_of_kind(case.stream, facts.THANK)
    if not owed:
        raise Refusal(Text("御礼のお約束はありません。", "No thanks are owed."))
    thanked = facts.CustomerThanked(
        channel=clean(channel, CHANNEL, longest=20),
        words=clean(words, Text("御礼の言葉", "The words of thanks"), longest=20_000),
        despite=suiting.explained(state, despite, channel=channel),
    )
    tone.hold_thanks(thanked, past)
    settles = tuple(Settlement(promise=p.pk) for p in owed)
    with transaction.atomic():
        append(case.stream, New(fact=thanked, happened_at=happened_at, settles=settles), by=by.pk, at=at)
        ours = {"about": thanked.kind, "text": thanked.words, "channel": thanked.channel}
        promising.told(no, **ours, happened_at=happened_at, said=sayings, by=by, at=at)
