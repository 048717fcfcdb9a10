"""What other rooms may ask of visits."""

from dataclasses import dataclass
from datetime import datetime

from nattoku.ledger.append import read
from nattoku.ledger.models import FactRow
from nattoku.visits import facts
from nattoku.visits.words import Compared


@dataclass(frozen=True)
class Believed:
    """How often what we believed before a visit was not what we heard (S003-4). n: visits that were compared."""

    mismatches: int
    partly: int
    n: int

    @property
    def percent(self) -> int | None:
        """Whole percent of mismatches; None where nothing has been compared yet."""
        return round(100 * self.mismatches / self.n) if self.n else None


def believed(*, since: datetime) -> Believed:
    """Over all visits made since then; those of which it is not known yet are not counted."""
    rows = read(FactRow.objects.filter(kind="visits.made", happened_at__gte=since).order_by("id"))
    said = [r.fact.compared for r in rows if isinstance(r.fact, facts.VisitMade)]
    known = [one for one in said if one is not Compared.UNKNOWN]
    return Believed(known.count(Compared.MISMATCH), known.count(Compared.PARTLY), len(known))
