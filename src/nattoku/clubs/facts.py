"""A division's club: who is in it and said so, who left, what was done."""

from nattoku.ledger.facts import Fact, Personal, fact


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
