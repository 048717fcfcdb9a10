"""The head of a message: fields, encoded words, parameters, addresses. Linear, however it was written."""

import binascii
import re
from dataclasses import dataclass

from nattoku.lib.japanese_mail.charset import decoded, guessed

LONGEST = 64 * 1024  # of one field; what is longer is cut for reading, the original keeps it
MOST_FIELDS = 2000
MOST_PARAMETERS = 200
_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]*)\?=")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,200}@[^\s<>()\[\],;:\"@]{1,255}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@dataclass(frozen=True)
class Address:
    """A name as it is shown ("" when none) and an address in lower case domain ("" when none could be read)."""

    name: str
    address: str


class Head:
    """Fields by name, in order. Values are read when asked for."""

    def __init__(self, raw: bytes) -> None:
        self.fields: list[tuple[str, bytes]] = []
        for line in re.split(rb"\r\n|\n|\r", raw)[: MOST_FIELDS * 20]:
            if line[:1] in (b" ", b"\t") and self.fields:
                name, value = self.fields[-1]
                if len(value) < LONGEST:
                    self.fields[-1] = (name, value + b"\n" + line)
            elif b":" in line and len(self.fields) < MOST_FIELDS:
                name_raw, _, value = line.partition(b":")
                self.fields.append((name_raw.strip().decode("ascii", "replace").lower(), value.strip()[:LONGEST]))

    def __contains__(self, name: str) -> bool:
        return any(n == name for n, _ in self.fields)

    def raw(self, name: str) -> str:
        """The first field of this name in one line, charset guessed, encoded words left; "" when there is none."""
        return next((self._unfolded(v) for n, v in self.fields if n == name), "")

    def every(self, name: str) -> list[str]:
        """All fields of this name, like `raw`."""
        return [self._unfolded(v) for n, v in self.fields if n == name]

    def text(self, name: str) -> str:
        """The first field of this name as a person reads it, in one line."""
        return one_line(words(self.raw(name)))

    def address(self, name: str) -> Address:
        """The first address of a field."""
        return address(self.raw(name))

    def addresses(self, *names: str) -> list[str]:
        """Every bare address in these fields, in lower case."""
        found = [a for n in names for value in self.every(n) for a in _ADDRESS.findall(value)]
        return [a.lower() for a in found[:500]]

    def _unfolded(self, value: bytes) -> str:
        return re.sub(r"\n(?=[ \t])|[\r\n]", "", guessed(value[:LONGEST]))


def words(text: str) -> str:
    """Encoded words (RFC 2047) as characters. Neighbours of one charset are joined as bytes, for many writers cut a
    character, or a run of JIS, in two."""
    out: list[str] = []
    held: tuple[str, bytes] | None = None
    at = 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        charset, encoding, said = found.groups()
        raw = _word(encoding, said)
        if held is not None and not between.strip() and held[0] == charset.lower():
            held = (held[0], held[1] + raw)
        else:
            if held is not None:
                out.append(decoded(held[1], held[0]))
                between = between if between.strip() else ""
            out.append(between)
            held = (charset.lower(), raw)
        at = found.end()
    if held is not None:
        out.append(decoded(held[1], held[0]))
    return "".join([*out, text[at:]])


def _word(encoding: str, said: str) -> bytes:
    if encoding in "bB":
        return base64(said.encode("ascii", "replace"))
    return binascii.a2b_qp(said.replace("_", " ").encode("utf-8", "replace"), header=True)


def base64(raw: bytes) -> bytes:
    """Base64 however it is written: strangers left out, missing signs at the end added."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def one_line(text: str) -> str:
    """No control character, no line end, no change of writing direction; one line."""
    return _CONTROL.sub("\ufffd", _BIDI.sub("", re.sub(r"[\r\n\t\x0b\x0c\u2028\u2029]+", " ", text))).strip()


def address(value: str) -> Address:
    """The first address of a field. Its structure is read before encoded words are, so that a name which spells an
    address is still only a name."""
    first = _first(_uncommented(value))
    shown, opened, rest = first.rpartition("<") if "<" in first else ("", "", first)
    inside = rest.partition(">")[0] if opened else rest
    found = _ADDRESS.search(inside) or _ADDRESS.search(first)
    bare = found.group() if found and not _CONTROL.search(found.group()) else ""
    local, _, domain = bare.rpartition("@")
    name = one_line(words(re.sub(r'\\(["\\])', r"\1", shown.strip().strip('"')))).strip('"').strip()
    return Address(name, f"{local}@{domain.lower()}" if bare else "")


def _first(value: str) -> str:
    """Up to the first comma that separates."""
    quoted = angle = False
    for at, sign in enumerate(value):
        if sign == '"' and not (at and value[at - 1] == "\\"):
            quoted = not quoted
        elif not quoted and sign in "<>":
            angle = sign == "<"
        elif sign == "," and not quoted and not angle and "@" in value[:at]:
            return value[:at]
    return value


def _uncommented(value: str) -> str:
    """Without (comments); one that never ends is no comment."""
    out: list[str] = []
    depth = 0
    quoted = False
    for sign in value:
        if sign == '"' and not depth:
            quoted = not quoted
        if not quoted and sign == "(":
            depth += 1
        elif not quoted and sign == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(sign)
    return "".join(out) if not depth else value.replace("(", " ")


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """(what it is, its parameters) of Content-Type or Content-Disposition; RFC 2231, encoded words and raw Japanese."""
    pieces = _split(value)
    kind = pieces[0].strip().lower() if pieces else ""
    plain: dict[str, str] = {}
    split: dict[str, dict[int, tuple[str, bool]]] = {}
    for piece in pieces[1:]:
        name, _, said = piece.partition("=")
        name, said = name.strip().lower(), _unquoted(said.strip())
        if not name or len(name) > 100:
            continue
        base, star, tail = name.partition("*")
        if star:
            number, coded = tail.rstrip("*"), tail.endswith("*") or not tail
            split.setdefault(base, {})[int(number) if number.isdecimal() and len(number) < 5 else 0] = (said, coded)
        else:
            plain.setdefault(name, words(said))
    return kind, plain | {name: _joined(parts) for name, parts in split.items()}


def _split(value: str) -> list[str]:
    pieces, start, quoted = [], 0, False
    for at, sign in enumerate(value):
        if sign == '"' and not (at and value[at - 1] == "\\"):
            quoted = not quoted
        elif sign == ";" and not quoted:
            if value[start:at].strip():
                pieces.append(value[start:at])
            start = at + 1
            if len(pieces) >= MOST_PARAMETERS:
                return pieces
    return [*pieces, value[start:]]


def _unquoted(said: str) -> str:
    if said[:1] == '"':
        said = said[1:-1] if said[-1:] == '"' and len(said) > 1 else said[1:]
        return re.sub(r'\\(["\\])', r"\1", said)
    return said


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: the charset stands in the first piece, and a character may be cut between two."""
    raw, charset = b"", ""
    for index, number in enumerate(sorted(parts)):
        said, coded = parts[number]
        if coded and index == 0 and said.count("'") >= 2:
            charset, _, said = said.split("'", 2)
        raw += _percent(said) if coded else said.encode("utf-8", "replace")
    text = decoded(raw, charset)
    return words(text) if "=?" in text else text


def _percent(said: str) -> bytes:
    signs = said.encode("utf-8", "replace")
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes((int(m.group(1), 16),)), signs)
