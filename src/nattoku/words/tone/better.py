"""A better wording that can take the place of the words found. Only offered: nobody's text is changed unasked."""

import re
from dataclasses import dataclass

from nattoku.words.tone.row import Hit

_CLAUSE, _SENTENCE = "、。!?！？\n", "。!?！？\n"
_FINAL = re.compile("(?:ます|ません|ました|でした|です)か?$")
_GOES_ON = re.compile("(?:ず|く|て|で|が|と|し|ように|のために)$")
_OPEN = re.compile("[○△…〜／（「]")  # to be filled in, or advice about a text: a person must write it
_OUT = "（取る）"


@dataclass(frozen=True)
class Swap:
    """start, end: characters of the text as given; words: what stands there instead, "" for nothing."""

    start: int
    end: int
    words: str


def swap(hit: Hit, text: str) -> Swap | None:
    """What one tap puts in the place of the hit; None where the better wording is advice and not words.

    Words that end a sentence replace the rest of it; words that go on, the rest of their clause.
    """
    words = hit.better.ja.strip()
    if hit.start is None or hit.end is None:
        return None
    if words == _OUT:
        return Swap(hit.start, _after(text, hit.end), "")
    if _OPEN.search(words):
        return None
    if _FINAL.search(words.rstrip("。")):
        return Swap(hit.start, _end(text, hit.end, _SENTENCE), words.rstrip("。"))
    end = _end(text, hit.end, _CLAUSE)
    return Swap(hit.start, end, words) if _GOES_ON.search(words) and text[end : end + 1] == "、" else None


def _end(text: str, at: int, marks: str) -> int:
    """Where the sentence or clause ends in which the hit ends; its own mark may belong to the hit."""
    last = at - 1 if at and text[at - 1 : at] in marks else at
    return next((i for i in range(last, len(text)) if text[i] in marks), len(text))


def _after(text: str, at: int) -> int:
    """Leaving a word out takes the comma behind it along."""
    return at + 1 if text[at : at + 1] == "、" else at
