"""What we say to a customer names no cause that is only supposed (S002-8, S002-8a): asked by every door. Pure."""

import re

from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import History
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

SUPPOSED, CONFIRMED = "causes.hypothesis_formed", "causes.confirmed"
_SENTENCES = re.compile(r"[。！？\n]|(?<=[.!?])\s")
_LOOKING = re.compile(
    r"調査|調べ|確かめ|確認|不明|分かって|わかって|分かりませ|わかりませ|かどうか|look|investigat|find out|not (?:yet )?known",
    re.IGNORECASE,
)
SHORTEST = 4  # characters: what is shorter is a word of every day
REFUSED = Text(
    "まだ確かめられていない原因「{guess}」を述べています。『経緯は調査中です』のように、確かめているところとお伝えください。",
    "It gives a cause that is not confirmed (“{guess}”). Please say that it is being looked into.",
)


def guesses(history: History, words: str) -> list[str]:
    """The hypotheses of a case that these words give as a cause: not confirmed, and not said to be looked into."""
    known = [_what(r.fact) for r in facts_of(history, CONFIRMED)]
    supposed = {_what(r.fact) for r in facts_of(history, SUPPOSED)}
    open_ = [s for s in supposed if len(s) >= SHORTEST and not any(s in cause for cause in known)]
    said = [sentence for sentence in _SENTENCES.split(words) if not _LOOKING.search(sentence)]
    return sorted(s for s in open_ if any(s in sentence for sentence in said))


def refuse(history: History, *words: str) -> None:
    """Refused (409) when these words to a customer give a hypothesis as the cause."""
    found = guesses(history, "\n".join(words))
    if found:
        raise Refusal(REFUSED.with_(guess=found[0]))


def _what(fact: object) -> str:
    return str(getattr(fact, "what", "")).strip().rstrip("。．.")
