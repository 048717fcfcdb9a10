"""The two tracks of a case, side by side: what we do, and what the customer has been told (S002-1). Pure."""

from dataclasses import dataclass
from datetime import datetime

from nattoku.cases.rules import CaseState, facts_of
from nattoku.cases.words import STAGES, Stage
from nattoku.ledger.facts import History
from nattoku.lib.clock import when
from nattoku.lib.text import Text

GATES = {
    Stage.OCCURRED: Text("お申し出を受ける", "The complaint is received"),
    Stage.CONTENT: Text("リーダーに一報すると進みます", "After the first report"),
    Stage.CAUSE: Text("復唱をお確かめいただくと進みます", "After the customer confirms the content"),
    Stage.WEIGHING: Text("点検にすべて答えると進みます", "After every check is answered"),
    Stage.PRESENTED: Text("根拠とともにお示しすると進みます", "After it is presented with its grounds"),
}
SKIPPED = Text("通らずに進みました", "Passed by")
NOT_NEEDED = Text("通らずに終わりました", "Ended without it")
NOT_YET = Text("まだ", "Not yet")
EXPLANATIONS = (
    ("response.handling_explained", Text("進め方のご説明", "How it is handled")),
    ("response.cause_explained", Text("原因のご説明", "Why it happened")),
    ("response.contact_rules_agreed", Text("今後のご連絡の進め方", "How we keep in touch")),
)


@dataclass(frozen=True)
class Step:
    """state: done, now or later. note: its date, its gate in words, or まだ."""

    name: Text
    state: str
    note: Text


def handling(state: CaseState) -> list[Step]:
    """処理: the five stages; the present one is filled, the next ones say what opens them."""
    return [Step(STAGES[s], _mark(state, s), _note(state, s)) for s in Stage]


def explained(history: History) -> list[Step]:
    """お客様への説明: the three explanations, each with the date of the last time, or まだ."""
    steps = []
    for kind, name in EXPLANATIONS:
        told = facts_of(history, kind)
        steps.append(Step(name, "done" if told else "later", _date(told[-1].happened_at) if told else NOT_YET))
    return steps


def _mark(state: CaseState, stage: Stage) -> str:
    if stage == state.stage and state.open:
        return "now"
    return "done" if stage <= state.stage else "later"


def _note(state: CaseState, stage: Stage) -> Text:
    if stage > state.stage:
        return GATES[stage] if state.open else NOT_NEEDED
    entered = state.entered.get(stage)
    return _date(entered) if entered else SKIPPED


def _date(moment: datetime) -> Text:
    return when(moment)
