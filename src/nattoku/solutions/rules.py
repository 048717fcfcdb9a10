"""May a solution be presented? What has become of it? Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from nattoku.cases.rules import CaseState, facts_of, refuse_if_ended, refuse_missing
from nattoku.cases.words import STAGES, Stage
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.solutions.facts import (
    QUESTIONS,
    Answered,
    CarriedOut,
    LegalChecked,
    OptionJudged,
    OptionWeighed,
    Party,
    Presented,
    Question,
)

DEAREST = 1_000_000_000_000  # yen; more is a slip of the finger
# Words that promise money (spec: phrases, group L). Free work and goods are weighed by people.
_MONEY = re.compile(
    "返金|返戻|弁償|賠償|慰謝料|補償|減額|値引|全額|(代金|お代|料金|送料|費用|差額)[^。\n]{0,12}お返し|[0-9][0-9,]*(万|千)?円"
    "|refund|compensat|damages|money back",
    re.IGNORECASE,
)
_LIABILITY = re.compile(
    "全責任|責任はすべて|(法的)?責任を(認め|負い|負う)|過失を認め|(債務|支払い?の?義務)を認め|念書|覚書|liab",
    re.IGNORECASE,
)
_ON_LOSSES = ("losses.requested", "losses.changed", "losses.declined", "losses.approved")
CLOSED = Text("解決案はまだお示しできません", "The solution cannot be presented yet")


@dataclass
class Solutions:
    """Where the solutions of a case stand; presented, answer and done belong to the latest presentation.

    judged: (option, who inside) -> their latest word. heard: option -> whether the customer accepted it, None while it
    has been presented and not answered.
    """

    options: list[OptionWeighed] = field(default_factory=list)
    judged: dict[tuple[int, Party], tuple[Recorded, OptionJudged]] = field(default_factory=dict)
    heard: dict[int, bool | None] = field(default_factory=dict)
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
            case OptionJudged(option=number, party=party) as judged:
                got.judged[number, party] = (recorded, judged)
            case Presented() as presented:
                got.presented, got.answer, got.done = (recorded, presented), None, None
                got.heard[presented.option] = None
            case Answered() as answer:
                got.answer = (recorded, answer)
                if got.presented:
                    got.heard[got.presented[1].option] = answer.accepted
            case CarriedOut() as done:
                got.done = (recorded, done)
        if recorded.kind == "closure.reopened":
            got.presented = got.answer = got.done = None
    return got


def may_cost(cost: int | None) -> None:
    """What an option would take, in yen; nobody need have reckoned it."""
    if cost is not None and not 0 <= cost <= DEAREST:
        raise Refusal(
            Text("費用は0円以上、1兆円までにしてください。", "The cost must lie between 0 and 10^12 yen."), status=400
        )


def may_judge(got: Solutions, option: int) -> None:
    """Refused (404) for an option that was never weighed."""
    if not 1 <= option <= len(got.options):
        raise Refusal(Text("その解決案はありません。", "There is no such option."), status=400)


def money_spoken(history: History, *words: str) -> str:
    """The words that promise money while no loss was approved; "" when there are none (T2, S004-2.3.4).

    A statutory withdrawal returns money without an approval (S8.10).
    """
    found = _MONEY.search(unicodedata.normalize("NFKC", "\n".join(words)))
    return found.group() if found and not _money_decided(history) else ""


def liability_spoken(history: History, got: Solutions, option: int, *words: str) -> str:
    """The words that admit liability while the representative has agreed to neither the option nor a loss; "" for none."""
    found = _LIABILITY.search(unicodedata.normalize("NFKC", "\n".join(words)))
    agreed = got.judged.get((option, Party.REPRESENTATIVE))
    return found.group() if found and not (agreed and agreed[1].agrees) and not _money_decided(history) else ""


def _money_decided(history: History) -> bool:
    """Whether a loss stands approved as it was last asked for, or the law itself returns the money."""
    last = {getattr(r.fact, "loss", 0): r.kind for r in facts_of(history, *_ON_LOSSES)}
    return "losses.approved" in last.values() or bool(facts_of(history, "solutions.withdrawal_received"))


def may_present(
    state: CaseState,
    got: Solutions,
    *,
    grounds: str,
    loss_pending: bool,
    unasked: Sequence[Text] = (),
    undecided: str = "",
    admitted: str = "",
) -> None:
    """The gate of stages 4 and 5 (S002-5, S002-6, T2): grounds, liability looked at, no loss undecided.

    Refused (409) with everything that is missing. loss_pending: the representative has not decided yet. unasked: law
    cards that cannot wait; undecided: the words that promise money nobody has approved; admitted: those that admit
    liability without the representative.
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
    missing += [Text("法令の確認「{card}」にまだ答えていません", "not answered: {card}").with_(card=c) for c in unasked]
    if not grounds.strip():
        missing.append(Text("解決案の根拠がありません", "the solution has no grounds"))
    if loss_pending:
        missing.append(Text("損失の決裁を代表にお待ちしています", "the representative has not decided on the loss"))
    elif undecided:
        missing.append(
            Text(
                "お金に触れる言葉（{words}）がありますが、代表の承認した損失がありません",
                "it speaks of money ({words}), and the representative has approved no loss",
            ).with_(words=undecided)
        )
    if admitted:
        missing.append(
            Text(
                "責任を認める言葉（{words}）がありますが、この案への代表の賛成がありません",
                "it admits liability ({words}), and the representative has not agreed to this option",
            ).with_(words=admitted)
        )
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
