"""The drill of one case, folded from its facts. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from nattoku.cases.facts import OrderCited
from nattoku.cases.rules import CaseState, case_of
from nattoku.cases.words import Kind
from nattoku.causes import facts, way
from nattoku.causes.checks import CheckState, Evidence, measure
from nattoku.causes.knowledge import Line, line_of
from nattoku.causes.standards import OURS, Standards
from nattoku.causes.templates import TEMPLATES, Template
from nattoku.causes.words import Known, Process, Verdict
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.text import Text

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Broken:
    """The first stage that broke its standard: the process, and in words how."""

    process: Process
    code: str
    why: Text
    at: datetime | None = None


@dataclass(frozen=True)
class Handover:
    """A handover with its gaps; None where a time is missing: unknown, never zero (S000-5)."""

    fact: facts.HandoverRecorded

    @property
    def gap(self) -> timedelta | None:
        """received - sent."""
        return _between(self.fact.sent_at, self.fact.received_at)

    @property
    def lag(self) -> timedelta | None:
        """acted - received."""
        return _between(self.fact.received_at, self.fact.acted_at)


@dataclass(frozen=True)
class Hypothesis:
    """A hypothesis with the moment it was formed, and what became of it."""

    fact: facts.HypothesisFormed
    formed_at: datetime
    dismissed: facts.CauseDismissed | None = None
    confirmed: int = 0


@dataclass
class Drill:
    """All that was found. order: the cited order, only once the caller's identity is checked (R8-11).

    order_hidden: one is cited, but may not be shown or used yet.
    """

    template: Template
    standards: Standards
    complaint_at: datetime
    order: OrderCited | None = None
    order_hidden: bool = False
    events: list[way.Event] = field(default_factory=list)
    legs: list[way.Leg] = field(default_factory=list)
    steps: dict[int, facts.StepRecorded] = field(default_factory=dict)
    looked: dict[Process, facts.StepChecked] = field(default_factory=dict)
    handovers: dict[int, Handover] = field(default_factory=dict)
    known: dict[Process, facts.KnowledgeRecorded] = field(default_factory=dict)
    line: Line = field(default_factory=Line)
    checks: list[CheckState] = field(default_factory=list)
    hypotheses: dict[int, Hypothesis] = field(default_factory=dict)
    causes: dict[int, facts.CauseConfirmed] = field(default_factory=dict)
    unknown: facts.CauseUnknown | None = None
    promise: facts.PromiseExplored | None = None
    terms: facts.TermsExplored | None = None
    countermeasures: dict[int, facts.CountermeasureDecided] = field(default_factory=dict)
    done: dict[int, facts.CountermeasureDone] = field(default_factory=dict)
    concluded: facts.InvestigationConcluded | None = None

    @property
    def due_at(self) -> datetime | None:
        """The promised moment of the cited order."""
        return way.moments_of(self.events).get("promised")

    @property
    def late(self) -> bool | None:
        """Whether the promised date was missed."""
        return way.late(self.events, complaint_at=self.complaint_at)

    @property
    def tight(self) -> bool | None:
        """Whether the date was tight from the start (S000-6)."""
        return way.tight(self.events, self.standards)

    @property
    def depth(self) -> int:
        """How deep the steps go: 1 for a flat list, 0 for none (S000-3)."""
        return max((depth_of(self.steps, n) for n in self.steps), default=0)

    @property
    def first_broken(self) -> Broken | None:
        """The first stage that broke its standard, not the last one seen."""
        return next(_broken(self), None)

    def seen(self, process: Process) -> bool:
        """Whether somebody wrote down what was found in this process."""
        return process in self.looked or any(s.process is process for s in self.steps.values())


def drill_of(history: History, standards: Standards = OURS) -> Drill:
    """Fold a case's facts into its drill. Refusal 404 when there is no case."""
    case = case_of(history)
    drill = Drill(
        template=TEMPLATES[_kind(history, case)],
        standards=standards,
        complaint_at=case.happened_at,
    )
    for recorded in history:
        _apply(drill, recorded)
    if case.order is not None and case.identified:
        drill.order = case.order
        drill.events = way.events_of(case.order)
    drill.order_hidden = case.order is not None and not case.identified
    drill.legs = way.legs_of(drill.events, standards, complaint_at=drill.complaint_at)
    drill.line = line_of(
        drill.known, due_at=drill.due_at, complaint_at=drill.complaint_at, knowable_at=_knowable(drill.legs)
    )
    drill.checks = _checks(drill, history)
    return drill


def depth_of(steps: dict[int, facts.StepRecorded], number: int) -> int:
    """How many steps lie above and including this one."""
    depth, seen = 0, set()
    while number in steps and number not in seen:
        seen.add(number)
        depth, number = depth + 1, steps[number].parent
    return depth


def _kind(history: History, case: CaseState) -> Kind:
    chosen = [r.fact.kind_of for r in history if isinstance(r.fact, facts.TemplateChosen)]
    return chosen[-1] if chosen else case.received.kind_of


def _apply(drill: Drill, recorded: Recorded) -> None:
    match recorded.fact:
        case facts.StepRecorded(step=step) as found:
            drill.steps[step] = found
        case facts.StepChecked(process=process) as looked:
            drill.looked[process] = looked
        case facts.HandoverRecorded(handover=number) as passed:
            drill.handovers[number] = Handover(passed)
        case facts.KnowledgeRecorded(process=process) as known:
            drill.known[process] = known
        case facts.PromiseExplored() as promise:
            drill.promise = promise
        case facts.TermsExplored() as terms:
            drill.terms = terms
        case facts.CountermeasureDecided(countermeasure=number) as decided:
            drill.countermeasures[number] = decided
        case facts.CountermeasureDone(countermeasure=number) as done:
            drill.done[number] = done
        case facts.InvestigationConcluded() as concluded:
            drill.concluded = concluded
        case _:
            _apply_cause(drill, recorded)


def _apply_cause(drill: Drill, recorded: Recorded) -> None:
    match recorded.fact:
        case facts.HypothesisFormed(hypothesis=number) as formed:
            drill.hypotheses[number] = Hypothesis(formed, recorded.happened_at)
        case facts.CauseDismissed(hypothesis=number) as dismissed if number in drill.hypotheses:
            was = drill.hypotheses[number]
            drill.hypotheses[number] = Hypothesis(was.fact, was.formed_at, dismissed, was.confirmed)
        case facts.CauseConfirmed(cause=number, hypothesis=hypothesis) as confirmed:
            drill.causes[number], drill.unknown = confirmed, None
            if hypothesis in drill.hypotheses:
                was = drill.hypotheses[hypothesis]
                drill.hypotheses[hypothesis] = Hypothesis(was.fact, was.formed_at, was.dismissed, number)
        case facts.CauseUnknown() as unknown:
            drill.unknown = unknown


def _knowable(legs: Iterable[way.Leg]) -> datetime | None:
    """From when the records themselves would have shown the delay: the first limit that passed undone."""
    return next((leg.limit_at for leg in legs if leg.verdict is Verdict.BROKEN), None)


def _checks(drill: Drill, history: History) -> list[CheckState]:
    evidence = Evidence(
        legs=drill.legs,
        handovers=[h.fact for h in drill.handovers.values()],
        known=drill.known,
        moments=way.moments_of(drill.events),
        due_at=drill.due_at,
        standards=drill.standards,
    )
    answers = {r.fact.code: r.fact for r in history if isinstance(r.fact, facts.CheckAnswered)}
    delivery = drill.template.kind is Kind.DELIVERY
    return [
        CheckState(c, measure(c.code, evidence) if delivery else None, answers.get(c.code))
        for c in drill.template.checks
    ]


def _broken(drill: Drill) -> Iterator[Broken]:
    """Everything that broke its standard, in the order in which things go wrong: promise, terms, order, shipping …"""
    yield from _broken_promise(drill)
    legs = {leg.code: leg for leg in drill.legs if leg.verdict is Verdict.BROKEN}
    for state in drill.checks:
        if state.check.code == "C3" and "carriage" in legs:
            yield _missed(legs["carriage"])
        leg = legs.get({"C1": "order", "C2": "shipping"}.get(state.check.code, ""))
        if state.verdict is Verdict.BROKEN:
            words = state.measured.why if state.measured and not state.differs else state.check.asks
            yield Broken(state.check.process, state.check.code, words, leg.limit_at if leg else None)
        elif (
            leg and not state.answered
        ):  # a missing receipt leaves the check unknown; the limit was missed all the same
            yield _missed(leg)


def _missed(leg: way.Leg) -> Broken:
    return Broken(leg.process, leg.code, leg.says, leg.limit_at)


def _broken_promise(drill: Drill) -> Iterator[Broken]:
    if drill.promise is not None and drill.promise.asked is Known.NO:
        why = Text("お約束の前に、社内の確認をしていませんでした", "nobody inside was asked before it was promised")
        yield Broken(Process.SALES, "A1", why)
    if drill.terms is not None and (unaware := unacknowledged(drill.terms)):
        why = Text("特別な条件の確認がない部門があります：{d}", "departments that never acknowledged the terms: {d}")
        yield Broken(Process.CONTRACT, "A2", why.with_(d="、".join(unaware)))


def unacknowledged(terms: facts.TermsExplored) -> list[str]:
    """Departments that never acknowledged the special terms (S000-9)."""
    return [d for d, a in zip(terms.departments, terms.acknowledged, strict=True) if a is not Known.YES]


def _between(first: datetime | None, then: datetime | None) -> timedelta | None:
    return then - first if first and then else None
