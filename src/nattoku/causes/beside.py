"""The order of a case beside all others: the step that took far longer than usual, and where else it did this month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from nattoku.cases import queries as cases
from nattoku.cases.facts import OrderCited
from nattoku.cases.models import Case
from nattoku.causes.drill import Drill
from nattoku.causes.way import events_of
from nattoku.ledger.models import FactRow
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders import comparing, population
from nattoku.orders.comparing import Passage
from nattoku.people.models import Person


@dataclass(frozen=True)
class Beside:
    """passage: the step that stands out most. cases: of the month of this complaint, those that broke there too.

    cases holds this one; it is empty for a ring-fenced case, which stands in no count (decision 0041).
    """

    passage: Passage
    month: datetime
    cases: list[int]

    @property
    def counts(self) -> Text | None:
        """The count in one sentence, None where this one is alone."""
        if len(self.cases) < 2:
            return None
        words = Text(
            "{y}年{m}月にいただいたお申し出のうち、同じ受け渡しに時間がかかったものは、この件を含めて{n}件です。",
            "Of the complaints received in {y}-{m}, {n} took long in the same step, this one among them.",
        )
        return words.with_(y=self.month.year, m=self.month.month, n=len(self.cases))


def beside(case: Case, found: Drill, *, by: Person) -> Beside | None:
    """What stands out, None where nothing does, or where fewer than 20 others can be compared.

    The lengths are those of all orders, without a name; cases are those `by` may see (decision 0034).
    """
    if found.order is None:
        return None
    try:
        passages = comparing.passages(population.orders(), found.order.order)
    except Refusal:  # no order histories, or not of this order
        return None
    worst = max((p for p in passages if p.long), key=lambda p: p.seconds / (p.nine_of_ten or 1), default=None)
    if worst is None:
        return None
    month = case.received_at.astimezone(TOKYO).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Beside(worst, month, [] if case.ring_fenced else list(_same(worst, month, by)))


def _same(step: Passage, month: datetime, by: Person) -> Iterator[int]:
    """Numbers of the month's cases whose cited order took longer in this step than nine of ten."""
    after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    within = cases.visible_cases(by).filter(
        received_at__gte=month, received_at__lt=after, identified=True, ring_fenced=False
    )
    numbers = set(within.values_list("no", flat=True))
    streams = [f"case:{no}" for no in numbers]
    cited = FactRow.objects.filter(kind=OrderCited.kind, stream__in=streams).values_list("stream", flat=True)
    for no in sorted({cases.no_of(stream) for stream in cited}):
        _, _, state = cases.opened(no, by=by)
        if state.order is not None and _took(state.order, step) > step.nine_of_ten:
            yield no


def _took(order: OrderCited, step: Passage) -> float:
    """Seconds of the step in a cited history, 0 where it has none."""
    events = sorted((e for e in events_of(order) if not e.planned), key=lambda e: e.at)
    return max(
        (
            (then.at - first.at).total_seconds()
            for first, then in pairwise(events)
            if (first.code, then.code) == (step.came, step.went)
        ),
        default=0.0,
    )
