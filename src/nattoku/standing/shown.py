"""Where the customer's matter stands, as the customer may read it: stages, the next date, what a leader released."""

from dataclasses import dataclass
from datetime import date, datetime

from nattoku.cases import facts as cases
from nattoku.cases.rules import OWN_PAGE, CaseState, case_of, facts_of
from nattoku.cases.words import STAGES_FOR_CUSTOMERS, Stage
from nattoku.closure import completion
from nattoku.closure.facts import CompletionTold
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.ledger.facts import History
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.response.facts import Released
from nattoku.response.rules import told_estimates
from nattoku.webform.queries import surname

RELEASED = "response.released"
ANSWERS = ("closure.last_word_heard", "closure.concern_raised")


@dataclass(frozen=True)
class Step:
    """One stage under its name for customers. state: done, now, later. about: 目安, never a promise."""

    name: Text
    state: str
    about: date | None


@dataclass(frozen=True)
class Standing:
    """What the page says. next_at, interim_at: promises; None when none is open. answer: the kind last given here."""

    no: int
    received_at: datetime
    open: bool
    contact: str
    steps: list[Step]
    next_at: datetime | None
    interim_at: datetime | None
    released: Released | None
    released_at: datetime | None
    answer: str
    completed: CompletionTold | None = None


def standing(no: int) -> tuple[Standing, CaseState]:
    """The page of a case. Whoever asks holds a good link, or has been let in to the case."""
    stream = cases.stream(no)
    past = history(stream)
    state = case_of(past)
    person = people.person(state.contact)
    released = facts_of(past, RELEASED)
    last = released[-1] if released else None
    said = last.fact if last and isinstance(last.fact, Released) else None
    shown = Standing(
        no=no,
        received_at=state.happened_at,
        open=state.open,
        contact=surname(person) if person else "",
        steps=steps(past, state),
        next_at=_due(stream, cases.NEXT_CONTACT),
        interim_at=_due(stream, cases.INTERIM_REPORT),
        released=said,
        released_at=last.happened_at if last else None,
        answer=answer(past),
        completed=completed(past),
    )
    return shown, state


def steps(past: History, state: CaseState, about: dict[str, date] | None = None) -> list[Step]:
    """The five stages in the customer's words, each with its 目安. about: None for those that were told last."""
    about = told_estimates(past) if about is None else about
    return [Step(name, _state(s, state), about.get(str(int(s)))) for s, name in STAGES_FOR_CUSTOMERS.items()]


def completed(past: History) -> CompletionTold | None:
    """The completion report, where a leader told it on this page."""
    told = completion.told(past)
    fact = told.fact if told else None
    return fact if isinstance(fact, CompletionTold) and fact.channel == OWN_PAGE else None


def answer(past: History) -> str:
    """What the customer last answered on the page: a fact's kind, "" when nothing."""
    given = [r for r in facts_of(past, *ANSWERS) if getattr(r.fact, "through", "") == OWN_PAGE]
    return given[-1].kind if given else ""


def _state(stage: Stage, state: CaseState) -> str:
    if stage < state.stage or not state.open:
        return "done"
    return "now" if stage == state.stage else "later"


def _due(stream: str, kind: str) -> datetime | None:
    return min((p.due_at for p in promises.open_of_kind(stream, kind)), default=None)
