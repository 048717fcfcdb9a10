"""Which losses were asked for, and who may decide on them. Pure."""

from dataclasses import dataclass

from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.losses.facts import LossApproved, LossDeclined, LossRequested

LARGEST = 1_000_000_000_000  # yen; more is a slip of the finger
UNKNOWN = Text("その損失の願い出はありません。", "There is no such request.")


@dataclass
class Loss:
    """A request and what became of it; asked.fact is the LossRequested, decided the answer. lapsed: the case ended."""

    asked: Recorded
    request: LossRequested
    decided: Recorded | None = None
    lapsed: bool = False

    @property
    def promise(self) -> str:
        return self.asked.promise_id(0)

    @property
    def pending(self) -> bool:
        return self.decided is None and not self.lapsed

    @property
    def approved(self) -> bool:
        return self.decided is not None and isinstance(self.decided.fact, LossApproved)


def losses_of(history: History) -> dict[int, Loss]:
    """number -> loss, in the order they were asked for."""
    found: dict[int, Loss] = {}
    for recorded in history:
        match recorded.fact:
            case LossRequested(loss=number) as request:
                found[number] = Loss(recorded, request)
            case LossApproved(loss=number) | LossDeclined(loss=number) if number in found:
                found[number].decided = recorded
            case _:
                settled = {s.promise for s in recorded.settles}
                for loss in found.values():
                    loss.lapsed = loss.lapsed or loss.promise in settled
    return found


def may_request(amount: int, goods: str) -> None:
    """An amount of 0 yen or more; without money, what is borne instead must be said."""
    if not 0 <= amount <= LARGEST:
        raise Refusal(
            Text("金額は0円以上、1兆円までにしてください。", "The amount must lie between 0 and 10^12 yen."), status=400
        )
    if not amount and not goods.strip():
        raise Refusal(
            Text(
                "金額か、金銭によらない負担（交換する品、無償の作業など）を入力してください。",
                "Please give an amount, or what else is borne (goods, free work).",
            ),
            status=400,
        )


def awaited(history: History, number: int = 0) -> Loss:
    """The loss that waits for a decision; number 0: the only one. A decision once given is never changed."""
    found = losses_of(history)
    if not number:
        waiting = [loss for loss in found.values() if loss.pending]
        if len(waiting) > 1:
            raise Refusal(Text("どの損失かを選んでください。", "Please say which loss."), status=400)
        if not waiting:
            raise Refusal(Text("決裁をお待ちしている損失はありません。", "No loss awaits a decision."))
        return waiting[0]
    if number not in found:
        raise Refusal(UNKNOWN, status=404)
    if not found[number].pending:
        raise Refusal(
            Text(
                "損失{loss}はすでに決まっています。決裁は変えられません。改めるときは、新しく願い出てください。",
                "Loss {loss} has been decided, and a decision is not changed. Please ask anew.",
            ).with_(loss=number)
        )
    return found[number]


def within(loss: Loss, *, limit: int, by: str) -> bool:
    """Whether a delegate may decide it: money alone, within the limit signed by the representative (yen; 0: none).

    Nobody decides what they asked for themselves (T14).
    """
    return 0 < loss.request.amount <= limit and not loss.request.goods.strip() and loss.asked.by != by


def may_record_expense(amount: int, *, paid_personally: bool) -> None:
    """The company pays, never a member of staff (S004-2.2.3). amount: yen, above 0."""
    if paid_personally:
        raise Refusal(
            Text(
                "対応の費用は会社が負担します。ご自分で払われたときは、会社から精算を受けたうえで記録してください。",
                "What it costs is paid by the company. If you paid it yourself, have it refunded first, then record it.",
            )
        )
    if not 0 < amount <= LARGEST:
        raise Refusal(Text("費用は1円以上にしてください。", "The expense must be 1 yen or more."), status=400)
