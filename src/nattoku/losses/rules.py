"""Which losses were asked for, and who may decide on them. Pure."""

from dataclasses import dataclass, field

from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.losses.facts import ExpenseRecorded, LossApproved, LossChanged, LossDeclined, LossRequested

LARGEST = 1_000_000_000_000  # yen; more is a slip of the finger
UNKNOWN = Text("その損失の願い出はありません。", "There is no such request.")


Asked = LossRequested | LossChanged


@dataclass(frozen=True)
class Version:
    """What was asked for before a change, and what had been decided on it."""

    asked: Recorded
    request: Asked
    decided: Recorded | None


@dataclass
class Loss:
    """A request as it stands, and what became of it: asked is the fact that asks, decided the answer to just that.

    earlier: what was asked before it was changed. lapsed: the case ended. paid: yen paid for it so far.
    """

    asked: Recorded
    request: Asked
    decided: Recorded | None = None
    lapsed: bool = False
    earlier: list[Version] = field(default_factory=list)
    paid: int = 0

    def change(self, asked: Recorded, request: LossChanged) -> None:
        self.earlier.append(Version(self.asked, self.request, self.decided))
        self.asked, self.request, self.decided, self.lapsed = asked, request, None, False

    @property
    def askers(self) -> set[str]:
        """Everybody who asked for it, in any version: none of them decides on it (T14)."""
        return {self.asked.by, *(one.asked.by for one in self.earlier)}

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
            case LossChanged(loss=number) as change if number in found:
                found[number].change(recorded, change)
            case ExpenseRecorded(loss=number, amount=paid) if number in found:
                found[number].paid += paid
                _settle(found, recorded)
            case LossApproved(loss=number) | LossDeclined(loss=number) if number in found:
                found[number].decided = recorded
            case _:
                _settle(found, recorded)
    return found


def _settle(found: dict[int, Loss], recorded: Recorded) -> None:
    """Any other fact that settles what was awaited: the case ended."""
    settled = {s.promise for s in recorded.settles}
    for loss in found.values():
        loss.lapsed = loss.lapsed or loss.promise in settled


def may_change(history: History, number: int = 0) -> Loss:
    """The request that is to be changed, whatever was decided on it; number 0: the only one. Refused (404) for another."""
    found = losses_of(history)
    if not number:
        if not found:
            raise Refusal(Text("改める願い出がありません。", "There is no request to change."))
        if len(found) > 1:
            raise Refusal(Text("どの損失かを選んでください。", "Please say which loss."), status=400)
        return next(iter(found.values()))
    if number not in found:
        raise Refusal(UNKNOWN, status=404)
    return found[number]


def refuse_same(loss: Loss, *, amount: int, goods: str, basis: str, reason: str) -> None:
    """A change changes something."""
    was = loss.request
    if (was.amount, was.goods, was.basis, was.reason) == (amount, goods, basis, reason):
        raise Refusal(Text("改めた内容がありません。", "Nothing was changed."), status=400)


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
                "損失{loss}はすでに決まっています。決裁は変えられません。内容を改めて、もう一度願い出てください。",
                "Loss {loss} has been decided, and a decision is not changed. Please change what is asked for, and ask anew.",
            ).with_(loss=number)
        )
    return found[number]


def within(loss: Loss, *, limit: int, by: str) -> bool:
    """Whether a delegate may decide it: money alone, within the limit signed by the representative (yen; 0: none).

    Nobody decides what they asked for themselves (T14).
    """
    return 0 < loss.request.amount <= limit and not loss.request.goods.strip() and by not in loss.askers


def route(loss: Loss, *, limit: int) -> Text:
    """Who decides: a delegate where the signed limit covers it, else the representative. limit: yen, 0 for none."""
    if 0 < loss.request.amount <= limit and not loss.request.goods.strip():
        return Text(
            "代表の署名した上限（{limit:,}円）の中です。願い出た方を除くリーダーか、代表が決裁します。",
            "Within the limit the representative signed (¥{limit:,}): a leader other than who asked, or the "
            "representative, decides.",
        ).with_(limit=limit)
    return Text("代表が決裁します。", "The representative decides.")


def may_pay(loss: Loss | None, amount: int) -> None:
    """For a loss no more is paid than was approved; beyond it, the amount is changed and decided anew."""
    if loss is None:
        raise Refusal(UNKNOWN, status=404)
    if not loss.approved:
        raise Refusal(
            Text(
                "損失{loss}はまだ承認されていません。決裁を受けてから支払いを記録してください。",
                "Loss {loss} has not been approved. Please record the payment after the decision.",
            ).with_(loss=loss.request.loss)
        )
    if loss.paid + amount > loss.request.amount:
        raise Refusal(
            Text(
                "承認された{approved:,}円を超えます（支払い済み{paid:,}円）。内容を改めて、もう一度決裁を受けてください。",
                "It exceeds the ¥{approved:,} that were approved (¥{paid:,} paid). Please change the amount and have it "
                "decided anew.",
            ).with_(approved=loss.request.amount, paid=loss.paid)
        )


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
