"""Which remarks were dismissed, and what still holds a text back. Pure."""

from collections.abc import Sequence

from nattoku.cases.rules import facts_of, refuse_missing
from nattoku.ledger.facts import History
from nattoku.lib.text import Text
from nattoku.tone.facts import Dismissed
from nattoku.words.tone import Hit
from nattoku.words.tone.reading import absences

HEAD = Text(
    "お届けする前に、言葉を直すか、指摘が当たらない理由をお書きください",
    "Before it goes out, change these words or say why the remark does not apply",
)


def dismissed(history: History, about: str) -> dict[tuple[str, str], str]:
    """(rule, words) -> reason, of one text; "" stands for a reason that was blanked."""
    found = [r.fact for r in facts_of(history, "tone.dismissed")]
    return {(f.rule, f.words): f.reason for f in found if isinstance(f, Dismissed) and f.about == about}


def refuse_left(left: Sequence[Hit]) -> None:
    """Refused (409) with each remark in words: what was found, why, and what is better (S004-5.3)."""
    refuse_missing(HEAD, list(dict.fromkeys(in_words(hit) for hit in left)))


def in_words(hit: Hit) -> Text:
    """One remark as a sentence."""
    if hit.start is None:
        avoid = absences()[hit.rule].avoid
        found = Text(f"{avoid.ja}（{hit.text}）", f"{avoid.en} ({hit.text})") if hit.text else avoid
    else:
        found = Text(f"「{hit.text}」", f"“{hit.text}”")
    return Text(f"{found.ja}：{hit.why.ja}。→ {hit.better.ja}", f"{found.en}: {hit.why.en}. → {hit.better.en}")
