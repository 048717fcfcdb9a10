"""What other rooms may ask of promises."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from nattoku.ledger.facts import PROMISES
from nattoku.ledger.models import Head, Promise
from nattoku.ledger.rows import scalar
from nattoku.lib.text import Text


def open_promises(stream: str) -> list[Promise]:
    """What is still owed in a stream, the earliest first."""
    return list(Promise.objects.filter(stream=stream, outcome="open").order_by("due_at", "id"))


def promises(stream: str) -> list[Promise]:
    """Every promise of a stream, kept or not."""
    return list(Promise.objects.filter(stream=stream).order_by("due_at", "id"))


def open_of_kind(stream: str, *kinds: str) -> list[Promise]:
    """Open promises of these kinds."""
    return list(Promise.objects.filter(stream=stream, outcome="open", kind__in=kinds).order_by("due_at", "id"))


def overdue(*kinds: str, at: datetime) -> list[Promise]:
    """Open promises whose moment has passed, the oldest first; of these kinds, or of all."""
    found = Promise.objects.filter(outcome="open", due_at__lt=at).order_by("due_at")
    return list(found.filter(kind__in=kinds) if kinds else found)


def version(stream: str) -> int:
    """How many facts the stream has."""
    return Head.objects.filter(stream=stream).values_list("count", flat=True).first() or 0


def head_hash(stream: str) -> str:
    """The hash of the stream's last fact, "" when it has none: what was read from it is fresh while this holds.

    One transaction asks once: what it writes follows from one state of the company.
    """
    if not connection.atomic_blocks:
        return _head_hash(stream)
    block = connection.atomic_blocks[-1]
    kept: tuple[Any, dict[str, str]] | None = getattr(connection, "_nattoku_heads", None)
    if kept is None or kept[0] is not block:
        kept = (block, {})
        connection._nattoku_heads = kept  # type: ignore[attr-defined]
    if stream not in kept[1]:
        kept[1][stream] = _head_hash(stream)
    return kept[1][stream]


def forget_heads() -> None:
    """Something was appended: what was kept of the heads may be of yesterday."""
    connection._nattoku_heads = None  # type: ignore[attr-defined]


def _head_hash(stream: str) -> str:
    return scalar("SELECT hash FROM ledger_head WHERE stream = %s", [stream]) or ""


def what(promise: Promise) -> Text:
    """What is owed, in words; with the detail that was said, where there is one."""
    words = PROMISES[promise.kind].what
    return Text(f"{words.ja}（{promise.detail}）", f"{words.en} ({promise.detail})") if promise.detail else words


def as_owed(open_: Sequence[Promise]) -> list[dict[str, Any]]:
    """Promises as they are told beside a refusal; `what` is a Text, the door picks the language."""
    return [{"promise": p.pk, "to": p.to, "what": what(p), "due_at": p.due_at.isoformat()} for p in open_]
