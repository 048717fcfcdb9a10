"""What the customer answers on the status page. It never ends a case by itself: a person of ours still does that."""

from datetime import datetime

from nattoku.cases import facts as cases
from nattoku.cases.rules import OWN_PAGE, CaseState
from nattoku.closure import actions, facts, rules
from nattoku.closure.facts import Meaning
from nattoku.ledger.append import append
from nattoku.ledger.facts import New
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.actions import SYSTEM

THROUGH = OWN_PAGE
SAID = Text("お客様の画面", "The customer's page")
WITHOUT_WORDS = "これで了承しました"
ENDED = Text(
    "このお申し出は、すでにお手続きを終えております。気がかりなことがございましたら、お知らせください。",
    "This matter has been settled already. Please tell us if anything still troubles you.",
)


def raise_concern(stream: str, state: CaseState, *, words: str, at: datetime) -> None:
    """「まだ気がかりなことがあります」: a leader calls; an ended case is open again, and its word no longer stands."""
    heard = clean(words, Text("気がかりなこと", "What troubles you"), longest=20_000)
    raised = facts.ConcernRaised(person=state.contact, through=THROUGH, words=heard)
    owed = ((facts.ANSWER_SIGN, "customer"), (cases.NEXT_CONTACT, "customer"))
    opens = actions.open_once(stream, *owed, at=at, owed_by=state.contact)
    again = () if state.open else (facts.Reopened(reason=SAID.ja),)
    append(stream, *again, New(fact=raised, opens=opens), by=SYSTEM, at=at)


def accept(stream: str, state: CaseState, *, words: str = "", at: datetime) -> None:
    """「これで了承しました」: the customer's satisfied word. For severity S and A a second person confirms it.

    What was promised still holds the case, the next contact included: the customer is thanked before the end.
    Refused (409) when the case has ended.
    """
    if not state.open:
        raise Refusal(ENDED)
    said = clean(words, Text("お言葉", "Your words"), longest=20_000, required=False) or WITHOUT_WORDS
    word = facts.LastWordHeard(meaning=Meaning.SATISFIED, through=THROUGH, said_to=SAID.ja, words=said)
    wanted = [(cases.NEXT_CONTACT, "customer")]
    opens = actions.open_once(stream, *wanted, at=at, owed_by=state.contact)
    if rules.needs_second_person(state):
        opens += actions.open_once(stream, (facts.CONFIRM_WORD, "role:leader"), at=at)
    append(stream, New(fact=word, opens=opens), by=SYSTEM, at=at)
