"""The hash chain: what is hashed, and how. Pure; the figures of a chain can be recomputed with hashlib alone."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """One exact text for a JSON value: sorted keys, no spaces, real characters, no floats."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def commitment(salt: bytes, value: bytes) -> str:
    """What a fact says of a personal value without saying it: SHA-256(0x00 | salt | value)."""
    return hashlib.sha256(b"\x00" + salt + value).hexdigest()


def link(body: str | bytes) -> str:
    """The hash of a fact: SHA-256(0x01 | body), over its exact bytes. The body holds the previous hash."""
    return hashlib.sha256(b"\x01" + (body.encode() if isinstance(body, str) else body)).hexdigest()


def body(
    *,
    stream: str,
    seq: int,
    kind: str,
    actor: str,
    happened_at: datetime,
    recorded_at: datetime,
    fields: Mapping[str, Any],
    private: Mapping[str, str],
    opens: list[dict[str, Any]],
    settles: list[dict[str, Any]],
    prev: str,
) -> str:
    """The text that is hashed and stored."""
    document = {
        "stream": stream,
        "seq": seq,
        "kind": kind,
        "actor": actor,
        "happened_at": happened_at.isoformat(),
        "recorded_at": recorded_at.isoformat(),
        "fields": fields,
        "private": private,
        "opens": opens,
        "settles": settles,
        "prev": prev,
    }
    return canonical(document)
