"""The address an answer comes back to: it names the case, and only whom we gave it to can have it.

nattoku+1001.TOKEN@…: the token is a keyed hash (128 bits) of the case and of the correspondent's own address. A number
alone, a subject or a Message-ID opens nothing: those can be guessed, or forwarded.
"""

import base64
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

_SIGNED = re.compile(r"([^@+]+)\+([1-9][0-9]{0,8})\.([a-z2-7]{26})@([^@]+)")
_LONGEST_LOCAL = 64


@dataclass(frozen=True)
class Answer:
    """An answer address that was written to. ours: it was given to this sender for this case."""

    no: int
    ours: bool


def signed(stream: str, correspondent: str, mailbox: str) -> str:
    """The address for answers of this correspondent about this case; "" where there is no mailbox or no case."""
    kind, _, no = stream.partition(":")
    local, _, domain = mailbox.partition("@")
    if kind != "case" or not domain or not correspondent:
        return ""
    full = f"{local}+{no}.{_token(int(no), correspondent)}"
    return f"{full}@{domain}" if len(full) <= _LONGEST_LOCAL else ""


def read(addresses: Iterable[str], sender: str, mailbox: str) -> Answer | None:
    """Which case these recipients name for this sender; None when none of them is an answer address of ours."""
    found: Answer | None = None
    for address in addresses:
        match = _SIGNED.fullmatch(address.lower())
        if match is None or f"{match.group(1)}@{match.group(4)}" != mailbox.lower():
            continue
        no = int(match.group(2))
        if hmac.compare_digest(match.group(3), _token(no, sender)):
            return Answer(no, ours=True)
        found = found or Answer(no, ours=False)
    return found


def _token(no: int, correspondent: str) -> str:
    said = f"{no}:{correspondent.strip().lower()}"
    digest = salted_hmac("nattoku.mail.answer", said, algorithm="sha256").digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()
