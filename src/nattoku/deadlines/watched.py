"""What is watched in a case: its open promises and its running timers, each with its owner and its ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases import facts as case_facts
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.deadlines.rules import Watched
from nattoku.deadlines.timers import HEADS, REPRESENTATIVE, SUPERIOR, WHOLE_CHAIN, Running, running
from nattoku.ledger.facts import PROMISES, History
from nattoku.ledger.models import Promise
from nattoku.people import queries as people
from nattoku.people.company import Company, company
from nattoku.policies import queries as policies
from nattoku.policies.defaults import DAYS, DEFAULTS

SAFE_RETURN = "visits.safe_return"  # the leader hears when it is due, and nobody is reminded in the middle of a visit
URGENT = (case_facts.REPORT_TO_LEADER, case_facts.SHARE, SAFE_RETURN)
STEP, URGENT_STEP, REMINDER = "deadlines.step", "deadlines.step_urgent", "deadlines.reminder"


@dataclass(frozen=True)
class House:
    """The decisions in force and the people, looked up once for as many cases as are looked at together."""

    force: policies.InForce
    here: Company

    def allowed(self, key: str) -> policies.Allowance:
        """How long a timer runs, as decided or by our default."""
        if DEFAULTS[key].unit == DAYS:
            return policies.Allowance(timedelta(days=self.force.number(key)), business=False)
        return self.force.allowance(key)

    def timers(self, case: Case, past: History, *, at: datetime) -> list[Running]:
        """The timers of this case that run at this moment."""
        return running(past, allowed=self.allowed, calendar=self.force.calendar(case.division), at=at)

    def watched(self, case: Case, past: History, owed: Sequence[Promise], *, at: datetime) -> list[Watched]:
        """Everything of this case whose due moment is watched."""
        return [self._promise(case, p) for p in owed] + [self._timer(case, t) for t in self.timers(case, past, at=at)]

    def _promise(self, case: Case, promise: Promise) -> Watched:
        urgent = promise.kind in URGENT
        owner = next(iter(_within(case, [self._hearing(case, self._owner(case, promise))])), "")
        step = self.force.allowance(URGENT_STEP if urgent else STEP)
        if urgent:  # whoever is on duty when it is due, then the chain
            roster = [p.pk for p in people.duty(case.division, at=promise.due_at, receiver=promise.owed_by)]
        else:
            roster = self._chain(case, owner, WHOLE_CHAIN)
        return Watched(
            id=promise.pk,
            what=PROMISES[promise.kind].what,
            opened=promise.opened_at,
            due=promise.due_at,
            owner=owner,
            ladder=_within(case, roster),
            step=step.length,
            business_step=step.business,
            share=0 if promise.kind == SAFE_RETURN else self.force.number(REMINDER),
            round_the_clock=urgent,
        )

    def _timer(self, case: Case, one: Running) -> Watched:
        owner = next(iter(_within(case, [self._hearing(case, case.contact)])), "")
        step = self.force.allowance(STEP)
        share = self.force.number(REMINDER) if one.timer.reminds else 100 if one.timer.to_contact else 0
        return Watched(
            id=one.id,
            what=DEFAULTS[one.timer.key].what,
            opened=one.began,
            due=one.due,
            owner=owner,
            ladder=_within(case, self._chain(case, owner, one.timer.ladder)) if one.timer.ladder else (),
            step=step.length,
            business_step=step.business,
            share=share,
        )

    def _owner(self, case: Case, promise: Promise) -> str:
        """Who keeps it: by name, by role, or as the contact."""
        if promise.owed_by:
            return promise.owed_by
        role = promise.to.removeprefix("role:") if promise.to.startswith("role:") else ""
        if role == "leader":
            return next((p.pk for p in self.here.heads(case.division)), self._top())
        return self._top() if role == "representative" else case.contact

    def _hearing(self, case: Case, owner: str) -> str:
        """The owner, or the first above who can hear: somebody who has left, or a machine's door, cannot."""
        return owner if self._there(owner) else next(iter(self._chain(case, owner, WHOLE_CHAIN)), "")

    def _chain(self, case: Case, owner: str, ladder: Sequence[str]) -> list[str]:
        """The owner's superior, the heads of the case's division, the representative.

        Up the whole chain nobody is told of what they owe themselves, unless there is nobody else.
        """
        person = self.here.people.get(owner)
        order = {
            SUPERIOR: [person.superior] if person else [],
            HEADS: [p.pk for p in self.here.heads(case.division)],
            REPRESENTATIVE: [self._top()],
        }
        apart = owner if tuple(ladder) == WHOLE_CHAIN else ""
        found = dict.fromkeys(pk for part in ladder for pk in order[part] if pk and pk != apart)
        return [pk for pk in found if self._there(pk)] or ([self._top()] if self._top() else [])

    def _there(self, pk: str) -> bool:
        person = self.here.people.get(pk)
        return person is not None and person.is_active and not person.door

    def _top(self) -> str:
        top = self.here.representative()
        return top.pk if top else ""


def house() -> House:
    """The house as it stands now."""
    return House(policies.in_force(), company())


def _within(case: Case, ladder: Sequence[str]) -> tuple[str, ...]:
    """Of a ring-fenced case only its named readers hear."""
    if not case.ring_fenced:
        return tuple(ladder)
    readers = cases.named_readers(case.no)
    return tuple(pk for pk in ladder if pk in readers) or tuple(readers)
