"""Finds promises past due and tells the next person of the roster, each rung once, dated when it was due."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from nattoku.cases import facts as cases
from nattoku.cases.queries import case as case_row
from nattoku.deadlines import rules
from nattoku.deadlines.facts import Escalated
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, hold
from nattoku.ledger.facts import PROMISES, New
from nattoku.ledger.models import FactRow, Promise
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM

WATCHED = (cases.REPORT_TO_LEADER,)
SHORTEST_STEP = timedelta(minutes=5)


def watch(*, at: datetime) -> int:
    """One round over the promises that are watched; returns how many rungs were written."""
    late = promises.overdue(*WATCHED, at=at)
    done = _written({p.stream for p in late})
    return sum(_escalate(p, done.get(p.stream, 0), at=at) for p in late)


def _written(streams: set[str]) -> dict[str, int]:
    rows = FactRow.objects.filter(kind=Escalated.kind, stream__in=streams).values("stream").annotate(n=Count("id"))
    return {row["stream"]: row["n"] for row in rows}


def _escalate(promise: Promise, done: int, *, at: datetime) -> int:
    if not _due(promise, done, at=at):
        return 0
    with transaction.atomic():
        hold(promise.stream)  # another watcher, or the report itself, may be writing to this case just now
        still = Promise.objects.filter(pk=promise.pk, outcome="open").exists()
        rungs = _due(promise, _written({promise.stream}).get(promise.stream, 0), at=at) if still else []
        if rungs:
            append(promise.stream, *(_fact(promise, rung) for rung in rungs), by=SYSTEM, at=at)
    return len(rungs)


def _due(promise: Promise, done: int, *, at: datetime) -> list[rules.Rung]:
    case = case_row(int(promise.stream.partition(":")[2]))
    if case is None:
        return []
    ladder = people.duty(case.division, at=promise.due_at, receiver=promise.owed_by)
    step = max(promise.due_at - promise.opened_at, SHORTEST_STEP)
    return rules.rungs_due(due_at=promise.due_at, step=step, ladder=[p.pk for p in ladder], done=done, at=at)


def _fact(promise: Promise, rung: rules.Rung) -> New:
    what = PROMISES[promise.kind].what.ja
    fact = Escalated(promise=promise.pk, what=what, rung=rung.number, person=rung.person)
    return New(fact=fact, happened_at=rung.due_at)
