"""The check with the company's own additions (DATA/tone/*.yml), read again when a file changes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nattoku.ledger.facts import History
from nattoku.lib.text import Text, clean
from nattoku.tone import rules
from nattoku.tone.facts import ELSEWHERE
from nattoku.words.tone import Hit, Known, Mode, Own, check, gate
from nattoku.words.tone import own as additions

THE_TEXT = Text("点検する文", "The text to check")


@dataclass(frozen=True)
class Asked:
    """A text that goes to a customer. about: which one ("letters/1", "response.cause"); required: its absence rules."""

    about: str
    text: str
    mode: Mode
    customer: str = ""
    known: Known | None = None
    required: frozenset[str] = frozenset()


def remarks(text: str, mode: Mode, customer: str = "", known: Known | None = None) -> list[Hit]:
    """Every remark. Refusal (400) where the text or a settings file cannot be read."""
    text = clean(text, THE_TEXT, required=False)
    return check(text, mode, customer=customer, own=_own(), known=known)


def of(asked: Asked) -> list[Hit]:
    """Every remark on a text of a case."""
    return heard(asked.about, remarks(asked.text, asked.mode, asked.customer, asked.known))


def heard(about: str, hits: list[Hit]) -> list[Hit]:
    """Without what the door of this text asks more exactly itself."""
    return [hit for hit in hits if hit.rule not in ELSEWHERE.get(about, ())]


def left(asked: Asked, history: History) -> list[Hit]:
    """What still holds it back."""
    return gate.left(of(asked), required=asked.required, dismissed=rules.dismissed(history, asked.about))


def hold(asked: Asked, history: History) -> None:
    """Refused (409) while something holds the text back."""
    rules.refuse_left(left(asked, history))


def _own() -> Own:
    folder = Path(settings.NATTOKU_DATA) / "tone"
    files = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    return _read(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=1)
def _read(folder: Path, _changed: tuple[tuple[str, int], ...]) -> Own:
    return additions.own(folder)
