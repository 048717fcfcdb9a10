"""What is watched in a case: its open promises and its running timers, each with its owner and its ladder."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from nattoku.cases import facts as case_facts
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.deadlines.rules import Watched
from nattoku.deadlines.timers import HEADS, REPRESENTATIVE, SUPERIOR, Running, running
from nattoku.ledger.facts import PROMISES, History
from nattoku.ledger.models import Promise
from nattoku.people import queries as people
from nattoku.policies import queries as policies
from nattoku.policies.defaults import DAYS, DEFAULTS

URGENT = (case_facts.REPORT_TO_LEADER, case_facts.SHARE)
STEP, URGENT_STEP, REMINDER = "deadlines.step", "deadlines.step_urgent", "deadlines.reminder"


def allowed(key: str) -> policies.Allowance:
    """How long a timer runs, as decided or by our default."""
    if DEFAULTS[key].unit == DAYS:
        return policies.Allowance(timedelta(days=policies.number(key)), business=False)
    return policies.allowance(key)


def timers(case: Case, past: History, *, at: datetime) -> list[Running]:
    """The timers of this case that run at this moment."""
    return running(past, allowed=allowed, calendar=policies.calendar(case.division), at=at)


def watched(case: Case, past: History, owed: Sequence[Promise], *, at: datetime) -> list[Watched]:
    """Everything of this case whose due moment is watched."""
    return [_promise(case, p) for p in owed] + [_timer(case, t) for t in timers(case, past, at=at)]


def _promise(case: Case, promise: Promise) -> Watched:
    urgent = promise.kind in URGENT
    owner = _hearing(case, _owner(case, promise))
    step = policies.allowance(URGENT_STEP if urgent else STEP)
    if urgent:  # whoever is on duty when it is due, then the chain
        roster = [p.pk for p in people.duty(case.division, at=promise.due_at, receiver=promise.owed_by)]
    else:
        roster = _chain(case, owner, (SUPERIOR, HEADS, REPRESENTATIVE))
    return Watched(
        id=promise.pk,
        what=PROMISES[promise.kind].what,
        opened=promise.opened_at,
        due=promise.due_at,
        owner=owner,
        ladder=_within(case, roster),
        step=step.length,
        business_step=step.business,
        share=policies.number(REMINDER),
        round_the_clock=urgent,
    )


def _timer(case: Case, one: Running) -> Watched:
    owner = _hearing(case, case.contact)
    step = policies.allowance(STEP)
    share = policies.number(REMINDER) if one.timer.reminds else 100 if one.timer.to_contact else 0
    return Watched(
        id=one.id,
        what=DEFAULTS[one.timer.key].what,
        opened=one.began,
        due=one.due,
        owner=owner,
        ladder=_within(case, _chain(case, owner, one.timer.ladder)) if one.timer.ladder else (),
        step=step.length,
        business_step=step.business,
        share=share,
    )


def _owner(case: Case, promise: Promise) -> str:
    """Who keeps it: by name, by role, or as the contact."""
    if promise.owed_by:
        return promise.owed_by
    role = promise.to.removeprefix("role:") if promise.to.startswith("role:") else ""
    if role == "leader":
        return next((p.pk for p in people.heads(case.division)), _top())
    return _top() if role == "representative" else case.contact


def _hearing(case: Case, owner: str) -> str:
    """The owner, or the first above who can hear: somebody who has left, or a machine's door, cannot."""
    person = people.person(owner)
    if person and person.is_active and not person.door:
        return owner
    return next(iter(_chain(case, owner, (SUPERIOR, HEADS, REPRESENTATIVE))), "")


def _chain(case: Case, owner: str, ladder: Sequence[str]) -> list[str]:
    """The owner's superior, the heads of the case's division, the representative; nobody is told of their own lapse,
    unless there is nobody else."""
    person = people.person(owner)
    order = {
        SUPERIOR: [person.superior] if person else [],
        HEADS: [p.pk for p in people.heads(case.division)],
        REPRESENTATIVE: [_top()],
    }
    found = dict.fromkeys(pk for part in ladder for pk in order[part] if pk and (pk != owner or ladder != _WHOLE))
    return [pk for pk in found if (p := people.person(pk)) and p.is_active] or [_top()]


_WHOLE = (SUPERIOR, HEADS, REPRESENTATIVE)


def _within(case: Case, ladder: Sequence[str]) -> tuple[str, ...]:
    """Of a ring-fenced case only its named readers hear."""
    if not case.ring_fenced:
        return tuple(ladder)
    readers = cases.named_readers(case.no)
    return tuple(pk for pk in ladder if pk in readers) or tuple(readers)


def _top() -> str:
    top = people.representative()
    return top.pk if top else ""
