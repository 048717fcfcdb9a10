"""Finds promises past due and tells the next person of the roster, each rung once, dated when it was due."""

from datetime import datetime, timedelta

from nattoku.cases import facts as cases
from nattoku.cases import rules as case_rules
from nattoku.cases.queries import case as case_row
from nattoku.deadlines import rules
from nattoku.deadlines.facts import Escalated
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import PROMISES, New
from nattoku.ledger.models import Promise
from nattoku.lib.refusal import Refusal
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM

WATCHED = (cases.REPORT_TO_LEADER,)


def watch(*, at: datetime) -> int:
    """One round over the promises that are watched; returns how many rungs were written."""
    return sum(_escalate(promise, at=at) for promise in promises.overdue(*WATCHED, at=at))


def _escalate(promise: Promise, *, at: datetime) -> int:
    case = case_row(int(promise.stream.partition(":")[2]))
    if case is None:
        return 0
    past = history(promise.stream)
    done = [r.fact for r in case_rules.facts_of(past, Escalated.kind) if getattr(r.fact, "promise", "") == promise.pk]
    ladder = people.duty(case.division, at=promise.due_at, receiver=promise.owed_by)
    step = max(promise.due_at - promise.opened_at, timedelta(minutes=5))
    rungs = rules.rungs_due(due_at=promise.due_at, step=step, ladder=[p.pk for p in ladder], done=len(done), at=at)
    written = [
        New(
            fact=Escalated(promise=promise.pk, what=PROMISES[promise.kind].what.ja, rung=r.number, person=r.person),
            happened_at=r.due_at,
        )
        for r in rungs
    ]
    if not written:
        return 0
    try:
        append(promise.stream, *written, by=SYSTEM, at=at, expected_version=past[-1].seq)
    except Refusal:  # somebody has just written to this case; the next round looks again
        return 0
    return len(written)
