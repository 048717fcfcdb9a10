"""Waiting for the customer, going on, and the representative's look at what has been open for long."""

from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.cases.rules import refuse_if_ended
from nattoku.deadlines import pauses
from nattoku.deadlines.facts import Because, Paused, Resumed, Reviewed
from nattoku.ledger.append import append
from nattoku.ledger.facts import New
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person


def pause(no: int | str, *, reason: str, until: datetime, by: Person, at: datetime) -> None:
    """We wait for the customer: the inside timers stand until the answer, or until we ask again.

    The next contact with the customer is never put off by this.
    """
    case, past, state = cases.opened(no, by=by, act="cases.write")
    waiting = Paused(
        until=pauses.may_pause(state, past, until=until, at=at),
        reason=clean(reason, Text("何のお返事を待つか", "What we wait for"), longest=2000),
    )
    append(case.stream, waiting, by=by.pk, at=at)


def resume(no: int | str, *, words: str = "", happened_at: datetime | None = None, by: Person, at: datetime) -> None:
    """The customer has answered: the timers go on."""
    case, past, state = cases.opened(no, by=by, act="cases.write")
    pauses.may_resume(state, past, at=at)
    words = clean(words, Text("お返事", "The answer"), longest=5000, required=False)
    answered = New(fact=Resumed(because=Because.ANSWERED, words=words), happened_at=happened_at)
    append(case.stream, answered, by=by.pk, at=at)


def review(no: int | str, *, words: str, by: Person, at: datetime) -> None:
    """The representative has looked at a case that has been open for long, and says how it goes on."""
    case, _, state = cases.opened(no, by=by, act="deadlines.review")
    refuse_if_ended(state)
    seen = Reviewed(words=clean(words, Text("これからの進め方", "How it goes on"), longest=5000))
    append(case.stream, seen, by=by.pk, at=at)
