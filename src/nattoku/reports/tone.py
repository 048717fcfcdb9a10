"""What goes to the divisions, as the tone check reads it: by the rules of our own notes, facts and no judgements."""

from nattoku.ledger.facts import Fact, History
from nattoku.tone import actions
from nattoku.tone.asking import Asked
from nattoku.words.tone import Mode


def hold(report: Fact, text: str, past: History) -> None:
    """Refused (409) while a remark is neither heeded nor dismissed: the customer may come to read it."""
    actions.told(Asked(report.kind, text, Mode.INTERNAL), past)
