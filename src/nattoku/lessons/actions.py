"""The only writer of case files."""

from datetime import datetime

from nattoku.cases import queries
from nattoku.closure.facts import CASE_FILE
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Settlement
from nattoku.lessons import rules
from nattoku.lessons.facts import FileWritten
from nattoku.lib.text import clean
from nattoku.people import queries as people
from nattoku.people.models import Person


def write(
    no: int | str,
    *,
    fact: str,
    cause: str,
    countermeasure: str,
    effect: str = "",
    learned: str = "",
    words: str = "",
    thanks: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Write the one-page case file, or write it anew; keeps the promise of it (S004-2.3.5, S004-3.1.2)."""
    case, past, state = queries.opened(no, by=by, act="lessons.write")
    given = {
        "fact": fact,
        "cause": cause,
        "countermeasure": countermeasure,
        "effect": effect,
        "learned": learned,
        "words": words,
        "thanks": thanks,
    }
    file = FileWritten(
        **{name: clean(text, rules.PARTS[name], longest=10_000, required=False) for name, text in given.items()}
    )
    staff = people.names({r.by for r in past} | {state.contact})
    rules.may_write(file, state, staff=staff.values())
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(case.stream, CASE_FILE))
    append(case.stream, New(fact=file, settles=settles), by=by.pk, at=at)
