"""May a solution be presented? What has become of it? Pure."""

from dataclasses import dataclass, field

from nattoku.cases.rules import CaseState, refuse_if_ended, refuse_missing
from nattoku.cases.words import STAGES, Stage
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.solutions.facts import (
    QUESTIONS,
    Answered,
    CarriedOut,
    LegalChecked,
    OptionWeighed,
    Presented,
    Question,
)

CLOSED = Text("解決案はまだお示しできません", "The solution cannot be presented yet")


@dataclass
class Solutions:
    """Where the solutions of a case stand; presented, answer and done belong to the latest presentation."""

    options: list[OptionWeighed] = field(default_factory=list)
    legal: dict[Question, tuple[Recorded, LegalChecked]] = field(default_factory=dict)
    presented: tuple[Recorded, Presented] | None = None
    answer: tuple[Recorded, Answered] | None = None
    done: tuple[Recorded, CarriedOut] | None = None

    @property
    def unlooked(self) -> list[Question]:
        """Legal questions nobody has looked at yet."""
        return [q for q in Question if q not in self.legal]


def solutions_of(history: History) -> Solutions:
    """Fold the facts of this room; a reopened case presents anew."""
    got = Solutions()
    for recorded in history:
        match recorded.fact:
            case OptionWeighed() as option:
                got.options.append(option)
            case LegalChecked(question=question) as checked:
                got.legal[question] = (recorded, checked)
            case Presented() as presented:
                got.presented, got.answer, got.done = (recorded, presented), None, None
            case Answered() as answer:
                got.answer = (recorded, answer)
            case CarriedOut() as done:
                got.done = (recorded, done)
        if recorded.kind == "closure.reopened":
            got.presented = got.answer = got.done = None
    return got


def may_present(state: CaseState, got: Solutions, *, grounds: str, loss_pending: bool) -> None:
    """The gate of stages 4 and 5 (S002-5, S002-6, T2): grounds, liability looked at, no loss undecided.

    Refused (409) with everything that is missing. loss_pending: the representative has not decided yet.
    """
    refuse_if_ended(state)
    missing = []
    if state.stage < Stage.WEIGHING:
        missing.append(
            Text(
                "いまは「{stage}」の段階です。お示しできるのは「{weighing}」に入ってからです（応急処置はいつでも行えます）",
                "the case is at “{stage}”; a solution is presented from “{weighing}” on (first aid needs no stage)",
            ).with_(stage=STAGES[state.stage], weighing=STAGES[Stage.WEIGHING])
        )
    missing += [Text("まだ確かめていません：{q}", "not looked at: {q}").with_(q=QUESTIONS[q]) for q in got.unlooked]
    if not grounds.strip():
        missing.append(Text("解決案の根拠がありません", "the solution has no grounds"))
    if loss_pending:
        missing.append(Text("損失の決裁を代表にお待ちしています", "the representative has not decided on the loss"))
    refuse_missing(CLOSED, missing)


def may_answer(got: Solutions) -> Presented:
    """An answer is heard to a solution that was presented and not answered yet; returns that solution."""
    if got.presented is None:
        raise Refusal(Text("まだ解決案をお示ししていません。", "No solution has been presented yet."))
    if got.answer is not None:
        raise Refusal(
            Text(
                "この解決案へのお返事はすでに伺っています。改めてお示ししてから伺ってください。",
                "This solution has been answered. Present it anew first.",
            )
        )
    return got.presented[1]


def may_carry_out(got: Solutions) -> None:
    """Only what the customer accepted is carried out as the solution, once."""
    if got.answer is None or not got.answer[1].accepted:
        raise Refusal(
            Text(
                "お客様にご了承いただいた解決案がまだありません。急ぐ処置は応急処置として記録してください。",
                "The customer has not accepted a solution yet. What is urgent is first aid.",
            )
        )
    if got.done is not None:
        raise Refusal(Text("解決案はすでに実行済みです。", "The solution has been carried out already."))
