"""When a duty is due, what does it, what was missed, and whether selling rests. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from nattoku.duties import facts
from nattoku.duties.words import BOOK, CHECKS, FORM, MONTHS, OF, Cadence, Care, Check, Duty, sells
from nattoku.ledger.facts import History
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

Span = tuple[date, date]


@dataclass(frozen=True)
class Term:
    """How often and how much, as decided for this division, for all, or by default. reason: "" by default."""

    months: int
    target: int
    reason: str = ""
    ours: bool = True


def term(duty: Duty, division: str, decisions: History, *, at: datetime) -> Term:
    """The decision in force at this moment: the division's own last one, else the last one for all, else the book's."""
    own, everyone = None, None
    for recorded in decisions:
        match recorded.fact:
            case facts.DutyDecided(duty=d, division=who) as decided if d is duty and recorded.recorded_at <= at:
                own, everyone = (
                    (decided, everyone) if who == division and division else (own, everyone if who else decided)
                )
    found = own or everyone
    if found is None:
        return Term(OF[duty].months, OF[duty].target)
    return Term(found.months, found.target, found.reason, ours=False)


def period(day: date, months: int) -> Span:
    """The calendar period of so many months that holds this day: (first day, first day of the next)."""
    first = (day.year * 12 + day.month - 1) // months * months
    return _first(first), _first(first + months)


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def due(end: date) -> datetime:
    """The moment a period is over, in Tokyo."""
    return datetime(end.year, end.month, end.day, tzinfo=TOKYO)


@dataclass(frozen=True)
class Done:
    """One thing that did a duty. number: how much of it; evidence: in words."""

    on: date
    at: datetime
    by: str
    number: int
    results: int
    evidence: str


def done_of(history: History) -> dict[Duty, list[Done]]:
    """Everything that did a duty of this division, whichever room it was written in."""
    found: dict[Duty, list[Done]] = {one.duty: [] for one in BOOK}
    for recorded in history:
        for duty in _duties(recorded.fact):
            found[duty].append(_done(recorded))
    return found


def _duties(fact: Any) -> Iterator[Duty]:
    if isinstance(fact, facts.DutyDone):
        yield fact.duty
    elif isinstance(fact, facts.EventHeld):
        if fact.seminar:
            yield Duty.SEMINAR
    else:
        yield from (one.duty for one in BOOK if fact.kind in one.counts)


def _done(recorded: Any) -> Done:
    fact, day = recorded.fact, recorded.happened_at.astimezone(TOKYO).date()
    if isinstance(fact, facts.DutyDone):
        day = fact.period
    elif isinstance(fact, facts.EventHeld):
        day = fact.began_at.astimezone(TOKYO).date()
    number = getattr(fact, "number", getattr(fact, "people", 0))
    words = getattr(fact, "evidence", getattr(fact, "title", ""))
    return Done(day, recorded.happened_at, recorded.by, number, getattr(fact, "results", 0), words)


@dataclass(frozen=True)
class Line:
    """A duty in one period. state: done, short (too few), open, today (the last seven days), missed."""

    cadence: Cadence
    term: Term
    division: str
    start: date
    end: date
    done: list[Done] = field(default_factory=list)
    state: str = "open"

    @property
    def due(self) -> datetime:
        return due(self.end)

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def number(self) -> int:
        return max((d.number for d in self.done), default=0)


def lines(division: str, history: History, decisions: History, *, at: datetime) -> list[Line]:
    """What is due in the periods of this moment, in the order of the book."""
    done, today = done_of(history), at.astimezone(TOKYO).date()
    found = []
    for cadence in BOOK:
        held = term(cadence.duty, division, decisions, at=at)
        if held.months:
            start, end = period(today, held.months)
            found.append(_line(cadence, held, division, (start, end), done[cadence.duty], today))
    return found


def _line(cadence: Cadence, held: Term, division: str, span: Span, done: Sequence[Done], today: date) -> Line:
    inside = [d for d in done if span[0] <= d.on < span[1]]
    enough = any(d.number >= held.target for d in inside)
    soon = "today" if (span[1] - today).days <= 7 else "open"
    late = "missed" if span[1] <= today else soon
    state = "done" if enough else "short" if inside else late
    return Line(cadence, held, division, *span, inside, state)


def missed(division: str, history: History, decisions: History, *, at: datetime) -> list[Line]:
    """Periods that ended since the duties are counted, with nothing done and nothing said of it yet, the earliest first."""
    begun = next((r.happened_at for r in history if isinstance(r.fact, facts.DutiesBegun)), None)
    if begun is None:
        return []
    said = {(r.fact.duty, r.fact.period) for r in history if isinstance(r.fact, facts.DutyMissed)}
    done, today = done_of(history), at.astimezone(TOKYO).date()
    found = [
        line
        for cadence in BOOK
        for line in _past(cadence, division, decisions, done[cadence.duty], begun.astimezone(TOKYO).date(), today)
        if not line.done and (line.cadence.duty, line.start) not in said
    ]
    return sorted(found, key=lambda line: line.end)


def caught_up(one: facts.DutyMissed, done: Iterable[tuple[Duty, date]], decisions: History) -> bool:
    """Whether any day of the missed period was said to be done since; done: (duty, a day of the period it was for)."""
    held = term(one.duty, one.division, decisions, at=due(one.period + timedelta(days=1)))
    start, end = period(one.period, held.months or 1)
    return any(duty is one.duty and start <= day < end for duty, day in done)


def _past(
    cadence: Cadence, division: str, decisions: History, done: Sequence[Done], begun: date, today: date
) -> Iterator[Line]:
    cursor = begun
    while cursor < today:
        held = term(cadence.duty, division, decisions, at=due(cursor + timedelta(days=1)))
        if not held.months:  # switched off: look again next month
            cursor = period(cursor, 1)[1]
            continue
        start, end = period(cursor, held.months)
        if end > today:
            return
        if term(cadence.duty, division, decisions, at=due(end)).months:  # given up meanwhile: not missed
            yield _line(cadence, held, division, (start, end), done, today)
        cursor = end


def refuse_unchecked(duty: Duty, checked: Iterable[Check]) -> None:
    """Refused (400) when something the law asks of it was not looked at."""
    left = [CHECKS[c] for c in OF[duty].checks if c not in set(checked)]
    if left:
        raise Refusal(
            Text("まだ確かめていないことがあります：{what}", "Not looked at yet: {what}").with_(what=left[0]),
            status=400,
        )


def refuse_rhythm(months: int, target: int) -> None:
    """Refused (400) for a rhythm that does not fill a year, or a number below nothing."""
    if months not in MONTHS or target < 0 or target > 1_000_000:
        raise Refusal(
            Text(
                "回数は、毎月から年に一度までのいずれかにしてください。",
                "Please choose a rhythm between monthly and yearly.",
            ),
            status=400,
        )


@dataclass(frozen=True)
class Punctual:
    """How an event kept its times and its form. late: minutes after the appointed moment, never below 0.

    ref: its place in the ledger, STREAM:NUMBER. survey: the number of the survey that was sent after it, 0 for none.
    """

    fact: facts.EventHeld
    ref: str = ""
    survey: int = 0

    @property
    def surveyed(self) -> bool:
        """Everybody was asked (S004-1.2.3)."""
        return bool(self.survey) or self.fact.surveyed

    @property
    def late(self) -> tuple[int, int]:
        return _minutes(self.fact.planned_from, self.fact.began_at), _minutes(self.fact.planned_to, self.fact.ended_at)

    @property
    def form(self) -> int:
        """Per cent of our form that was kept."""
        return round(100 * len(set(self.fact.form)) / len(FORM))


def _minutes(planned: datetime, actual: datetime) -> int:
    return max(0, int((actual - planned).total_seconds() // 60))


@dataclass(frozen=True)
class Matter:
    """A complaint of a customer, as far as selling asks. ended_at: None while open; healed_at: a good effect check."""

    no: int
    ended_at: datetime | None
    healed_at: datetime | None = None


@dataclass(frozen=True)
class Rest:
    """Selling rests. no: because of which case; until: None while the complaint is open."""

    no: int
    until: datetime | None


def resting(matters: Iterable[Matter], *, days: int, at: datetime) -> Rest | None:
    """While a complaint is open, and then until its effect check or so many days after its end (T9)."""
    found = []
    for one in matters:
        if one.ended_at is None:
            return Rest(one.no, None)
        until = one.ended_at + timedelta(days=days)
        if one.healed_at and one.healed_at >= one.ended_at:
            until = min(until, one.healed_at)
        if until > at:
            found.append(Rest(one.no, until))
    return max(found, key=lambda r: r.until or at, default=None)


def refuse_selling(rest: Rest | None, declined: bool) -> None:
    """Refused (409) while selling rests, or where the customer wants no such calls."""
    if rest is not None:
        raise Refusal(
            Text(
                "お申し出の対応中とその後しばらくは、ご案内を控えます（受付番号 {no}）。",
                "While a complaint is open, and for a while afterwards, nothing is offered (case {no}).",
            ).with_(no=rest.no)
        )
    if declined:
        raise Refusal(Text("販売のお電話は不要と伺っているお客様です。", "This customer wants no selling calls."))


@dataclass(frozen=True)
class Balance:
    """Thanks and cares given against what asked something of the customer (S004-1.2.4)."""

    thanks: int
    asks: int


def balance(history: History) -> Balance:
    """お願いより、お礼: counted over what was really done."""
    given = [r.fact for r in history if isinstance(r.fact, facts.CareGiven)]
    asked = sum(sells(g.care, g.occasion) or g.introduced for g in given)
    return Balance(sum(g.care is Care.THANKS for g in given), asked)
