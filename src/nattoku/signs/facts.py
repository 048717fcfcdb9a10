"""What happens to a sign: noticed, in whose hands, the customer asked, how it ended."""

from datetime import timedelta

from nattoku.customers.facts import Channel
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text
from nattoku.signs.words import SignKind, SignOutcome

ASK = promise_kind(
    "signs.ask",
    Text("ご様子のお伺い（売り込みではなく）", "Asking how the customer is (care, not selling)"),
    allowance=timedelta(days=3),
    business=True,
    blocking=False,
    page=Text(
        "声になっていないご不満の兆しに気づいたら、こちらからお伺いします。3営業日は当社の初期値です。",
        "When there is a sign of silent dissatisfaction we ask. 3 business days is our default.",
    ),
).kind


def stream(no: int | str) -> str:
    """The stream of a sign."""
    return f"sign:{no}"


@fact("signs.noticed", ja="兆しに気づきました（{kind_of}）", en="A sign was noticed ({kind_of})")
class Noticed(Fact):
    """why: the evidence in plain words, Japanese and English. words: the customer's own, where there are any.

    value: yen we would expect to lose, 0 where nobody can say. about: what it was read from ("case:1001", "contract:…").
    ref: how the purchases name the customer, where we have no card.
    """

    kind_of: SignKind
    customer: str = ""
    division: str
    about: str = ""
    value: int = 0
    why: Personal[list[str]]
    words: Personal[str] = ""
    ref: Personal[str] = ""


@fact("signs.owner_named", ja="{person}さんがお伺いすることにしました", en="{person} is to ask")
class OwnerNamed(Fact):
    person: str


@fact(
    "signs.contacted",
    ja="ご様子を伺いました（{channel}）",
    en="The customer was asked how they are ({channel})",
    tells_customer=True,
)
class Contacted(Fact):
    """reached: somebody answered. wished: the customer's own words, where an offer was asked for."""

    channel: Channel
    reached: bool = True
    said: Personal[str]
    heard: Personal[str] = ""
    wished: Personal[str] = ""


@fact("signs.closed", ja="兆しへの対応を終えました（{outcome}）", en="The sign was dealt with ({outcome})")
class Closed(Fact):
    """case: the complaint that came of it, 0 for none."""

    outcome: SignOutcome
    case: int = 0
    words: Personal[str] = ""
