"""What waits for the representative, across cases; what delegates decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases import queries
from nattoku.cases.models import Case
from nattoku.ledger.append import history, read
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.calendar import LONGEST_BREAK
from nattoku.lib.clock import TOKYO
from nattoku.losses import facts
from nattoku.losses.rules import Loss, losses_of
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies

FOR_REPRESENTATIVE = "role:representative"


@dataclass(frozen=True)
class Awaited:
    """A decision that is awaited: asked is the fact that asks for it (a loss, or an end by company decision)."""

    case: Case
    promise: Promise
    asked: Recorded
    asker: str

    @property
    def loss(self) -> int:
        """The number of the loss; 0 for other decisions."""
        return int(getattr(self.asked.fact, "loss", 0))


def awaited(by: Person) -> list[Awaited]:
    """What the representative is asked to decide in the cases this person sees, the longest waiting first."""
    owed = list(Promise.objects.filter(outcome="open", to=FOR_REPRESENTATIVE).order_by("opened_at", "id"))
    numbers = {queries.no_of(p.stream) for p in owed if p.stream.startswith("case:")}
    cases = {c.stream: c for c in queries.visible_cases(by).filter(pk__in=numbers)}
    asked = [(cases[p.stream], p, _opening(p)) for p in owed if p.stream in cases]
    names = people.names({recorded.by for _, _, recorded in asked})
    return [Awaited(case, p, r, names.get(r.by, "")) for case, p, r in asked]


def _opening(promise: Promise) -> Recorded:
    _, seq, _ = promise.pk.rsplit(":", 2)
    return history(promise.stream)[int(seq) - 1]


def decided_by_delegates(by: Person, *, at: datetime) -> list[tuple[Case, Loss, str]]:
    """What delegates approved within the signed limit since the last business day: (case, the loss, who decided) (T14)."""
    rows = FactRow.objects.filter(kind=facts.LossApproved.kind, recorded_at__gte=since(at))
    given = [r for r in read(rows.order_by("id")) if isinstance(r.fact, facts.LossApproved) and r.fact.delegated]
    cases = {c.stream: c for c in queries.visible_cases(by).filter(pk__in={queries.no_of(r.stream) for r in given})}
    names = people.names({r.by for r in given})
    return [(cases[r.stream], _loss(r), names.get(r.by, "")) for r in given if r.stream in cases]


def since(at: datetime) -> datetime:
    """From when the daily list tells: the beginning of the last business day, so that no weekend hides a decision."""
    calendar = policies.calendar()
    day = at.astimezone(TOKYO).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    before = (day - timedelta(days=back) for back in range(LONGEST_BREAK))
    return next((one for one in before if calendar.hours(one.date())), day)


def _loss(approval: Recorded) -> Loss:
    """As it stood when it was approved: it may have been changed since."""
    past = [r for r in history(approval.stream) if r.seq <= approval.seq]
    return losses_of(past)[int(getattr(approval.fact, "loss", 0))]
