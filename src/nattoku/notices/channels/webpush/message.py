"""What a device is told: number and kind of the case, and where it stands. No word of a customer leaves by this way:
a push lies on lock screens, and with a company that is neither ours nor the customer's.
"""

import base64
import binascii
import hashlib
import json
import os
import re
from dataclasses import dataclass

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from nattoku.notices.channels import Letter
from nattoku.notices.channels.calls import encodable

_NUMBER = re.compile(r"(?:受付番号|No\.)\s*([0-9]{1,12})")
_LONGEST = 120  # characters of a title; a payload of 4096 bytes must hold it


@dataclass(frozen=True)
class Device:
    """What a browser handed out: where to push, and the keys that only it can read with."""

    endpoint: str
    key: bytes
    auth: bytes


def device(address: str) -> Device | None:
    """A subscription as JSON (`PushSubscription.toJSON()`), or None for anything else."""
    try:
        said = json.loads(address)
        url, keys = said["endpoint"], said["keys"]
        key, auth = _bytes(keys["p256dh"]), _bytes(keys["auth"])
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(url, str) or len(key) != 65 or len(auth) != 16:
        return None
    return Device(url, key, auth)


def payload(letter: Letter) -> bytes:
    """JSON: title, url (a path of ours), tag (a second copy replaces the first on the screen), urgent, lang."""
    title = " ".join(encodable(letter.subject).split())[:_LONGEST]
    number = _NUMBER.search(title)
    said = {
        "title": title,
        "url": f"/cases/{number[1]}" if number else "/",
        "tag": letter.ref,
        "urgent": letter.urgent,
        "lang": letter.lang,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def sealed(words: bytes, to: Device) -> bytes:
    """Encrypted so that only the device can read it (RFC 8291, aes128gcm)."""
    once = ec.generate_private_key(ec.SECP256R1())
    salt = os.urandom(16)
    made: bytes = http_ece.encrypt(
        words, salt=salt, private_key=once, dh=to.key, auth_secret=to.auth, version="aes128gcm"
    )
    return made


def topic(letter: Letter) -> str:
    """The push service keeps only the newest undelivered message of a topic (RFC 8030 5.4): at most 32 characters."""
    if len(letter.ref) <= 32:
        return letter.ref
    return base64.urlsafe_b64encode(hashlib.sha256(letter.ref.encode()).digest())[:32].decode()


def _bytes(words: str) -> bytes:
    try:
        return base64.b64decode(words.replace("-", "+").replace("_", "/") + "=" * (-len(words) % 4), validate=True)
    except binascii.Error as wrong:
        raise ValueError("not base64url") from wrong
