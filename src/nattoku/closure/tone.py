"""What the customer is told when everything is done, and the thanks, as the tone check reads them."""

from nattoku.cases.rules import facts_of
from nattoku.closure import facts
from nattoku.ledger.facts import History
from nattoku.tone import actions
from nattoku.tone.asking import Asked
from nattoku.words.tone import Known, Mode


def hold_report(said: facts.CompletionTold, past: History) -> None:
    """Refused (409) while a remark is neither heeded nor dismissed."""
    known = Known(confirmed=bool(facts_of(past, "causes.confirmed")))
    text = "\n".join((said.happened, said.cause, said.done, said.changed))
    actions.told(Asked(said.kind, text, Mode.EXPLAIN, known=known), past)


def hold_thanks(said: facts.CustomerThanked, past: History) -> None:
    """Refused (409) in the same way; thanks sell nothing and ask for nothing."""
    actions.told(Asked(said.kind, said.words, Mode.LETTER), past)
