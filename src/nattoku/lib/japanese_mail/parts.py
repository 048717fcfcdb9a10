"""The tree of a message, with an end to its depth and to the number of its parts."""

import binascii
import re
from dataclasses import dataclass, field

from nattoku.lib.japanese_mail.headers import Head, base64, parameters

DEEPEST = 30
MOST = 500
_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r|\n\r\n")


@dataclass
class Part:
    """One part. kind: "text/plain" …; whole: it was taken apart no further, because there is a limit."""

    head: Head
    kind: str
    asked: dict[str, str]
    disposition: str
    disposed: dict[str, str]
    raw: bytes
    parts: list["Part"] = field(default_factory=list)
    whole: bool = False

    @property
    def content(self) -> bytes:
        """The bytes as they were before they were wrapped for the way."""
        how = self.head.raw("content-transfer-encoding").strip().lower()
        if how.startswith("base64"):
            return base64(self.raw)
        if how.startswith("quoted-printable"):
            return binascii.a2b_qp(self.raw)
        if how in ("x-uuencode", "uuencode", "x-uue", "uue"):
            return _from_uu(self.raw)
        return self.raw

    @property
    def file_name(self) -> str:
        """What the sender called it, "" when nothing."""
        return self.disposed.get("filename") or self.asked.get("name") or ""


class _Count:
    def __init__(self) -> None:
        self.left = MOST


def parsed(raw: bytes) -> Part:
    """The tree of a message; never raises."""
    return _part(raw, depth=0, count=_Count())


def divided(raw: bytes) -> tuple[Head, bytes]:
    """Head and body. What has no blank line and no field at its beginning is all body."""
    raw = raw.lstrip(b"\r\n")
    if raw.startswith(b"From ") and b"\n" in raw:
        raw = raw.partition(b"\n")[2]
    found = _BLANK_LINE.search(raw)
    head, body = (raw[: found.start()], raw[found.end() :]) if found else (raw, b"")
    if not re.match(rb"[!-9;-~]{1,100}[ \t]*:", head):
        return Head(b""), raw
    return Head(head), body


def _part(raw: bytes, *, depth: int, count: _Count, kind: str = "text/plain") -> Part:
    head, body = (
        divided(raw) if depth == 0 or not raw.startswith((b"\r\n", b"\n")) else (Head(b""), raw.lstrip(b"\r\n"))
    )
    said, asked = parameters(head.raw("content-type"))
    kind = said if re.fullmatch(r"[!-.0-~]+/[!-.0-~]+", said) else kind
    disposition, disposed = parameters(head.raw("content-disposition"))
    part = Part(head, kind, asked, disposition, disposed, body)
    count.left -= 1
    if kind.startswith("multipart/") and (mark := asked.get("boundary", "")):
        if depth >= DEEPEST or count.left <= 0:
            part.whole = True
            return part
        child = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        for piece in _pieces(body, mark):
            if count.left <= 0:
                part.whole = True
                break
            part.parts.append(_part(piece, depth=depth + 1, count=count, kind=child))
    return part


def _pieces(body: bytes, mark: str) -> list[bytes]:
    """Between the boundaries; one that never ends reaches to the end."""
    line = re.compile(rb"(?m)^--" + re.escape(mark.encode("utf-8", "replace").strip()) + rb"(--)?[ \t]*\r?$\n?")
    found: list[tuple[int, int, bool]] = []
    for match in line.finditer(body):
        found.append((match.start(), match.end(), bool(match.group(1))))
        if match.group(1) or len(found) > MOST + 1:
            break
    pieces = []
    for index, (_, end, last) in enumerate(found):
        if last:
            break
        until = found[index + 1][0] if index + 1 < len(found) else len(body)
        pieces.append(re.sub(rb"\r?\n\Z", b"", body[end:until]))
    return pieces


def _from_uu(raw: bytes) -> bytes:
    out = []
    for line in raw.splitlines():
        if line.startswith((b"begin ", b"end")):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out)
