"""How an introduction stands, and what its introducer may hear. Pure."""

from dataclasses import dataclass

from nattoku.introductions import facts
from nattoku.ledger.facts import History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


@dataclass
class Introduction:
    """An introduction as it stands. result: the introducer has heard how it ended."""

    fact: facts.Introduced
    first: Recorded
    thanked: Recorded | None = None
    reported: Recorded | None = None
    result: bool = False

    @property
    def by_somebody(self) -> bool:
        return self.fact.source in (facts.Source.CUSTOMER, facts.Source.PARTNER)


def introduction_of(history: History) -> Introduction | None:
    """The last introduction of this customer; None where nobody wrote down how they came."""
    found: Introduction | None = None
    for recorded in history:
        match recorded.fact, found:
            case facts.Introduced() as fact, _:
                found = Introduction(fact, recorded)
            case facts.Thanked(), Introduction():
                found.thanked = recorded
            case facts.Reported(final=final), Introduction():
                found.reported, found.result = recorded, found.result or final
    return found


def refuse_nobody(source: facts.Source, introducer: str, partner: int, customer: str) -> None:
    """Refused (400) when somebody introduced the customer and nobody says who, or it is the customer."""
    wanted = {facts.Source.CUSTOMER: bool(introducer), facts.Source.PARTNER: bool(partner)}
    if not wanted.get(source, True) or introducer == customer:
        raise Refusal(Text("どなたのご紹介かをお選びください。", "Please say who introduced the customer."), status=400)


def may_thank(one: Introduction | None) -> Introduction:
    """Refused (409) where nobody introduced, or the thanks were given."""
    if one is None or not one.by_somebody:
        raise Refusal(Text("ご紹介くださった方がいらっしゃいません。", "Nobody introduced this customer."))
    if one.thanked:
        raise Refusal(Text("すでに御礼を申し上げています。", "The thanks have been given."))
    return one


def may_report(one: Introduction | None) -> Introduction:
    """Refused (409) without the customer's leave: that somebody became our customer is theirs to tell."""
    if one is None or not one.by_somebody:
        raise Refusal(Text("ご紹介くださった方がいらっしゃいません。", "Nobody introduced this customer."))
    if not one.fact.may_tell:
        raise Refusal(
            Text(
                "ご紹介された方から、様子をお伝えしてよいと伺っていません。御礼だけを申し上げます。",
                "The customer has not said that the introducer may hear of it. Give thanks alone.",
            )
        )
    if one.result:
        raise Refusal(Text("すでに結果をお伝えしています。", "The result has been told."))
    return one
