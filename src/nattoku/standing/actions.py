"""What a customer answers on the page of their matter."""

from datetime import datetime, timedelta

from nattoku.cases.facts import stream
from nattoku.cases.rules import case_of, facts_of
from nattoku.closure import by_page
from nattoku.ledger.append import history, hold
from nattoku.ledger.facts import History
from nattoku.ledger.once import Reply, once
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.actions import SYSTEM
from nattoku.standing.shown import ANSWERS

MOST_A_DAY = 10
ENOUGH = Text(
    "本日はすでに何度もお知らせをいただいております。おそれいりますが、お電話でお聞かせください。",
    "We have heard from you several times today. Please call us.",
)
NEITHER = Text("どちらかをお選びください。", "Please choose one of the two.")


def give(no: int, *, answer: str, words: str, key: str, at: datetime) -> None:
    """answer: "concern" or "accepted". The same key again is the same answer. Refused (429) after ten a day."""
    body = {"no": no, "answer": answer, "words": words}

    def act() -> Reply:
        hold(stream(no))
        past = history(stream(no))
        if _today(past, at=at) >= MOST_A_DAY:
            raise Refusal(ENOUGH, status=429)
        state = case_of(past)
        if answer == "concern":
            by_page.raise_concern(stream(no), state, words=words, at=at)
        elif answer == "accepted":
            by_page.accept(stream(no), state, words=words, at=at)
        else:
            raise Refusal(NEITHER, status=400)
        return Reply(303, {}, stream(no))

    once(f"standing:{no}:{key}" if key else "", body, act, by=SYSTEM, at=at)


def _today(past: History, *, at: datetime) -> int:
    said = facts_of(past, *ANSWERS)
    return sum(
        getattr(r.fact, "through", "") == by_page.THROUGH and r.recorded_at > at - timedelta(days=1) for r in said
    )
