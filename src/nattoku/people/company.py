"""The company as it stands, read once and kept until a fact changes it: every request asks for it."""

from dataclasses import dataclass

from nattoku.ledger.append import read
from nattoku.ledger.models import FactRow
from nattoku.ledger.queries import head_hash
from nattoku.people.facts import COMPANY, CompanyDescribed, Role
from nattoku.people.models import Account, Division, Membership, Person


@dataclass(frozen=True)
class Company:
    """People and divisions by id, and who belongs where: (person, division, leads), in the order assigned.

    The rows are shared by every request of the process: they are read, never saved.
    """

    people: dict[str, Person]
    divisions: dict[str, Division]
    memberships: list[tuple[str, str, bool]]
    accounts: list[Account]
    described: CompanyDescribed | None = None

    def representative(self) -> Person | None:
        """代表, the first by id if there are several."""
        return next((p for p in self.people.values() if p.role == Role.REPRESENTATIVE and p.is_active), None)

    def heads(self, division: str) -> list[Person]:
        """Who leads this division."""
        found = [self.people.get(p) for p, d, leads in self.memberships if d == division and leads]
        return [p for p in found if p is not None and p.is_active]


_kept: tuple[str, Company] | None = None


def company() -> Company:
    """The company at this moment. One small query; the rest only after a fact of the company stream."""
    global _kept
    now = head_hash(COMPANY)
    if _kept is None or _kept[0] != now or not now:
        _kept = (now, _read())
    return _kept[1]


def _read() -> Company:
    rows = Membership.objects.order_by("pk").values_list("person_id", "division_id", "leads")
    return Company(
        people={p.pk: p for p in Person.objects.order_by("pk")},
        divisions={d.pk: d for d in Division.objects.order_by("pk")},
        memberships=list(rows),
        accounts=list(Account.objects.order_by("pk")),
        described=_described(),
    )


def _described() -> CompanyDescribed | None:
    last = FactRow.objects.filter(stream=COMPANY, kind=CompanyDescribed.kind).order_by("-seq")[:1]
    found = next(iter(read(last)), None)
    return found.fact if found is not None and isinstance(found.fact, CompanyDescribed) else None
