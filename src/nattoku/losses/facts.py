"""A loss is asked for, decided by the representative, and paid by the company (S004-2.3.4, S004-2.2.3)."""

from datetime import timedelta

from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

DECIDE = promise_kind(
    "losses.decide",
    Text("損失の決裁（代表）", "Decision on a loss (representative)"),
    allowance=timedelta(days=1),
    business=True,
    page=Text(
        "会社が損失を負うかどうかは代表が決めます。決まるまで解決案をお示しできません。1営業日は当社の初期値です。",
        "The representative decides whether the company bears a loss. Until then no solution is presented. "
        "1 business day is our default.",
    ),
).kind


@fact("losses.requested", ja="損失{loss}の決裁を代表にお願いしました", en="A decision on loss {loss} was asked for")
class LossRequested(Fact):
    """amount: yen, 0 when nothing is paid in money; goods: what else is borne. basis: contract, record, law …"""

    loss: int
    amount: int = 0
    goods: Personal[str] = ""
    reason: Personal[str]
    basis: Personal[str]


@fact(
    "losses.changed",
    ja="損失{loss}の内容を改め、決裁を改めて代表にお願いしました",
    en="Loss {loss} was changed; a new decision was asked for",
)
class LossChanged(Fact):
    """As LossRequested, in place of what was asked before; former: yen asked for until then. why: what changed.

    A decision holds for what it was made on: what was changed is decided anew, whatever was decided before.
    """

    loss: int
    amount: int = 0
    former: int = 0
    goods: Personal[str] = ""
    reason: Personal[str]
    basis: Personal[str]
    why: Personal[str]


@fact("losses.approved", ja="損失{loss}を承認しました", en="Loss {loss} was approved")
class LossApproved(Fact):
    """delegated: by a delegate within the limit the representative signed, limit yen then (T14)."""

    loss: int
    delegated: bool = False
    limit: int = 0
    reason: Personal[str] = ""


@fact("losses.declined", ja="損失{loss}を差し戻しました", en="Loss {loss} was sent back")
class LossDeclined(Fact):
    loss: int
    reason: Personal[str]


@fact("losses.expense_recorded", ja="費用{amount}円を会社が負担しました", en="The company paid {amount} yen")
class ExpenseRecorded(Fact):
    """What the handling cost, in yen. It is always the company that pays (S004-2.2.3).

    loss: the number of the approved loss that this pays for; 0: none (postage, fares).
    """

    amount: int
    loss: int = 0
    what: Personal[str]
