"""The check with the company's own additions (DATA/tone/*.yml), read again when a file changes."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nattoku.lib.text import Text, clean
from nattoku.words.tone import Hit, Mode, Own, check
from nattoku.words.tone import own as additions

THE_TEXT = Text("点検する文", "The text to check")


def remarks(text: str, mode: Mode, customer: str = "") -> list[Hit]:
    """Every remark. Refusal (400) where the text or a settings file cannot be read."""
    text = clean(text, THE_TEXT, required=False)
    return check(text, mode, customer=customer, own=_own())


def _own() -> Own:
    folder = Path(settings.NATTOKU_DATA) / "tone"
    files = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    return _read(folder, tuple((file.name, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=1)
def _read(folder: Path, _changed: tuple[tuple[str, int], ...]) -> Own:
    return additions.own(folder)
