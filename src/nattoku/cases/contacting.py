"""The customer is contacted in words: what they promise is owed in the same act."""

from datetime import datetime
from typing import Any

from django.db import transaction

from nattoku.cases import actions, guesses, promising, queries, undertakings
from nattoku.people.models import Person

ABOUT = "cases.contacted"


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

    Refused (409) where written words promise what nobody owes, or give a hypothesis as the cause (S002-8); a call that
    nobody answered promises nothing.
    """
    with transaction.atomic():
        if more.get("reached", True) and channel not in undertakings.ORAL:
            guesses.refuse(queries.opened(no, by=by, act="cases.write")[1], words)
        actions.contact(no, channel=channel, words=words, happened_at=happened_at, by=by, at=at, **more)
        if more.get("reached", True):
            promising.told(
                no, about=ABOUT, text=words, channel=channel, happened_at=happened_at, said=sayings, by=by, at=at
            )
