"""A message as people need it: from whom, what about, the words, what was quoted, what came with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nattoku.lib.japanese_mail import quotes
from nattoku.lib.japanese_mail.charset import decoded
from nattoku.lib.japanese_mail.headers import Address, one_line
from nattoku.lib.japanese_mail.html import text_of
from nattoku.lib.japanese_mail.nature import Nature, nature
from nattoku.lib.japanese_mail.parts import Part, divided, parsed

LONGEST_BODY = 90_000  # characters; the original keeps the rest
LONGEST_NAME = 200
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\uf8f0-\uf8f3\ufffe\uffff]")
_ID = re.compile(r"<[!-;=?-~]{1,900}>")


@dataclass(frozen=True)
class Attachment:
    """Something that came with it. name: never a path; bytes: its size when unwrapped. at: its place in the message."""

    at: int
    name: str
    type: str
    bytes: int


@dataclass(frozen=True)
class Mail:
    """What a message says. to: every bare address it was for, in lower case; ids: Message-IDs it answers to, newest last.

    returned: Message-IDs of ours that a bounce brings back. cut: the body was longer than anybody reads.
    """

    sender: Address
    reply_to: str
    to: tuple[str, ...]
    subject: str
    message_id: str
    answers: tuple[str, ...]
    body: str
    quoted: str | None
    nature: Nature
    attachments: tuple[Attachment, ...]
    returned: tuple[str, ...] = ()
    cut: bool = field(default=False)

    @property
    def automatic(self) -> bool:
        """No person wrote it."""
        return self.nature not in (Nature.WRITTEN, Nature.LISTED)


def read(raw: bytes, *, envelope_from: str | None = None) -> Mail:
    """Any bytes at all as a mail. Hostile ones may take long: read what strangers send in a bounded process."""
    whole = parsed(raw)
    head = whole.head
    bodies = set(map(id, _bodies(whole)))
    text = "\n".join(t for p in _bodies(whole) if (t := _text(p)).strip())
    body, quoted = quotes.folded(_plain(text[: LONGEST_BODY * 4]))
    kind = nature(head, whole, envelope_from=envelope_from)
    return Mail(
        sender=head.address("from"),
        reply_to=head.address("reply-to").address,
        to=tuple(dict.fromkeys(head.addresses("delivered-to", "x-original-to", "envelope-to", "to", "cc"))),
        subject=head.text("subject")[:1000],
        message_id=next(iter(_ID.findall(head.raw("message-id"))), ""),
        answers=tuple(dict.fromkeys(_ID.findall(head.raw("references") + head.raw("in-reply-to"))[-200:])),
        body=body[:LONGEST_BODY],
        quoted=quoted[:LONGEST_BODY] if quoted else None,
        nature=kind,
        attachments=tuple(_attachment(at, p) for at, p in enumerate(_leaves(whole)) if id(p) not in bodies),
        returned=_returned(whole) if kind is Nature.BOUNCED else (),
        cut=len(text) > LONGEST_BODY,
    )


def content(raw: bytes, at: int) -> bytes | None:
    """The bytes of the attachment at this place; None when there is none."""
    return next((p.content for i, p in enumerate(_leaves(parsed(raw))) if i == at), None)


def _leaves(part: Part) -> Iterator[Part]:
    if part.parts:
        for one in part.parts:
            yield from _leaves(one)
    elif not part.kind.startswith("multipart/") or part.whole or part.raw.strip():
        yield part


def _bodies(part: Part) -> list[Part]:
    """The parts whose text is the body: of alternatives the plain one, else the HTML one."""
    if part.kind == "multipart/alternative" and part.parts:
        found = [_bodies(p) for p in part.parts]
        plain = [b for b in found if b and all(p.kind == "text/plain" and p.content.strip() for p in b)]
        return next(iter(plain), next((b for b in reversed(found) if b), []))
    if part.kind == "multipart/report":
        return [b for p in part.parts[:1] for b in _bodies(p)]
    if part.parts:
        return [b for p in part.parts for b in _bodies(p)]
    attached = part.disposition == "attachment" or bool(part.file_name)
    if part.kind in ("text/plain", "text/html") and not attached:
        return [part]
    if part.kind.startswith("multipart/") and not part.whole:  # no boundary of its own in it: its bytes are words
        return [part]
    return []


def _text(part: Part) -> str:
    text = decoded(part.content, part.asked.get("charset", ""))
    if part.kind == "text/html":
        return text_of(text if "charset" in part.asked else _declared_in_html(part.content) or text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.asked.get("format", "").lower() == "flowed":
        return _unflowed(text, glued=part.asked.get("delsp", "").lower() == "yes")
    return text


def _declared_in_html(raw: bytes) -> str | None:
    found = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", raw[:4096])
    return decoded(raw, found.group(1).decode()) if found else None


def _unflowed(text: str, *, glued: bool) -> str:
    """format=flowed (RFC 3676): a line that ends with a space goes on in the next."""
    out: list[str] = []
    flowing = depth_before = 0
    for line in text.split("\n"):
        marks = re.match(r">*", line)
        depth = marks.end() if marks else 0
        said = line[depth:]
        said = said[1:] if said.startswith(" ") else said
        shown = f"{'>' * depth} {said}" if depth else said
        if flowing and depth == depth_before and said != "-- ":
            out[-1] += said
        else:
            out.append(shown)
        flowing = said.endswith(" ") and said != "-- "
        if flowing and glued:
            out[-1] = out[-1][:-1]
        depth_before = depth
    return "\n".join(out)


def _plain(text: str) -> str:
    """Characters that a printer, a chat room and a CSV would each read differently are shown as unreadable."""
    text = text.replace("\x0c", "\n").replace("\u2028", "\n").replace("\u2029", "\n").removeprefix("\ufeff")
    return _FORBIDDEN.sub("\ufffd", text)


def _attachment(at: int, part: Part) -> Attachment:
    name = re.split(r"[/\\]", part.file_name.replace("\x00", ""))[-1]
    if not name and part.kind == "message/rfc822":
        name = f"{divided(part.raw)[0].text('subject')[:100] or 'message'}.eml"
    name = one_line(re.sub(r"[/\\:*?\"<>|]", "_", name)).strip(". ")
    if len(name) > LONGEST_NAME:
        stem, dot, end = name.rpartition(".")
        name = f"{stem[: LONGEST_NAME - 20]}…{dot}{end[:10]}" if dot else name[:LONGEST_NAME]
    return Attachment(at, name or f"添付{at}", part.kind[:100], len(part.content))


def _returned(whole: Part) -> tuple[str, ...]:
    """Message-IDs of the mail that came back: from the part that brings it, or from the words of older machines."""
    ids: list[str] = []
    for part in _leaves(whole):
        if part.kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            ids += _ID.findall(divided(part.content)[0].raw("message-id"))
        elif part.kind == "text/plain":
            found = re.findall(rb"(?im)^[> \t]{0,4}message-id:[ \t]*(<[^<>\s]{1,500}>)", part.content[:200_000])
            ids += [one.decode("ascii", "replace") for one in found]
    return tuple(dict.fromkeys(ids[:20]))
