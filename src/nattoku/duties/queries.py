"""What pages, other rooms and the calendar may ask of the duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases.models import Case
from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.duties import facts, rules
from nattoku.duties.models import Profit
from nattoku.duties.words import CARES, Care, sells
from nattoku.ledger.append import history, read
from nattoku.ledger.facts import History
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.clock import TOKYO
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Division, Person
from nattoku.policies import queries as policies

THRESHOLD, REST = "duties.meeting_yen", "duties.rest_days"
KINDS = {kind: care for care, kind in facts.PROMISES_OF.items()}
MOST = 200
EVENT_SURVEYED = "surveys.event_surveyed"


def decisions() -> History:
    """Every decision on how often a duty is due, the oldest first."""
    return list(read(FactRow.objects.filter(stream=facts.COMPANY, kind="duties.decided").order_by("seq")))


def of_division(division: str) -> History:
    """What a division did, whichever room it was written in."""
    return history(facts.of_division(division))


@dataclass(frozen=True)
class Month:
    """A division and its duties of these days."""

    division: Division
    lines: list[rules.Line]
    own: bool


def months(by: Person, *, at: datetime) -> list[Month]:
    """Every division's duties: one's own divisions first."""
    access.allow(by, "duties.see")
    mine, decided = people.divisions_of(by.pk), decisions()
    found = [
        Month(d, rules.lines(d.pk, of_division(d.pk), decided, at=at), d.pk in mine or access.sees_everything(by))
        for d in people.divisions()
    ]
    return sorted(found, key=lambda m: m.division.pk not in mine)


def own_lines(by: Person, *, at: datetime) -> list[rules.Line]:
    """What is still due in the person's own divisions in these periods, the soonest first."""
    decided = decisions()
    found = [
        line
        for d in people.divisions_of(by.pk)
        for line in rules.lines(d, of_division(d), decided, at=at)
        if line.state != "done"
    ]
    return sorted(found, key=lambda line: line.end)


def past_missed(division: str) -> list[facts.DutyMissed]:
    """What was not done in time, the latest first, with what was done for it afterwards left out."""
    past, decided = of_division(division), decisions()
    done = [(r.fact.duty, r.fact.period) for r in past if isinstance(r.fact, facts.DutyDone)]
    found = [r.fact for r in past if isinstance(r.fact, facts.DutyMissed)]
    return [one for one in found if not rules.caught_up(one, done, decided)][::-1]


def events(division: str) -> list[rules.Punctual]:
    """The events of a division, the latest first, with how they kept time and form, and whether they were surveyed."""
    past = of_division(division)
    asked = {getattr(r.fact, "event", 0): getattr(r.fact, "survey", 0) for r in past if r.kind == EVENT_SURVEYED}
    held = [
        rules.Punctual(r.fact, f"{r.stream}:{r.seq}", asked.get(r.seq, 0))
        for r in past
        if isinstance(r.fact, facts.EventHeld)
    ]
    return sorted(held, key=lambda e: e.fact.began_at, reverse=True)


def matters(customer: str) -> list[rules.Matter]:
    """The complaints of a customer, as far as selling asks. The caller has checked who asks."""
    rows = list(Case.objects.filter(customer=customer).values_list("no", "ended_at", "ending"))
    checked = FactRow.objects.filter(kind="closure.effect_checked", stream__in=[f"case:{no}" for no, *_ in rows])
    healed: dict[str, datetime] = {}
    for recorded in read(checked.order_by("id")):
        if getattr(recorded.fact, "works", False):
            healed[recorded.stream] = recorded.happened_at
    return [rules.Matter(no, ended if ending else None, healed.get(f"case:{no}")) for no, ended, ending in rows]


def rest(customer: str, *, at: datetime) -> rules.Rest | None:
    """Whether selling to this customer rests now (T9)."""
    return rules.resting(matters(customer), days=policies.number(REST), at=at)


def declined(past: History) -> bool:
    """Whether the customer wants no selling calls."""
    return any(isinstance(r.fact, facts.CallsDeclined) for r in past)


@dataclass(frozen=True)
class Row:
    """Something a customer is due. resting: it is selling, and selling rests; then it is never late."""

    promise: Promise
    customer: Customer
    care: Care
    occasion: str
    words: str
    resting: rules.Rest | None
    state: str


def owed(by: Person, *, at: datetime, care: Care | None = None, mine: bool = False) -> list[Row]:
    """What customers one may see are due, the earliest first. mine: owed by this person."""
    kinds = [facts.PROMISES_OF[care]] if care else list(KINDS)
    found = Promise.objects.filter(outcome="open", kind__in=kinds, stream__startswith="customer:")
    if mine:
        found = found.filter(owed_by=by.pk)
    return _rows(found.order_by("due_at", "id")[:MOST], by=by, at=at)


def of_customer(customer: str, *, by: Person, at: datetime) -> list[Row]:
    """What this customer is due."""
    return _rows(
        Promise.objects.filter(outcome="open", kind__in=list(KINDS), stream=facts.of_customer(customer)), by=by, at=at
    )


def _rows(found: Iterable[Promise], *, by: Person, at: datetime) -> list[Row]:
    promises = list(found)
    seen = Customer.objects.filter(customers.visible(by)).in_bulk({p.stream.partition(":")[2] for p in promises})
    said = _said(promises)
    made = []
    for one in promises:
        card = seen.get(one.stream.partition(":")[2])
        if card is None:
            continue
        care = KINDS[one.kind]
        fact = said.get(one.pk)
        occasion = fact.occasion if fact else CARES[care].occasions[0]
        still = rest(card.pk, at=at) if sells(care, occasion) else None
        words = fact.words if fact and not access.masks(by) else ""
        made.append(Row(one, card, care, occasion, words, still, _state(one, still, at=at)))
    return made


def _said(promises: list[Promise]) -> dict[str, facts.CarePromised]:
    seqs = {(p.stream, int(p.pk.rsplit(":", 2)[1])): p.pk for p in promises}
    rows = FactRow.objects.filter(kind="duties.care_promised", stream__in={s for s, _ in seqs})
    return {
        seqs[r.stream, r.seq]: r.fact
        for r in read(rows.order_by("id"))
        if (r.stream, r.seq) in seqs and isinstance(r.fact, facts.CarePromised)
    }


def _state(promise: Promise, still: rules.Rest | None, *, at: datetime) -> str:
    if still is not None:
        return "open"
    if promise.due_at < at:
        return "late"
    return "today" if promise.due_at.astimezone(TOKYO).date() == at.astimezone(TOKYO).date() else "open"


def unmet() -> list[tuple[str, int]]:
    """(customer, yen) of everybody at or above the threshold whom the leader has not met yet, the largest first."""
    large = Profit.objects.filter(yen__gte=policies.number(THRESHOLD)).order_by("-yen", "pk")
    met = Promise.objects.filter(kind=facts.PROMISES_OF[Care.MEETING], outcome__in=("kept", "late"))
    done = {s.partition(":")[2] for s in met.values_list("stream", flat=True)}
    return [(customer, yen) for customer, yen in large.values_list("pk", "yen") if customer not in done]


def calls_done(*, since: timedelta, at: datetime) -> tuple[int, int]:
    """(calls made in time, calls that were due) of this time: payments, applications, enquiries (S004-1.4.7)."""
    due = Promise.objects.filter(kind=facts.PROMISES_OF[Care.CALL], due_at__gte=at - since, due_at__lte=at)
    due = due.exclude(outcome="released")
    return due.filter(outcome="kept").count(), due.count()


def balance() -> rules.Balance:
    """Thanks against requests, over the whole company."""
    return rules.balance(list(read(FactRow.objects.filter(kind="duties.care_given").order_by("id"))))
