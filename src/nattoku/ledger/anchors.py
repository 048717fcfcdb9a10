"""Anchors outside the database: one line a commit, so that a removed last fact or a whole removed stream shows.

Rewriting the database and all anchors consistently cannot be noticed. That takes an anchor outside the machine.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

CONTRADICTED = "two anchors"


@dataclass(frozen=True)
class Anchor:
    """The state of one stream's head at a moment."""

    stream: str
    count: int
    hash: str
    at: datetime


def file() -> Path:
    """Where the anchors of this data directory lie."""
    return Path(settings.NATTOKU_DATA) / "anchors.jsonl"


def drop(anchor: Anchor) -> None:
    """Add one line. One write call, so that writers in several processes never tear each other's lines.

    Not flushed to the disk here: an anchor that a power cut takes is older evidence, not a lost fact.
    """
    line = json.dumps(
        {
            "stream": anchor.stream,
            "count": anchor.count,
            "hash": anchor.hash,
            "at": anchor.at.astimezone(UTC).isoformat(),
        }
    )
    fd = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(fd, line.encode() + b"\n")
    finally:
        os.close(fd)


def kept() -> dict[str, dict[int, str]]:
    """stream -> {count: hash}, every anchor ever dropped; a line torn by a power cut is passed over.

    All of them count, not only the last: whoever rewrites a stream and lets an honest fact follow gets an
    honest last anchor. Where two lines contradict each other, the hash is one that no fact has.
    """
    found: dict[str, dict[int, str]] = {}
    if not file().exists():
        return found
    with file().open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                stream, count, held = str(row["stream"]), int(row["count"]), str(row["hash"])
            except (ValueError, KeyError, TypeError):
                continue
            known = found.setdefault(stream, {})
            known[count] = held if known.get(count, held) == held else CONTRADICTED
    return found
