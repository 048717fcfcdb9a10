"""The figures of each division one sees, from the facts; ring-fenced cases stand in none of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.agreed.rules import agreed_of
from nattoku.cases import keeping
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.cases.rules import tells
from nattoku.cases.words import Door
from nattoku.clubs.facts import BondSeen
from nattoku.customers.models import Customer
from nattoku.deadlines import queries as deadlines
from nattoku.figures.rules import FACES, Figures, Share, longest_silence, meeting
from nattoku.ledger.append import read
from nattoku.ledger.facts import FACTS, Recorded
from nattoku.ledger.models import FactRow
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.visits.facts import VisitMade, VisitPlanned

LATELY = 90  # days, ours
LONGEST = 366
_AT_ONCE = 400  # streams asked for together
HURTING = ("cases.item_heard", "cases.heart_asked")
_ALSO = (
    "cases.item_heard", "cases.heart_asked", "cases.healing_heard", "causes.confirmed", "visits.planned", "clubs.bond_seen",
    "agreed.action_agreed", "agreed.action_done", "agreed.action_dropped", "reports.first_contact_thanked",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A span of days up to a moment, and what was counted in it. red: from when on a silence is too long."""

    days: int
    since: datetime
    red: timedelta
    divisions: list[Figures]


def figures(by: Person, *, at: datetime, days: int = LATELY) -> Asked:
    """By the names of the divisions, which is no rank. Of the cases received in these days, and of what was done in them."""
    access.allow(by, "figures.see")
    days = min(max(days, 1), LONGEST)
    since = at - timedelta(days=days)
    seen = cases.visible_cases(by).filter(ring_fenced=False, received_at__gt=since, received_at__lte=at)
    found = {d.pk: Figures(d.pk, d.name, d.name_en) for d in people.divisions() if _sees(by, d.pk)}
    for one in found.values():
        one.accounts = Customer.objects.filter(division=one.division, dealings="dealings").count()
        one.staff = sum(
            one.division in people.divisions_of(p.pk) and access.may(p, "cases.write") for p in people.everyone()
        )
    for kept in keeping.kept(by, at=at, days=days):
        if kept.division in found:
            found[kept.division].kept = Share(kept.kept, kept.n)
    listed = list(seen.filter(division__in=list(found)).exclude(ending__startswith="imported").order_by("no"))
    for case, past in _pasts(listed):
        _count(found[case.division], case, past, at=at)
    return Asked(days, since, deadlines.silence().red, sorted(found.values(), key=lambda one: (one.name, one.division)))


def _sees(by: Person, division: str) -> bool:
    return access.sees_everything(by) or division in people.divisions_of(by.pk)


def _pasts(listed: list[Case]) -> Iterator[tuple[Case, list[Recorded]]]:
    kinds = [*_ALSO, *(kind for kind, cls in FACTS.items() if cls.tells_customer)]
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        pasts: dict[str, list[Recorded]] = defaultdict(list)
        rows = FactRow.objects.filter(stream__in=[c.stream for c in some], kind__in=kinds)
        for recorded in read(rows.order_by("id")):
            pasts[recorded.stream].append(recorded)
        yield from ((case, pasts[case.stream]) for case in some)


def _count(into: Figures, case: Case, past: list[Recorded], *, at: datetime) -> None:
    into.received += 1
    plans = {r.fact.visit: r.fact.manner for r in past if isinstance(r.fact, VisitPlanned)}
    heard = [r for r in past if tells(r)]
    how = [
        meeting(plans.get(r.fact.visit) if isinstance(r.fact, VisitMade) else None, str(getattr(r.fact, "channel", "")))
        for r in heard
        if isinstance(r.fact, VisitMade) or r.kind == "cases.contacted"
    ]
    into.meetings.update(how)
    faced = case.door == Door.VISIT or any(one in FACES for one in how)
    into.met = Share(into.met.hit + faced, into.met.n + 1)
    until = case.ended_at or at
    into.silences.append(longest_silence(case.received_at, [r.happened_at for r in heard], until))
    _hearts(into, past)
    for recorded in past:
        _fact(into, recorded)
    if case.door in (Door.VISIT, Door.PHONE):
        thanked = any(r.kind == "reports.first_contact_thanked" for r in past)
        into.first = Share(into.first.hit + thanked, into.first.n + 1)
    agreed = agreed_of(past)
    if agreed.holding:
        into.agreed = Share(into.agreed.hit + agreed.done, into.agreed.n + len(agreed.holding))
        into.agreed_told = Share(into.agreed_told.hit + (not agreed.untold), into.agreed_told.n + 1)
    bonds = [r.fact.bond for r in past if isinstance(r.fact, BondSeen)]
    into.bonds.update(bonds[-1:])


def _hearts(into: Figures, past: list[Recorded]) -> None:
    """What hurt counts once a case, and how it stood when it was last asked after."""
    hurts = {h: None for r in past if r.kind in HURTING for h in getattr(r.fact, "hurt", [])}
    after: dict[str, bool] = {}
    for recorded in past:
        if recorded.kind == "cases.healing_heard":
            after |= dict.fromkeys(getattr(recorded.fact, "healed", []), True)
            after |= dict.fromkeys(getattr(recorded.fact, "still", []), False)
    for hurt in hurts:
        counted = into.hurt(hurt)
        counted.before += 1
        counted.healed += after.get(hurt) is True
        counted.still += after.get(hurt) is False


def _fact(into: Figures, recorded: Recorded) -> None:
    match recorded.kind:
        case "causes.confirmed":
            into.causes.update([getattr(recorded.fact, "code", None)])
            if group := getattr(recorded.fact, "group", None):
                into.groups[group] += 1
        case "cases.item_heard":
            for about in getattr(recorded.fact, "about", []):
                into.axis(about).complained += 1
        case "visits.made" if isinstance(recorded.fact, VisitMade):
            for about in recorded.fact.fine:
                into.axis(about).fine += 1
            for about in recorded.fact.unhappy:
                into.axis(about).unhappy += 1
                into.axis(about).wishes.update([recorded.fact.continues])
