"""The completion report to the customer: what it says, and that it comes before we ask for the word. Pure."""

from dataclasses import dataclass

from nattoku.cases import guesses
from nattoku.cases.rules import CaseState, facts_of, nameless, refuse_missing
from nattoku.closure import facts
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

NOT_FOUND = "お調べいたしましたが、原因は確かめられませんでした。"
DONE = ("cases.first_aid_given", "solutions.carried_out")
NOT_TOLD = Text(
    "何が起き、なぜ起き、何をして何を改めたかを、まだお客様にご報告していません",
    "the customer has not been told yet what happened, why, what was done and what was changed",
)
UNASKED = Text(
    "お尋ねする前にお客様から仰ったのなら、その経緯をお書きください",
    "if the customer said it unasked, please write down how",
)


@dataclass(frozen=True)
class Report:
    """What the customer is told, part by part; "" where there is nothing to say yet."""

    happened: str
    cause: str
    done: str
    changed: str


def told(history: History) -> Recorded | None:
    """The last completion report since the case was last reopened; None while the customer has not been told."""
    reopened = max((r.seq for r in facts_of(history, facts.Reopened.kind)), default=0)
    found = [r for r in facts_of(history, facts.CompletionTold.kind) if r.seq > reopened]
    return found[-1] if found else None


def refuse_before(history: History, *, unasked: str) -> None:
    """The word is asked for after the report; a customer who says it unasked is heard, and how is written down."""
    if told(history) is None and not unasked.strip():
        refuse_missing(
            Text("ご納得のお言葉をまだ記録できません", "The word of satisfaction cannot be recorded yet"),
            [NOT_TOLD, UNASKED],
        )


def refuse_unasked(asked: str, not_asked: str) -> None:
    """Whether it works is the customer's to say too: asked, or a reason why not."""
    if not asked.strip() and not not_asked.strip():
        refuse_missing(
            Text("効果をまだ確かめられません", "The effect cannot be recorded yet"),
            [
                Text(
                    "その後のご様子をお客様に伺ったお言葉か、伺わなかった理由をお書きください",
                    "what the customer said when asked how it has been since, or why the customer was not asked",
                )
            ],
        )


def refuse_guess(report: Report, history: History, state: CaseState) -> None:
    """Only a confirmed cause is told (S002-8); no staff member is named (R8-7)."""
    guesses.refuse(history, report.happened, report.cause, report.changed)
    looked = facts_of(history, "causes.confirmed", "causes.unknown")
    if report.cause.strip() and not looked:
        raise Refusal(
            Text(
                "確かめた原因がまだありません。原因は空けておくか、工程の調査で確かめてからご報告ください。",
                "No cause has been confirmed. Leave it empty, or confirm it in the drill first.",
            )
        )
    name = state.received.concerns.strip()
    if name and any(name in part for part in (report.happened, report.cause, report.done, report.changed)):
        raise Refusal(
            Text(
                "ご報告に、お申し出に出てくる者の名前があります。「担当者」と書き換えてください。",
                "The report names the staff member the customer spoke of. Please write “the person in charge”.",
            )
        )


def draft(history: History, state: CaseState) -> Report:
    """What may be told, drawn from what was written down and confirmed; nothing is made up (S003-19)."""
    got = state.received
    causes = _lines(history, "causes.confirmed")
    if not causes and facts_of(history, "causes.unknown"):
        causes = [NOT_FOUND]
    parts = ([got.fact], causes, _lines(history, *DONE, dated=True), _lines(history, "causes.countermeasure_decided"))
    return Report(*(nameless("\n".join(_sentence(line) for line in part), got.concerns) for part in parts))


def _lines(history: History, *kinds: str, dated: bool = False) -> list[str]:
    """What was written down in these facts; dated: each with the day on which it was done (S003-19)."""
    said = {}
    for recorded in facts_of(history, *kinds):
        line = str(getattr(recorded.fact, "what", "") or getattr(recorded.fact, "words", "")).strip()
        day = recorded.happened_at.astimezone(TOKYO)
        said[line] = f"{day.month}月{day.day}日、{line}" if dated else line
    return [shown for line, shown in said.items() if line]


def _sentence(line: str) -> str:
    line = line.strip()
    return line if not line or line[-1] in "。！？!?" else f"{line}。"
