"""In which characters a text file is written. Strict: what cannot be read is refused, never guessed away."""

import codecs
import re

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

UNREADABLE = Text(
    "{name} の文字を読み取れません（{line}行目の付近）。文字コードが途中で変わっているか、壊れています。"
    "UTF-8かシフトJISで保存し直してください。",
    "{name} is neither UTF-8 nor Shift_JIS throughout (near line {line}). Please save it again.",
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠、。]")
_HALF_KANA = re.compile("[ｦ-ﾟ]")


def decoded(raw: bytes, name: str) -> str:
    """The text. UTF-8 and UTF-16 with or without their mark, Shift_JIS (CP932), EUC-JP, ISO-2022-JP."""
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, codec, name)
    if b"\x1b$" in raw[:100_000]:
        return _strictly(raw, "iso2022_jp_ext", name)
    if codec := _without_mark(raw):
        return _strictly(raw, codec, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _older(raw, name)


def _without_mark(raw: bytes) -> str:
    """UTF-16 that lost its mark: every second byte of its digits, commas and line breaks is zero."""
    head = raw[:4096]
    if b"\x00" not in head:
        return ""
    low, high = head[1::2].count(0), head[0::2].count(0)
    if max(low, high) < max(3, len(head) // 40) or min(low, high) * 5 > max(low, high):
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _older(raw: bytes, name: str) -> str:
    found = []
    for codec in ("cp932", "euc_jp"):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        found.append((len(_JAPANESE.findall(text[:20_000])) - 2 * len(_HALF_KANA.findall(text[:20_000])), text))
    if found:
        return max(found, key=lambda one: one[0])[1]
    return _strictly(raw, max(("utf-8", "cp932", "euc_jp"), key=lambda codec: _until(raw, codec)), name)


def _until(raw: bytes, codec: str) -> int:
    """How far it can be read so: where a file is of two kinds, the second begins there."""
    try:
        raw.decode(codec)
    except UnicodeDecodeError as wrong:
        return wrong.start
    return len(raw)


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        raise Refusal(UNREADABLE.with_(name=name, line=line), status=400) from wrong
