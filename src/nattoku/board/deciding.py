"""What the representative looks at: decisions only they can take, the gravest cases, how cases ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from nattoku.board import links, waiting
from nattoku.board.waiting import Row
from nattoku.cases import keeping
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.cases.words import SEVERITIES, Severity
from nattoku.deadlines.queries import Silence
from nattoku.deadlines.queries import silence as decided_silence
from nattoku.ledger.append import read
from nattoku.ledger.facts import Recorded
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.losses.queries import since
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.visits.queries import believed

MOST_GRAVE = 100
YEAR = timedelta(days=365)
DECISIONS = ("losses.decide", "closure.decide_end")
ENDED_OTHERWISE = {
    "company_decision": Text("終了（会社判断）", "Ended by company decision"),
    "withdrawn": Text("取下げ", "Withdrawn"),
    "merged": Text("重複（統合）", "Merged"),
    "no_complaint": Text("苦情ではない", "Not a complaint"),
}


@dataclass(frozen=True)
class Decision:
    """What waits for the representative. amount: yen, None where no money is asked for."""

    row: Row
    asker: str
    amount: int | None
    reason: str
    grounds: str

    @property
    def ends(self) -> bool:
        """Whether an end by company decision is asked for, and no loss."""
        return self.row.promise.kind == "closure.decide_end"


@dataclass(frozen=True)
class Delegated:
    """A loss that a delegate approved within the limit the representative signed (T14)."""

    case: Case
    name: Text
    approved: Recorded
    by: str


@dataclass(frozen=True)
class Grave:
    """An open case of severity S or A; what is not assessed counts as A (R8-14)."""

    case: Case
    name: Text
    severity: Text
    silence: Text
    silent: str


def representative_page(by: Person, at: datetime) -> dict[str, Any]:
    """The representative's board. Nobody is ranked: only the company's own figures stand here (T16)."""
    access.allow(by, "board.representative")
    version = waiting.version()
    seen = cases.visible_cases(by)
    grave = seen.filter(ending="", severity__in=(Severity.S, Severity.A, "")).order_by("received_at", "no")
    silence = decided_silence()
    month = at.astimezone(TOKYO).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return {
        "version": version,
        **_decisions(by, at=at),
        "grave": [
            _grave(c, silence, at=at) for c in sorted(grave[:MOST_GRAVE], key=lambda c: c.severity != Severity.S)
        ],
        "company": [
            (c, waiting.called(c, hide=False))
            for c in seen.filter(ending="company_decision").order_by("-ended_at")[:10]
        ],
        "figures": _figures(by, month),
        "believed": believed(since=at - YEAR),
        "together": keeping.together(keeping.kept(by, at=at)),
        "days": keeping.LATELY,
        "otherwise": ENDED_OTHERWISE,
        "month": month,
    }


def _grave(case: Case, silence: Silence, *, at: datetime) -> Grave:
    severity = SEVERITIES[Severity(case.severity)] if case.severity else Text("未評価", "Not assessed")
    silent = silence.colour(waiting.silent(case, at=at))
    return Grave(case, waiting.called(case, hide=False), severity, waiting.silence(case, at=at), silent)


def _figures(by: Person, month: datetime) -> dict[str, int]:
    """This month: received, resolved, and each other ending apart; what was not satisfaction is never added to it."""
    within = cases.visible_cases(by).filter(Q(received_at__gte=month) | Q(ended_at__gte=month))
    endings = {name: Count("no", filter=Q(ended_at__gte=month, ending=name)) for name in ("resolved", *ENDED_OTHERWISE)}
    return within.aggregate(received=Count("no", filter=Q(received_at__gte=month)), **endings)


def _decisions(by: Person, *, at: datetime) -> dict[str, Any]:
    """What only the representative decides, the longest waiting first; what delegates decided since the last business day."""
    owed = list(Promise.objects.filter(outcome="open", kind__in=DECISIONS).order_by("opened_at", "id")[:100])
    facts = _asked(owed, at=at)
    given = [r for r in facts.values() if r.kind == "losses.approved" and getattr(r.fact, "delegated", False)]
    seen = cases.visible_cases(by).in_bulk(
        {links.no_of(s) for s in (*(p.stream for p in owed), *(r.stream for r in given))}
    )
    names = people.names({r.by for r in facts.values()})
    return {
        "decisions": [
            _decision(seen[no], p, facts[_place(p)], names, at=at)
            for p in owed
            if (no := links.no_of(p.stream)) in seen
        ],
        "delegated": [
            Delegated(seen[no], waiting.called(seen[no], hide=False), r, names.get(r.by, ""))
            for r in given
            if (no := links.no_of(r.stream)) in seen
        ],
    }


def _decision(case: Case, promise: Promise, asked: Recorded, names: dict[str, str], *, at: datetime) -> Decision:
    (row,) = waiting.beside(case, [promise], hide=False, at=at)
    fact = asked.fact
    return Decision(
        row=row,
        asker=names.get(asked.by, ""),
        amount=getattr(fact, "amount", None),
        reason=str(getattr(fact, "reason", "") or getattr(fact, "tried", "")),
        grounds=str(getattr(fact, "basis", "") or getattr(fact, "recourse", "")),
    )


def _place(promise: Promise) -> tuple[str, int]:
    """Where the fact stands that opened the promise."""
    stream, seq, _ = promise.pk.rsplit(":", 2)
    return stream, int(seq)


def _asked(owed: Iterable[Promise], *, at: datetime) -> dict[tuple[str, int], Recorded]:
    """The facts that opened these promises, and the approvals since the last business day, in one look."""
    wanted = Q(kind="losses.approved", happened_at__gte=since(at))
    for stream, seq in map(_place, owed):
        wanted |= Q(stream=stream, seq=seq)
    return {(r.stream, r.seq): r for r in read(FactRow.objects.filter(wanted).order_by("id"))}
