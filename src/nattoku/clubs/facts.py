"""A division's club: who is in it and said so, who left, what was done."""

from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text


class Bond(StrEnum):
    """間柄: how the customer and we stand after a case (S001-24). Of the relation, never a mark for a customer."""

    SPEAKS = "speaks"
    AS_BEFORE = "as_before"
    DISTANT = "distant"
    UNKNOWN = "unknown"


BONDS = {
    Bond.SPEAKS: Text("声を寄せてくださる", "Speaks to us"),
    Bond.AS_BEFORE: Text("これまでどおり", "As before"),
    Bond.DISTANT: Text("少し距離がある", "At a distance"),
    Bond.UNKNOWN: Text("まだ分からない", "Not known yet"),
}


def of_division(division: str) -> str:
    """The stream of a division."""
    return f"division:{division}"


@fact("clubs.opened", ja="お客様クラブを設けました", en="A customers' club was opened")
class ClubOpened(Fact):
    division: str
    name: Personal[str]
    purpose: Personal[str] = ""


@fact("clubs.joined", ja="お客様がクラブに加わられました", en="A customer joined the club")
class Joined(Fact):
    """consent: the customer's own words; what they were told is in it. It is withdrawn as easily as it was given."""

    division: str
    customer: str
    channel: str
    consent: Personal[str]


@fact("clubs.left", ja="お客様がクラブを離れられました", en="A customer left the club")
class Left(Fact):
    division: str
    customer: str
    words: Personal[str] = ""


@fact("clubs.activity_held", ja="お客様クラブの催しを行いました（{people}名）", en="The club met ({people} people)")
class ActivityHeld(Fact):
    division: str
    people: int
    title: Personal[str]
    words: Personal[str] = ""


@fact(
    "clubs.bond_seen", ja="終わったあとの間柄を記録しました（{bond}）", en="How we stand afterwards was noted ({bond})"
)
class BondSeen(Fact):
    """In the stream of a case that has ended. words: by what we see it; the last one counts."""

    bond: Bond
    words: Personal[str]


@fact("clubs.invited", ja="お客様クラブにお誘いしました", en="A customer was invited to the club")
class Invited(Fact):
    """words: what the customer said. It makes nobody a member: for that the customer says yes (`clubs.joined`)."""

    division: str
    customer: str
    channel: str
    words: Personal[str]
