"""A letter as the tone check reads it: in the mode of letters, with its addressee and what the case knows."""

from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import History
from nattoku.letters import facts
from nattoku.letters.words import APOLOGISING, WITH_NEXT_DATE, LetterKind
from nattoku.tone import actions, asking
from nattoku.tone.asking import Asked
from nattoku.words.tone import Known, Mode


def asked(draft: facts.LetterDrafted, past: History) -> Asked:
    """What is asked of this letter. A dated letter of thanks owes no next contact, a note no opening."""
    required = {"N1", "N3"}
    required |= {"N2"} if draft.kind_of in APOLOGISING | {LetterKind.DELAY} else set()
    required |= {"N4"} if draft.kind_of in WITH_NEXT_DATE else set()
    known = Known(confirmed=bool(facts_of(past, "causes.confirmed")))
    return Asked(f"letters/{draft.letter}", draft.text, Mode.LETTER, draft.recipient, known, frozenset(required))


def hold(draft: facts.LetterDrafted, past: History) -> None:
    """Refused (409) while a remark is neither heeded nor dismissed."""
    asking.hold(asked(draft, past), past)


def count(draft: facts.LetterDrafted, earlier: facts.LetterDrafted | None, past: History) -> None:
    """What the check said of a draft and had not said of the one before it."""
    before = {hit.rule for hit in asking.of(asked(earlier, past))} if earlier else set()
    actions.count({hit.rule for hit in asking.of(asked(draft, past))}, before)
