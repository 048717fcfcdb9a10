"""The monthly list, read from the facts; ring-fenced cases stand in no list that is passed round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.cases.projection import ENDINGS as SHORT
from nattoku.ledger.append import read
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.monthly.rules import Figures, Line, Month, figures
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Division, Person
from nattoku.policies import queries as policies

_TOLD = ("reports.told_leader", "reports.taken")
_LONG = {short: kind for kind, short in SHORT.items()}
_AT_ONCE = 400  # streams asked for together


@dataclass(frozen=True)
class Report:
    """A month of one division."""

    division: Division
    lines: list[Line]
    figures: Figures


def report(month: Month, *, division: str = "", by: Person, at: datetime) -> list[Report]:
    """Each division this person sees, by name; or the one that is asked for (404 when it is not theirs to see)."""
    access.allow(by, "monthly.see")
    wanted = [d for d in people.divisions() if division in ("", d.pk) and _sees(by, d.pk)]
    if division and not wanted:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=404)
    allowed = policies.allowance("cases.report_to_leader").length
    seen = cases.visible_cases(by).filter(ring_fenced=False)
    lines: dict[str, list[Line]] = defaultdict(list)
    for one in _lines(seen.filter(division__in=[d.pk for d in wanted]), month):
        lines[one.division].append(one)
    found = []
    for d in sorted(wanted, key=lambda d: d.name):
        open_ = seen.filter(_open_at_end(month, at), division=d.pk).count()
        some = lines[d.pk]
        found.append(Report(d, some, figures(some, month, open_=open_, allowed=allowed)))
    return found


def _sees(by: Person, division: str) -> bool:
    return access.sees_everything(by) or division in people.divisions_of(by.pk)


def _open_at_end(month: Month, at: datetime) -> Q:
    end = min(month.ends, at)
    return Q(received_at__lt=end) & (Q(ending="") | Q(ended_at__gte=end))


def _lines(found: "Iterable[Case]", month: Month) -> Iterator[Line]:
    """Every case that was received or ended in the month, by number."""
    within = Q(received_at__gte=month.begins, received_at__lt=month.ends)
    within |= Q(ended_at__gte=month.begins, ended_at__lt=month.ends)
    listed = list(found.filter(within).order_by("no"))  # type: ignore[attr-defined]
    names = people.names({c.contact for c in listed})
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        told, cost, over = _facts([c.stream for c in some])
        owed = _promises([c.stream for c in some])
        for case in some:
            first = told.get(case.stream)
            mine = owed[case.stream]
            yield Line(
                no=case.no,
                division=case.division,
                received_at=case.received_at,
                door=case.door,
                kind=case.kind,
                severity=case.severity,
                caller=case.caller,
                fact=case.fact,
                stage=case.stage,
                contact=names.get(case.contact, ""),
                told_after=max(first - case.received_at, first - first) if first else None,
                next_due=min((p.due_at for p in mine if p.outcome == "open"), default=None),
                ending=_LONG.get(case.ending, ""),
                ended_at=case.ended_at,
                kept=sum(p.outcome == "kept" for p in mine),
                late=sum(p.outcome == "late" for p in mine),
                cost=cost.get(case.stream, 0),
                imported=case.stream in over,
            )


def _facts(streams: list[str]) -> tuple[dict[str, datetime], dict[str, int], set[str]]:
    """When the leader was first told, what the company paid, and which came out of a former ledger; by stream."""
    rows = FactRow.objects.filter(stream__in=streams)
    told: dict[str, datetime] = {}
    for stream, moment in rows.filter(kind__in=_TOLD).order_by("-seq").values_list("stream", "happened_at"):
        told[stream] = moment
    cost: dict[str, int] = defaultdict(int)
    for paid in read(rows.filter(kind="losses.expense_recorded").order_by("id")):
        cost[paid.stream] += int(getattr(paid.fact, "amount", 0))
    return told, cost, set(rows.filter(kind="imports.taken_over").values_list("stream", flat=True))


def _promises(streams: list[str]) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = defaultdict(list)
    for promise in Promise.objects.filter(stream__in=streams, to="customer"):
        found[promise.stream].append(promise)
    return found
