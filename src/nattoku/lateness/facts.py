"""The clause, what the person said to a late report, and what a human decided. Nothing here is written by a machine."""

from datetime import date
from enum import StrEnum

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.lib.text import Text

COMPANY = "company"


class Excuse(StrEnum):
    """What takes a late report out of any judgement (T6)."""

    HARASSMENT = "harassment"
    WHISTLE = "whistle"
    HEALTH = "health"
    NO_ANSWER = "no_answer"
    OUTAGE = "outage"
    VOLUNTARY = "voluntary"


EXCUSES = {
    Excuse.HARASSMENT: Text("カスタマーハラスメントの相談に関わる", "It concerns asking for help against harassment"),
    Excuse.WHISTLE: Text("公益通報に関わる", "It concerns whistle-blowing"),
    Excuse.HEALTH: Text("事故・体調の不良があった", "There was an accident, or I was ill"),
    Excuse.NO_ANSWER: Text("当番に電話がつながらなかった", "Nobody on the roster answered"),
    Excuse.OUTAGE: Text("仕組みや回線が止まっていた", "The system or the line was down"),
    Excuse.VOLUNTARY: Text("遅れて、自分から報告した", "I reported of my own accord, if late"),
}


def of_person(person: str) -> str:
    """The stream of a person."""
    return f"person:{person}"


@fact("lateness.clause_recorded", ja="評価規程の定めを記録しました", en="The clause of the rating rules was recorded")
class ClauseRecorded(Fact):
    """in_force_on: complaints received before it are never asked about. voluntary: a late report of one's own accord
    is left out (T6). ended: the clause is taken back."""

    in_force_on: date
    voluntary: bool = True
    ended: bool = False
    title: Personal[str]
    wording: Personal[str]


@fact(
    "lateness.seen", ja="ご本人が一報の遅れを見て、お考えを述べました", en="The person saw the late report and answered"
)
class Seen(Fact):
    """The rebuttal, before anybody else sees it. excuse: what takes it out of any judgement; None for nothing of it."""

    person: str
    case: int
    excuse: Excuse | None = None
    words: Personal[str] = ""


@fact("lateness.judged", ja="一報の遅れについて判断しました", en="A late report was judged")
class Judged(Fact):
    """lowered: by one step. A person decides, with a reason, after the person concerned has been heard."""

    person: str
    case: int
    lowered: bool
    reason: Personal[str]
