"""What happens to a survey: opened, mailed, answered, ended, reviewed. An anonymous answer names nobody."""

from datetime import date

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.surveys.words import AnswerInto, SaidSo, StandardsDecision, SurveyOccasion


def stream(no: int | str) -> str:
    """The stream of a survey; of one after closing it is the case's."""
    return f"survey:{no}"


@fact("surveys.opened", ja="アンケートを始めました（{occasion}）", en="A survey was opened ({occasion})")
class Opened(Fact):
    """until: the last day of answering. event: the fact of the event it follows, "" for none."""

    occasion: SurveyOccasion
    division: str
    until: date
    event: str = ""
    title: Personal[str]


@fact("surveys.mailed", ja="アンケートを{count}名様にお送りしました", en="The survey was mailed to {count} customers")
class Mailed(Fact):
    """The same mail with the same link to everybody: nobody can be told apart by it."""

    count: int


@fact("surveys.asked", ja="対応についてのアンケートをお願いしました", en="The customer was asked how we handled it")
class Asked(Fact):
    """By name, after closing. until: the last day of answering."""

    until: date


@fact("surveys.answered", ja="アンケートにお答えをいただきました", en="A survey was answered")
class Answered(Fact):
    """csat, ces, listened, clear, prompt: 1 to 5, 0 unanswered; nps: 0 to 10, -1 unanswered. by_paper: typed in by us.

    words, reach: only what the customer wrote; reach makes an anonymous answer one that wants to be contacted.
    """

    csat: int
    ces: int = 0
    nps: int = -1
    listened: int = 0
    clear: int = 0
    prompt: int = 0
    dissatisfied: SaidSo = SaidSo.UNSAID
    told: SaidSo = SaidSo.UNSAID
    by_paper: bool = False
    words: Personal[str] = ""
    reach: Personal[str] = ""


@fact("surveys.taken_up", ja="お答えを受けて動きました（{into}）", en="An answer was taken up ({into})")
class TakenUp(Fact):
    """answer: the number of the answering fact in this stream; number: of the sign or the case."""

    answer: int
    into: AnswerInto
    number: int = 0


@fact("surveys.ended", ja="アンケートを締め切りました（{answers}件）", en="The survey was ended ({answers} answers)")
class Ended(Fact):
    answers: int


@fact(
    "surveys.year_surveyed",
    ja="年に一度のアンケートを行いました（{number}件）",
    en="The yearly survey was held ({number})",
)
class YearSurveyed(Fact):
    """In the division's stream: the yearly duty is done by it. number: answers."""

    survey: int
    number: int
    title: Personal[str]


@fact("surveys.event_surveyed", ja="催しのアンケートをお願いしました", en="The survey after an event went out")
class EventSurveyed(Fact):
    """In the division's stream: who came was asked (S004-1.2.3). event: the number of its fact there."""

    survey: int
    event: int


@fact("surveys.reviewed", ja="水準を見直しました（{decision}）", en="Our standards were reviewed ({decision})")
class Reviewed(Fact):
    """standard: which; reason: what in the results led to it (S004-1.2.2)."""

    decision: StandardsDecision
    standard: Personal[str]
    reason: Personal[str]
