"""An answer by mail as the tone check reads it: it calls the customer by name (S004-5.3)."""

from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import History
from nattoku.mail.facts import AnswerWritten
from nattoku.tone import actions
from nattoku.tone.asking import Asked
from nattoku.words.tone import Known, Mode


def hold(said: AnswerWritten, past: History, *, customer: str) -> None:
    """Refused (409) while a remark is neither heeded nor dismissed; a known name must be called."""
    known = Known(confirmed=bool(facts_of(past, "causes.confirmed")))
    required = frozenset({"N1"} if customer.strip() else ())
    actions.told(Asked(said.kind, said.words, Mode.EXPLAIN, customer, known, required), past)
