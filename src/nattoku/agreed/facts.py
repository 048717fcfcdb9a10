"""What both sides agreed, what was done, and what the customer was told of it; in a case or with a customer."""

from datetime import date
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text


class Side(StrEnum):
    """Who does it."""

    US = "us"
    CUSTOMER = "customer"


SIDES = {
    Side.US: Text("私ども", "we"),
    Side.CUSTOMER: Text("お客様", "the customer"),
}


@fact("agreed.action_agreed", ja="取り決めたことを書き留めました", en="What was agreed was written down")
class ActionAgreed(Fact):
    """action: its number in this list. due_on: None where no day was agreed. deal: which deal, where there are several."""

    action: int
    side: Side
    due_on: date | None = None
    what: Personal[str]
    deal: Personal[str] = ""


@fact("agreed.action_done", ja="取り決めたこと（{action}）を行いました", en="What was agreed ({action}) was done")
class ActionDone(Fact):
    action: int
    words: Personal[str] = ""


@fact(
    "agreed.action_dropped",
    ja="取り決めたこと（{action}）を取りやめました",
    en="What was agreed ({action}) was dropped",
)
class ActionDropped(Fact):
    """With the other side's consent, in words; it is in no share any more."""

    action: int
    reason: Personal[str]


@fact(
    "agreed.told",
    ja="取り決めたことの進み具合（{agreed}件のうち{done}件）をお客様にお伝えしました",
    en="The customer was told how much of what was agreed is done ({done} of {agreed})",
    tells_customer=True,
)
class Told(Fact):
    """The whole list with its state then: what is done, and what is not yet."""

    agreed: int
    done: int
    channel: str
    words: Personal[str]
