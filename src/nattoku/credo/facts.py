"""What we hold to, that it was read, and what each keeps for themself."""

from datetime import date

from nattoku.ledger.facts import Fact, Personal, fact

COMPANY = "company"
DAILY = "credo"


def of_person(person: str) -> str:
    """The stream of a person: what they look at themselves."""
    return f"person:{person}"


@fact("credo.decided", ja="クレドを改めました", en="The credo was written anew")
class CredoDecided(Fact):
    """lines: the whole credo in its order, one for each day in turn. Replaces the former one."""

    lines: Personal[list[str]]
    lines_en: Personal[list[str]]
    reason: Personal[str]


@fact("credo.read", ja="きょうの一行を読みました", en="The line of the day was read")
class LineRead(Fact):
    """aloud: said together, as in the morning meeting."""

    on: date
    aloud: bool = False


@fact("credo.looked_at", ja="ご自身の姿勢を振り返りました", en="Looked at one's own stance")
class LookedAt(Fact):
    """Kept for the person alone: no list, figure or rating reads it. answers: 0 not yet, 1 mostly, 2 always; by point."""

    half: date
    answers: list[int]
    words: Personal[str] = ""


@fact("credo.practised", ja="姿勢の稽古をしました", en="Practised the right stance")
class Practised(Fact):
    """point: 1 to 13. right: the wording we say was chosen; kept for the person alone."""

    point: int
    right: bool
