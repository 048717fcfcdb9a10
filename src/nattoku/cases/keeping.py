"""How many promises to customers were kept, division by division. Divisions stand by their names and no person is named:
it shows where to help, never who is better (S004-5.2, T16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Substr

from nattoku.cases import queries
from nattoku.ledger.models import Promise
from nattoku.lib.rates import wilson
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.models import Person

LATELY = 90  # days, ours
NAMELESS = Text("", "")


@dataclass(frozen=True)
class Kept:
    """Promises that were due. late: kept late, still open past due, or moved only when already late; moved: with the
    customer's consent, in time; released: with a reason. Neither of the two last is in the rate."""

    division: str
    name: Text
    kept: int = 0
    late: int = 0
    moved: int = 0
    released: int = 0

    @property
    def n(self) -> int:
        return self.kept + self.late

    @property
    def rate(self) -> float | None:
        """The share that was kept in time; None where nothing was due."""
        return self.kept / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the rate."""
        return wilson(self.kept, self.n) if self.n else None

    @property
    def percents(self) -> tuple[int, int, int] | None:
        """Rate, low, high, in whole percent."""
        if self.rate is None or self.interval is None:
            return None
        return round(self.rate * 100), round(self.interval[0] * 100), round(self.interval[1] * 100)


def kept(by: Person, *, at: datetime, days: int = LATELY) -> list[Kept]:
    """Of what was due in these days in the cases this person may see; by the names of the divisions."""
    division = Subquery(queries.visible_cases(by).filter(pk=OuterRef("no")).values("division")[:1])
    late = Q(outcome="late") | Q(outcome="open") | Q(outcome="moved", settled_at__gt=F("due_at"))
    due = Promise.objects.filter(
        to="customer", stream__startswith="case:", due_at__gt=at - timedelta(days=days), due_at__lte=at
    )
    rows = (
        due.annotate(no=Cast(Substr("stream", 6), IntegerField()))
        .annotate(division=division)
        .exclude(division=None)
        .values("division")
        .annotate(
            kept=Count("id", filter=Q(outcome="kept")),
            late=Count("id", filter=late),
            moved=Count("id", filter=Q(outcome="moved", settled_at__lte=F("due_at"))),
            released=Count("id", filter=Q(outcome="released")),
        )
        .order_by()
    )
    names = {d.pk: d.title for d in people.divisions()}
    return sorted(
        (Kept(name=names.get(r["division"], NAMELESS), **r) for r in rows), key=lambda one: (one.name, one.division)
    )


def together(several: Iterable[Kept]) -> Kept:
    """All of them as one."""
    several = list(several)
    return Kept(
        "",
        NAMELESS,
        sum(one.kept for one in several),
        sum(one.late for one in several),
        sum(one.moved for one in several),
        sum(one.released for one in several),
    )
