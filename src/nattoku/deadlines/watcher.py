"""Says what is due, to the next person, each thing once and dated when it was due, however late it is noticed.

A case is folded again only after something was written to it, or to the company; between that, one number is kept of
it: the moment of the next thing to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.deadlines import words
from nattoku.deadlines.facts import Because, Escalated, EscalationTold, Reminded, ReminderTold, Resumed
from nattoku.deadlines.pauses import unended
from nattoku.deadlines.rules import REMINDER, Say, agenda
from nattoku.deadlines.watched import House, house
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history, hold
from nattoku.ledger.facts import History, New
from nattoku.ledger.models import Promise
from nattoku.people.actions import SYSTEM
from nattoku.people.facts import COMPANY

MOST_FOLDED = 200  # cases in one round: the worker that watches also carries the messages
TOGETHER = 50  # cases written in one transaction, and told of together

_next: dict[int, tuple[int, str, datetime | None]] = {}  # case -> (its version, the company's hash, the next moment)


def watch(*, at: datetime) -> int:
    """One round; returns how many escalations were written. A case that was written to after `at` is left alone."""
    due = [no for no in _fresh(at=at) if (moment := _next[no][2]) is not None and moment <= at]
    return sum(_round(due[i : i + TOGETHER], at=at) for i in range(0, len(due), TOGETHER))


def _fresh(*, at: datetime) -> list[int]:
    """The watched cases whose next moment is known, the newest looked at first."""
    company = promises.head_hash(COMPANY)
    owing = {cases.no_of(s) for s in _owing_streams()}
    rows = Case.objects.filter(Q(ending="") | Q(pk__in=owing), last_at__lte=at).order_by("-no")
    known = dict(rows.values_list("no", "version"))
    for gone in _next.keys() - known.keys():
        del _next[gone]
    stale = [no for no, version in known.items() if _next.get(no, (0, ""))[:2] != (version, company)]
    here = house() if stale else None
    for case in Case.objects.filter(pk__in=stale[:MOST_FOLDED]):
        _keep(case, company, here or house(), at=at)
    return [no for no in known if no in _next]


def _owing_streams() -> Iterable[str]:
    ended = Case.objects.exclude(ending="")
    if not ended.exists():
        return []
    return (
        Promise.objects.filter(outcome="open", stream__startswith="case:").values_list("stream", flat=True).distinct()
    )


def _keep(case: Case, company: str, here: House, *, at: datetime) -> None:
    past = history(case.stream)
    pause = unended(past)
    moments = [say.at for say in _said_to_be(case, past, here, at=at)] + ([pause.until] if pause else [])
    _next[case.no] = (past[-1].seq, company, min(moments, default=None))


def _said_to_be(case: Case, past: History, here: House, *, at: datetime) -> list[Say]:
    """What is still to be said of a case."""
    said = {(r.fact.promise, r.fact.rung) for r in past if isinstance(r.fact, Escalated)}
    said |= {(r.fact.promise, REMINDER) for r in past if isinstance(r.fact, Reminded)}
    owed = promises.open_promises(case.stream)
    return agenda(here.watched(case, past, owed, at=at), here.force.calendar(case.division), said)


def _round(numbers: Sequence[int], *, at: datetime) -> int:
    """Writes what is due in these cases, and one message for each person who is to hear of it."""
    told: dict[tuple[str, bool], list[tuple[Case, Say]]] = defaultdict(list)
    here = house()
    with transaction.atomic():
        for no in sorted(numbers):
            hold(f"case:{no}")  # another watcher, or the report itself, may be writing to this case just now
            case = Case.objects.get(pk=no)
            for say in _write(case, here, at=at):
                told[say.person, say.rung == REMINDER].append((case, say))
        for (person, reminder), several in told.items():
            _tell(person, several, reminder=reminder, at=at)
    return sum(len(several) for (_, reminder), several in told.items() if not reminder)


def _write(case: Case, here: House, *, at: datetime) -> list[Say]:
    past = history(case.stream)
    pause = unended(past)
    news = (
        [New(fact=Resumed(because=Because.DATE_CAME), happened_at=pause.until)] if pause and pause.until <= at else []
    )
    due = [say for say in _said_to_be(case, past, here, at=at) if say.at <= at]
    news += [New(fact=_fact(say), happened_at=say.at) for say in due]
    if news:
        append(case.stream, *sorted(news, key=lambda n: n.happened_at or at), by=SYSTEM, at=at)
    else:
        _next.pop(case.no, None)
    return due


def _fact(say: Say) -> Reminded | Escalated:
    if say.rung == REMINDER:
        return Reminded(promise=say.id, what=say.what.ja, person=say.person)
    return Escalated(promise=say.id, what=say.what.ja, rung=say.rung, person=say.person)


def _tell(person: str, several: list[tuple[Case, Say]], *, reminder: bool, at: datetime) -> None:
    """One message for the person, kept in the first of the cases; a ring-fenced case is told of apart."""
    apart = [one for one in several if one[0].ring_fenced]
    together = [one for one in several if not one[0].ring_fenced]
    for some in (together, *([one] for one in apart)):
        if some:
            kind = ReminderTold if reminder else EscalationTold
            said = kind(person=person, count=len(some), text=words.message(some, reminder=reminder))
            append(some[0][0].stream, said, by=SYSTEM, at=at)
