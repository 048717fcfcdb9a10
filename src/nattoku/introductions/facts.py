"""How a customer came to us; who introduced whom; that the introducer was thanked and hears how it goes."""

from datetime import timedelta
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

THANK = promise_kind(
    "introductions.thank",
    Text("ご紹介くださった方への礼状", "A letter of thanks to the introducer"),
    allowance=timedelta(days=3),
    business=True,
    blocking=False,
    page=Text(
        "ご紹介くださった方に、まず御礼を申し上げます。3営業日は当社の初期値です。",
        "Whoever introduced somebody is thanked first. 3 business days is our default.",
    ),
).kind
INTERIM = promise_kind(
    "introductions.interim",
    Text("ご紹介くださった方への中間報告", "An interim report to the introducer"),
    allowance=timedelta(days=14),
    blocking=False,
    page=Text(
        "ご紹介いただいた件がいまどうなっているかをお伝えします。結果をお伝えするまで続けます。14日は当社の初期値です。",
        "The introducer hears how it goes, until the result has been told. 14 days is our default.",
    ),
).kind
PARTNERS = "partners"


class Source(StrEnum):
    """By which way a customer came (S004-1.4.4, 1.4.9)."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    SEMINAR = "seminar"
    PRESS = "press"
    ADVERT = "advert"
    OTHER = "other"


SOURCES = {
    Source.CUSTOMER: Text("お客様からのご紹介", "Introduced by a customer"),
    Source.PARTNER: Text("提携先からのご紹介", "Introduced by a partner"),
    Source.SEMINAR: Text("セミナー", "A seminar"),
    Source.PRESS: Text("報道・出版", "Press and books"),
    Source.ADVERT: Text("広告", "Advertising"),
    Source.OTHER: Text("そのほか", "Other"),
}


def stream(customer: str) -> str:
    """The stream of the customer who was introduced."""
    return f"customer:{customer}"


@fact("introductions.partner_listed", ja="提携先を登録しました", en="A partner was listed")
class PartnerListed(Fact):
    """labelled: where they recommend us, it says that it is advertising. ended: we do not work together any more."""

    partner: int
    labelled: bool
    ended: bool = False
    name: Personal[str]


@fact(
    "introductions.introduced",
    ja="お客様がいらした道を記録しました（{source}）",
    en="How the customer came was written down ({source})",
)
class Introduced(Fact):
    """introducer: the customer who introduced this one. partner: 0 for none.

    may_tell: the customer said that the introducer may hear how it goes; else the introducer hears thanks alone.
    """

    customer: str
    source: Source
    introducer: Personal[str] = ""
    partner: int = 0
    may_tell: bool = False
    words: Personal[str] = ""


@fact("introductions.thanked", ja="ご紹介くださった方に御礼を申し上げました", en="The introducer was thanked")
class Thanked(Fact):
    channel: str
    words: Personal[str]


@fact(
    "introductions.reported", ja="ご紹介くださった方に途中の状況をご報告しました", en="The introducer heard how it goes"
)
class Reported(Fact):
    """final: the result was told; nothing more is owed."""

    channel: str
    final: bool
    words: Personal[str]
