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
    """One promise opened with the text. words: the vague words it gives a date to, "" where the text has the date."""

    what: str
    due_at: datetime
    words: str = ""


@dataclass(frozen=True)
class Sayings:
    """What is said of a text's promises. elsewhere: words of the text -> where they are promised, or why not."""

    opened: Sequence[Saying] = field(default=())
    elsewhere: Mapping[str, str] = field(default_factory=dict)


NOTHING = Sayings()


def left(no: int | str, *, about: str, text: str, written_at: datetime, by: Person) -> list[undertakings.Undertaking]:
    """What the text promises that nobody owes the customer yet."""
    case, past, _ = queries.opened(no, by=by)
    due = [p.due_at for p in promises.open_promises(case.stream) if p.to == "customer"]
    return undertakings.unkept(text, written_at, due, undertakings.explained(past, about))


def hold(
    no: int | str, *, about: str, text: str, written_at: datetime, said: Sayings = NOTHING, by: Person, at: datetime
) -> None:
    """Opens what is said with it; refused (409), with nothing opened, while the text promises more than that."""
    with transaction.atomic():
        for one in said.opened:
            promise(no, one, about=about, by=by, at=at)
        for words, reason in said.elsewhere.items():
            explain(no, about=about, words=words, reason=reason, by=by, at=at)
        undertakings.refuse(left(no, about=about, text=text, written_at=written_at, by=by))


def promise(no: int | str, one: Saying, *, about: str, by: Person, at: datetime) -> None:
    """お約束として記録する: the contact owes it. Vague words are answered by the date."""
    with transaction.atomic():
        _, _, state = queries.opened(no, by=by)
        actions.promise(no, what=one.what, due_at=one.due_at, owed_by=state.contact, by=by, at=at)
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
