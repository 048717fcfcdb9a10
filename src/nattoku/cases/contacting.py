"""The customer is told something in words: what they promise is owed in the same act, and their tone is heard."""

from datetime import datetime
from typing import Any

from django.db import transaction

from nattoku.cases import actions, facts, guesses, outgoing, promising, queries, undertakings
from nattoku.cases.outgoing import Going
from nattoku.people.models import Person

ABOUT = facts.Contacted.kind
ANSWER = facts.ItemAnswered.kind


def contact(
    no: int | str,
    *,
    channel: str,
    words: str,
    happened_at: datetime | None = None,
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
    **more: Any,
) -> None:
    """`actions.contact`, for every door. sayings: what the words promise, opened with them or explained.

    Refused (409) where written words promise what nobody owes, give a hypothesis as the cause (S002-8), or are held
    back by the tone check; a call that nobody answered promises nothing.
    """
    with transaction.atomic():
        if more.get("reached", True) and channel not in undertakings.ORAL:
            _, past, _ = queries.opened(no, by=by, act="cases.write")
            guesses.refuse(past, words)
            outgoing.hold(Going(ABOUT, words), past, channel=channel)
        actions.contact(no, channel=channel, words=words, happened_at=happened_at, by=by, at=at, **more)
        if more.get("reached", True):
            promising.told(
                no, about=ABOUT, text=words, channel=channel, happened_at=happened_at, said=sayings, by=by, at=at
            )


def answer_item(
    no: int | str,
    *,
    item: int,
    words: str,
    channel: str = "phone",
    despite: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """`actions.answer_item`, for every door: an answer in writing passes the same gates as any other text."""
    with transaction.atomic():
        _, past, _ = queries.opened(no, by=by, act="cases.write")
        outgoing.hold(Going(ANSWER, words), past, channel=channel)
        actions.answer_item(no, item=item, words=words, channel=channel, despite=despite, by=by, at=at)
        promising.told(no, about=ANSWER, text=words, channel=channel, said=sayings, by=by, at=at)
