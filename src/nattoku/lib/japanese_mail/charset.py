"""Bytes to characters, by what they are rather than by what they are called."""

import codecs
import re

_JIS = {"iso2022jp", "csiso2022jp", "iso2022jpms", "jis", "cp50220", "cp50221", "cp50222", "iso2022jp1", "iso2022jp2",
        "iso2022jp3", "iso2022jp2004", "iso2022jpext"}  # fmt: skip
_SHIFT_JIS = {"shiftjis", "sjis", "xsjis", "csshiftjis", "mskanji", "windows31j", "cswindows31j", "cp932", "ms932",
              "xmssjis", "shiftjisms", "sjiswin", "xshiftjis"}  # fmt: skip
_EUC = {"eucjp", "xeucjp", "xeuc", "eucjpms", "eucjpwin", "cp51932", "ujis", "cseucpkdfmtjapanese"}
# Quadratic, or no encodings of text at all.
_NEVER = {"idna", "punycode", "undefined", "unicodeescape", "rawunicodeescape", "utf7"}
_VAGUE = {"", "usascii", "ascii", "unknown8bit", "unknown", "8bit", "binary", "xunknown", "default", "none"}
_LATIN = {"iso88591", "latin1", "iso885915", "windows1252", "cp1252"}

_ESCAPE = re.compile(rb"\x1b(?:\$\(?[@-DGHI-Q]|\$[@AB]|\([A-Z]|&@|\.[AF])")
_DOUBLE = {b"$@": "0208", b"$B": "0208", b"$(@": "0208", b"$(B": "0208", b"$(D": "0212", b"$(O": "0213", b"$(Q": "0213",
           b"$(P": "0213b", b"$A": "gb", b"$(A": "gb", b"$(C": "kr"}  # fmt: skip
_LOST = "\ufffd"


def decoded(raw: bytes, declared: str = "") -> str:
    """The characters of these bytes. Never raises: what nobody can read becomes U+FFFD."""
    name = re.sub(r"[^a-z0-9]", "", declared.partition("*")[0].lower())
    if _jis_escapes(raw) and (raw.isascii() or name in _JIS or name in _VAGUE or name in _LATIN):
        return from_jis(raw)
    if name in _VAGUE or name in _JIS or (name in _LATIN and (raw.isascii() or _strict(raw, "utf8"))):
        return guessed(raw)
    for wanted in (name, "utf8", "sjis", "eucjp"):
        if (text := _strict(raw, wanted)) is not None:
            return text
    return _lenient(raw, name)


def guessed(raw: bytes) -> str:
    """Nobody said what it is: JIS by its escapes, UTF-8 by its form, else the Japanese encoding that fits better."""
    if _jis_escapes(raw):
        return from_jis(raw)
    if (text := _strict(raw, "utf8")) is not None:
        return text
    found = [text for name in ("sjis", "eucjp") if (text := _strict(raw, name)) is not None]
    if found:
        return max(found, key=_japanese)
    return _lenient(raw, "sjis")


def from_jis(raw: bytes) -> str:
    """ISO-2022-JP as it is really written (CP50221 and beyond): ①㈱髙, half-width kana, JIS X 0212 and 0213."""
    out: list[str] = []
    mode, at = "ascii", 0
    for found in [*_ESCAPE.finditer(raw), None]:
        mode = _run(raw[at : found.start() if found else len(raw)], mode, out)
        if found is not None:
            mode, at = _mode(found.group()[1:], mode), found.end()
    return "".join(out)


def _jis_escapes(raw: bytes) -> bool:
    return b"\x1b$" in raw or b"\x1b(I" in raw


def _mode(escape: bytes, before: str) -> str:
    if escape in _DOUBLE:
        return _DOUBLE[escape]
    if escape == b"(I":
        return "kana"
    return before if escape[:1] in b"&." else "ascii"


def _run(raw: bytes, mode: str, out: list[str]) -> str:
    """One run between two escapes; every line begins in ASCII again (RFC 1468), as writers who forget to say so expect."""
    if mode == "ascii":
        out.append(_single(raw))
        return mode
    head, newline, rest = raw.partition(b"\n")
    out.append(_kana(head) if mode == "kana" else _pairs(head, mode))
    if newline:
        out.append("\n")
        out.append(_single(rest))
        return "ascii"
    return mode


def _single(raw: bytes) -> str:
    """ASCII, half-width kana by shift-out, and whatever eight-bit text was mixed in."""
    if b"\x0e" in raw:
        pieces = re.split(rb"([\x0e\x0f])", raw)
        said, kana = [], False
        for piece in pieces:
            if piece in (b"\x0e", b"\x0f"):
                kana = piece == b"\x0e"
            else:
                said.append(_kana(piece) if kana else _single(piece))
        return "".join(said)
    if raw.isascii():
        return raw.decode("ascii")
    return next((t for n in ("utf8", "sjis", "eucjp") if (t := _strict(raw, n)) is not None), _lenient(raw, "sjis"))


def _kana(raw: bytes) -> str:
    return bytes(b | 0x80 if 0x21 <= b <= 0x5F else b for b in raw).decode("cp932", "replace")


def _pairs(raw: bytes, mode: str) -> str:
    out, at = [], 0
    while at < len(raw):
        high = raw[at] & 0x7F
        if high < 0x21 or high == 0x7F or at + 1 >= len(raw):
            if raw[at] != 0x0D:
                out.append(chr(raw[at]) if raw[at] in b"\t " else _LOST)
            at += 1
            continue
        out.append(_pair(high, raw[at + 1] & 0x7F, mode))
        at += 2
    return "".join(out)


def _pair(high: int, low: int, mode: str) -> str:
    if not 0x21 <= low <= 0x7E:
        return _LOST
    euc = bytes((high | 0x80, low | 0x80))
    match mode:
        case "0208":
            found = _strict(_shifted(high, low), "cp932") or _strict(euc, "eucjis2004")
        case "0212":
            found = _strict(b"\x8f" + euc, "eucjppython")
        case "0213":
            found = _strict(euc, "eucjis2004")
        case "0213b":
            found = _strict(b"\x8f" + euc, "eucjis2004")
        case "gb":
            found = _strict(euc, "gb2312")
        case _:
            found = _strict(euc, "euckr")
    return found or _LOST


def _shifted(high: int, low: int) -> bytes:
    """A pair of JIS X 0208 in Shift_JIS, whose Microsoft table knows ①㈱髙."""
    first = ((high + 1) >> 1) + (0x70 if high < 0x5F else 0xB0)
    second = low + ((0x1F if low < 0x60 else 0x20) if high & 1 else 0x7E)
    return bytes((first, second))


def _strict(raw: bytes, name: str) -> str | None:
    """Decoded without a single doubt, or None."""
    try:
        if name in _JIS:
            return from_jis(raw) if _LOST not in from_jis(raw) else None
        if name in _SHIFT_JIS:
            return raw.decode("cp932")
        if name in _EUC:
            return _from_euc(raw)
        if name in _LATIN:
            return raw.decode("cp1252", "strict") if name != "iso885915" else raw.decode("iso8859-15")
        known = {"utf8": "utf-8", "eucjis2004": "euc_jis_2004", "eucjppython": "euc_jp", "euckr": "euc_kr"}
        if name in _NEVER or not name:
            return None
        return _by_python(raw, known.get(name, name))
    except (UnicodeError, LookupError, ValueError):
        return None


def _by_python(raw: bytes, name: str) -> str:
    for spelled in (name, re.sub(r"([a-z])(\d)", r"\1-\2", name, count=1), name.replace("iso8859", "iso8859-")):
        try:
            codec = codecs.lookup(spelled)
        except LookupError:
            continue
        if getattr(codec, "_is_text_encoding", False):
            return codec.decode(raw, "strict")[0]
    raise LookupError(name)


def _from_euc(raw: bytes) -> str:
    """EUC-JP with Microsoft's table (CP51932), so that ① and 髙 are there too."""

    def pair(found: re.Match[bytes]) -> bytes:
        two = found.group()
        if two[0] == 0x8E:
            return two[1:].decode("cp932").encode()
        if two[0] == 0x8F:
            return two.decode("euc_jp").encode()
        return _shifted(two[0] & 0x7F, two[1] & 0x7F).decode("cp932").encode()

    pattern = re.compile(rb"\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}|[\xa1-\xfe]{2}|[\x80-\xff]")
    return pattern.sub(pair, raw).decode("utf-8")


def _lenient(raw: bytes, name: str) -> str:
    if name in ("utf8", "") or name in _NEVER:
        return raw.decode("utf-8", "replace")
    if name in _LATIN:
        return raw.decode("cp1252", "replace")
    if name in _EUC:
        return raw.decode("euc_jp", "replace")
    by_utf8, by_cp932 = raw.decode("utf-8", "replace"), raw.decode("cp932", "replace")
    return min((by_utf8, by_cp932), key=lambda text: text.count(_LOST))


def _japanese(text: str) -> int:
    """How Japanese it looks: half-width kana in a row are what EUC looks like when it is taken for Shift_JIS."""
    return sum(3 if "ぁ" <= c <= "ヶ" else 1 if "一" <= c <= "龥" else -2 if "｡" <= c <= "ﾟ" else 0 for c in text)
