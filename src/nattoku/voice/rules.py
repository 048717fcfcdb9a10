"""What has become of an idea. Pure."""

from dataclasses import dataclass

from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.voice import facts
from nattoku.voice.facts import Decision


@dataclass
class Idea:
    """An idea as it stands. heard: the fact it began with."""

    heard: facts.Heard
    first: Recorded
    decision: Decision | None = None
    decided: Recorded | None = None
    plan: str = ""
    why: str = ""
    told: Recorded | None = None

    @property
    def no(self) -> int:
        return self.heard.idea

    @property
    def to_tell(self) -> bool:
        return self.decision is not None and self.told is None


def idea_of(history: History) -> Idea:
    """The idea a stream speaks of."""
    first = history[0]
    assert isinstance(first.fact, facts.Heard)
    idea = Idea(first.fact, first)
    for recorded in history[1:]:
        match recorded.fact:
            case facts.Decided(decision=decision, plan=plan, why=why):
                idea.decision, idea.plan, idea.why, idea.decided = decision, plan, why, recorded
            case facts.Told() | facts.Untold():
                idea.told = recorded
    return idea


def may_decide(idea: Idea) -> None:
    """Refused (409) once the customer has heard: another decision is another idea."""
    if idea.told is not None:
        raise Refusal(
            Text(
                "すでにお客様にお伝えしています。改めるときは、新しいお声として書いてください。",
                "The customer has heard already.",
            )
        )


def may_tell(idea: Idea) -> None:
    """Refused (409) before it is decided, and twice."""
    if idea.decision is None:
        raise Refusal(Text("まず、どう活かすかを決めてください。", "Please decide first what becomes of it."))
    if idea.told is not None:
        raise Refusal(Text("すでにお伝えしています。", "The customer has heard already."))


def refuse_planless(decision: Decision, plan: str) -> None:
    """Refused (400) when it is adopted and has no name as a plan."""
    if decision is not Decision.NOT_NOW and not plan.strip():
        raise Refusal(Text("企画の名前を入力してください。", "Please give the plan a name."), status=400)
