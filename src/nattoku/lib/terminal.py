"""How the command line speaks: one JSON document on standard output, everything else on standard error."""

import json
import sys
from typing import Any

from django.utils.translation import get_language

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


def language() -> str:
    """The language of the terminal: "ja" or "en"."""
    return get_language() or "ja"


def answer(document: Any) -> None:
    """One JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def tell(words: Text | str) -> None:
    """A sentence for the person at the terminal, on standard error."""
    print(words.to(language()) if isinstance(words, Text) else words, file=sys.stderr)


def refused(refusal: Refusal) -> None:
    """What is in the way, in words."""
    tell(refusal.sentence)
    for one in refusal.unanswered:
        tell(f"- {one.to(language())}")
    for owed in refusal.owed:
        tell(f"- {owed['what'].to(language())} ({owed['due_at']})")
