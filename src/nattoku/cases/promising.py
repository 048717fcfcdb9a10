"""A text goes to the customer: what it promises is owed, is opened in the same act, or is given a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from nattoku.cases import actions, facts, queries, undertakings
from nattoku.ledger import queries as promises
from nattoku.lib import clock
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person


@dataclass(frozen=True)
class Saying:
    """One promise opened with the text. words: the vague words it gives a date to, "" where the text has the date.

    despite: why then, where the customer's card speaks against it.
    """

    what: str
    due_at: datetime
    words: str = ""
    despite: str = ""


@dataclass(frozen=True)
class Sayings:
    """What is said of a text's promises. elsewhere: words of the text -> where they are promised, or why not.

    ahead: when what the act will owe once the text has arrived is due (the next contact of a mail).
    """

    opened: Sequence[Saying] = field(default=())
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    ahead: Sequence[datetime] = field(default=())

    @property
    def answered(self) -> set[str]:
        """The words that were given a reason, or a date they had not."""
        return {*self.elsewhere, *(one.words for one in self.opened if one.words)}


NOTHING = Sayings()


def left(no: int | str, *, about: str, text: str, written_at: datetime, by: Person) -> list[undertakings.Undertaking]:
    """What the text promises that nobody owes the customer yet."""
    case, past, _ = queries.opened(no, by=by)
    return undertakings.unkept(text, written_at, _due(case.stream), undertakings.explained(past, about))


def hold(
    no: int | str, *, about: str, text: str, written_at: datetime, said: Sayings = NOTHING, by: Person, at: datetime
) -> None:
    """Of a text that is kept before it goes (a letter): opens what is said with it; refused (409), with nothing opened,
    while the text promises more than that."""
    with transaction.atomic():
        _say(no, about, said, by=by, at=at)
        undertakings.refuse(left(no, about=about, text=text, written_at=written_at, by=by))


def told(
    no: int | str,
    *,
    about: str,
    text: str,
    channel: str,
    happened_at: datetime | None = None,
    said: Sayings = NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """Of a text that goes out by an act, in that act's transaction and after its fact, so that what the act itself
    opens (the next contact) counts and what it settles does not.

    Refused (409) while it promises more than is owed. What was said aloud is said already: it is written down as it
    was, and `heard` offers what of it nobody owes yet.
    """
    case, _, _ = queries.opened(no, by=by)
    found = undertakings.unkept(text, happened_at or at, [*_due(case.stream), *said.ahead], ())
    _say(no, about, said, by=by, at=at)
    if channel not in undertakings.ORAL:
        rest = undertakings.unkept(text, happened_at or at, [*_due(case.stream), *said.ahead], said.answered)
        undertakings.refuse(rest, found)


def heard(no: int | str, *, by: Person, at: datetime) -> list[undertakings.Undertaking]:
    """What was promised aloud, by a time to come, and is no promise yet."""
    case, past, _ = queries.opened(no, by=by)
    return undertakings.heard(past, [p.due_at for p in promises.promises(case.stream) if p.to == "customer"], at=at)


def promise(no: int | str, one: Saying, *, about: str, by: Person, at: datetime) -> None:
    """お約束として記録する: the contact owes it. Vague words are answered by the date."""
    with transaction.atomic():
        _, _, state = queries.opened(no, by=by)
        actions.promise(no, what=one.what, due_at=one.due_at, owed_by=state.contact, despite=one.despite, by=by, at=at)
        if one.words:
            dated = f"お約束の日時：{clock.when(one.due_at, at=at).ja}"
            explain(no, about=about, words=one.words, reason=dated, by=by, at=at)


def explain(no: int | str, *, about: str, words: str, reason: str, by: Person, at: datetime) -> None:
    """These words of this text are promised elsewhere, or are no promise: with the reason, which the fact keeps."""
    said = facts.UndertakingExplained(
        about=about,
        words=clean(words, Text("お約束の言葉", "The words of the promise"), longest=500),
        promised_elsewhere=clean(reason, Text("理由", "Reason"), longest=1000),
    )
    actions.write(no, said, by=by, at=at, ended_too=True)


def _say(no: int | str, about: str, said: Sayings, *, by: Person, at: datetime) -> None:
    for one in said.opened:
        promise(no, one, about=about, by=by, at=at)
    for words, reason in said.elsewhere.items():
        explain(no, about=about, words=words, reason=reason, by=by, at=at)


def _due(stream: str) -> list[datetime]:
    """When what we owe the customer is due."""
    return [p.due_at for p in promises.open_promises(stream) if p.to == "customer"]
