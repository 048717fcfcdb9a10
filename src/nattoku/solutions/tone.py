"""A solution as the tone check reads it before it is presented. Money and liability have gates of their own."""

from nattoku.cases.rules import facts_of
from nattoku.cases.undertakings import ORAL
from nattoku.ledger.facts import History
from nattoku.solutions.facts import Presented
from nattoku.tone import actions
from nattoku.tone.asking import Asked
from nattoku.words.tone import Known, Mode


def hold(shown: Presented, past: History) -> None:
    """Refused (409) while a remark is neither heeded nor dismissed. What was said aloud is written down as it was."""
    ours = [shown.what, shown.grounds] + ([] if shown.channel in ORAL else [shown.words])
    known = Known(confirmed=bool(facts_of(past, "causes.confirmed")))
    actions.told(Asked(shown.kind, "\n".join(ours), Mode.EXPLAIN, known=known), past)
