"""An account by letter tells the customer the confirmed causes that stand in it (S002-8): once it is sent, it was told."""

from nattoku.ledger.append import append, history
from nattoku.ledger.facts import History, New, Recorded
from nattoku.letters.facts import LetterSent
from nattoku.letters.rules import channel, letters_of
from nattoku.letters.words import LetterKind
from nattoku.response.facts import CauseExplained
from nattoku.response.rules import confirmed


def react(recorded: Recorded) -> None:
    """The account went out: the explanation by whoever sent it, at the moment it was posted."""
    got = recorded.fact
    if not isinstance(got, LetterSent) or got.kind_of is not LetterKind.ACCOUNT:
        return
    past = history(recorded.stream)
    draft = letters_of(past)[got.letter].draft
    told = told_by(past, draft.text)
    if told:
        said = CauseExplained(channel=channel(got.method), causes=told, words=draft.account or draft.text)
        append(
            recorded.stream, New(fact=said, happened_at=recorded.happened_at), by=recorded.by, at=recorded.recorded_at
        )


def told_by(past: History, text: str) -> list[int]:
    """The numbers of the confirmed causes whose own words stand in the text."""
    return [seq for seq, what in confirmed(past).items() if what.strip() and bare(what) in bare(text)]


def bare(words: str) -> str:
    """Without line breaks, blanks and the full stop at the end: a letter is set, not copied."""
    return "".join(words.split()).rstrip("。．.")
