"""What stands in a cell, as words. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from nattoku.imports.reading.sheet import Cell
from nattoku.lib import phone
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean

_BROKEN = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
_DITTO = {"〃", "々", "同上", "同", "同じ", "〟", "″", '"', "''", "仝", "ditto", "do.", "”", "“"}
_NOBODY = {"-", "―", "ー", "—", "なし", "無し", "無", "不明", "匿名", "未確認", "非通知", "n/a"}


@lru_cache(maxsize=20_000, typed=True)
def words(cell: Cell) -> str:
    """The cell as it would be read aloud. Line breaks stay; what a spreadsheet writes for an error is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "はい" if cell else ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if cell.hour or cell.minute else f"{cell:%Y-%m-%d}"
    if isinstance(cell, int | float):
        return f"{cell:.10g}" if isinstance(cell, float) else str(cell)
    text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    text = text.replace("\ufeff", "").replace("\u200b", "").strip(" \t\n\u3000\xa0")
    return "" if text in _BROKEN else text


def line(cell: Cell) -> str:
    """The same on one line."""
    return re.sub(r"\s*\n\s*", " ", words(cell))


@lru_cache(maxsize=20_000, typed=True)
def key(cell: Cell) -> str:
    """For comparing only: no blanks, no width, no case, none of the marks around a heading."""
    text = unicodedata.normalize("NFKC", words(cell)).lower()
    return re.sub(r"[\s*※★●■◆○□【】\[\]（）()〈〉<>「」:：・,、。./\\_\-‐－ー]", "", text)


def ditto(cell: Cell) -> bool:
    """〃, 同上: what stands above."""
    if not isinstance(cell, str):
        return False
    bare = cell.strip().strip("()（）").lower()
    return bare in _DITTO or unicodedata.normalize("NFKC", bare) in _DITTO


def nobody(text: str) -> bool:
    """Whether a cell for a name says that there is none."""
    return not text or unicodedata.normalize("NFKC", text).strip().lower() in _NOBODY


def telephone(cell: Cell) -> tuple[str, bool]:
    """(the number as people write it, whether its first 0 had to be given back): Excel takes it from a number."""
    if isinstance(cell, bool) or cell is None:
        return "", False
    if isinstance(cell, int | float):
        digits, lost = str(int(cell)), True
    else:
        digits, lost = line(cell), bool(re.fullmatch(r"[1-9]\d{8,9}", unicodedata.normalize("NFKC", line(cell))))
    if lost and re.fullmatch(r"[1-9]\d{8,9}", unicodedata.normalize("NFKC", digits)):
        digits = "0" + unicodedata.normalize("NFKC", digits)
    else:
        lost = False
    read = phone.number(digits)
    return (read.shown if read else digits)[:60], lost


def name(cell: Cell) -> str:
    """A customer's name without the 様 or 御中 behind it."""
    text = line(cell)
    return "" if nobody(text) else re.sub(r"[\s　]*(様|さま|御中|殿|氏)$", "", text)


def unusable(told: Iterable[tuple[Text, str]]) -> Text | None:
    """Why words could not be kept (too long, a control character), None where all of them can: (heading, words)."""
    for label, value in told:
        try:
            clean(value, label, required=False)
        except Refusal as refusal:
            return refusal.sentence
    return None
