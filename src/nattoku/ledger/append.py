"""The only way anything comes to be true: append facts to a stream, in one transaction with all that follows."""

import dataclasses
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import IntegrityError, connection, transaction

from nattoku.ledger import anchors, chain, once
from nattoku.ledger.facts import (
    FACTS,
    PROMISES,
    Blanked,
    Fact,
    History,
    New,
    Opening,
    Recorded,
    Settlement,
    from_plain,
    personal_fields,
    to_plain,
)
from nattoku.ledger.models import Blanking, FactRow, Head, Private, Promise
from nattoku.ledger.queries import forget_heads
from nattoku.ledger.rows import execute, insert, insert_one, scalar
from nattoku.ledger.rows import row as first_row
from nattoku.lib import clock
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


class Projection(Protocol):
    """Read rows of one room: pure consequences of facts, replayed on rebuild."""

    def project(self, recorded: Recorded) -> None: ...
    def forget(self, stream: str | None) -> None: ...


Reaction = Callable[[Recorded], None]
Purge = Callable[[str], None]
_projections: Sequence[Projection] = ()
_reactions: Sequence[Reaction] = ()
_purges: Sequence[Purge] = ()
_remembered: ContextVar[dict[str, list[Recorded]] | None] = ContextVar("remembered", default=None)

CHANGED = Text(
    "ほかの方がこの案件に記録を加えました。画面を新しくして、もう一度お確かめください。",
    "Somebody else has just added to this case. Please reload and look again.",
)


def wire(*, projections: Sequence[Projection], reactions: Sequence[Reaction], purges: Sequence[Purge]) -> None:
    """Called once by `nattoku.wiring`: what follows from facts."""
    global _projections, _reactions, _purges
    _projections, _reactions, _purges = projections, reactions, purges


def append(
    stream: str, *news: New | Fact, by: str, at: datetime, expected_version: int | None = None
) -> list[Recorded]:
    """Append facts to a stream: all of them, with their promises, read rows and outbox rows, or none.

    stream: "case:1001", "customer:ID", "company". by: the actor's opaque id. at: when it is written down.
    expected_version: the number of facts the caller has seen; when a person has added one since, Refusal (409).
    """
    wanted = [n if isinstance(n, New) else New(fact=n) for n in news]
    with transaction.atomic(savepoint=False):
        count, prev = _head(stream)
        begun = count == 0
        if expected_version is not None:
            _refuse_if_changed(stream, expected_version, count)
        rows, values = [], []
        for new in wanted:
            count += 1
            row, private = _row(new, stream=stream, seq=count, by=by, at=at, prev=prev)
            prev = row.hash
            rows.append(row)
            values.append(private)
        try:
            for row in rows:
                insert_one(row)
        except IntegrityError as collision:  # two writers began the same new stream
            raise Refusal(CHANGED) from collision
        insert(
            [
                Private(fact_id=row.pk, field=name, salt=salt, value=value)
                for row, private in zip(rows, values, strict=True)
                for name, (salt, value) in private.items()
            ]
        )
        if begun:
            insert([Head(stream=stream, count=count, hash=prev)])
        else:
            execute("UPDATE ledger_head SET count = %s, hash = %s WHERE stream = %s", [count, prev, stream])
        forget_heads()
        recorded = [_recorded(row, new) for row, new in zip(rows, wanted, strict=True)]
        for one in recorded:
            _project(one)
        for one in recorded:
            for react in _reactions:
                react(one)
        last = anchors.Anchor(stream=stream, count=count, hash=prev, at=at)
        # it is committed by then: a full disk must not turn an acknowledged fact into an error
        transaction.on_commit(lambda: anchors.drop(last), robust=True)
    return recorded


def blank(stream: str, seq: int, fields: Iterable[str], *, reason: str, by: str, at: datetime) -> None:
    """Delete personal values of one fact for good, as a fact; read rows, outbox bodies and answers follow.

    Refused (404/409) when there is no such fact or it has no such personal field left.
    """
    with transaction.atomic():
        row = FactRow.objects.filter(stream=stream, seq=seq).first()
        if row is None:
            raise Refusal(Text("その記録が見つかりません。", "There is no such record."), status=404)
        held = set(Private.objects.filter(fact=row).values_list("field", flat=True))
        names = sorted(set(fields) & held)
        if not names:
            raise Refusal(Text("消去できる個人情報がありません。", "It holds no personal data to blank."))
        Blanking.objects.bulk_create(Blanking(fact=row, field=name) for name in names)
        append(stream, Blanked(seq=seq, fields=names, reason=reason), by=by, at=at)
        Private.objects.filter(fact=row, field__in=names).delete()
        rebuild(stream)
        once.forget(stream)
        for purge in _purges:
            purge(stream)


def rebuild(stream: str | None = None) -> int:
    """Throw the read rows away (of one stream, or all) and replay the facts. Returns how many were replayed."""
    with transaction.atomic():
        if stream is None and connection.vendor == "postgresql":
            execute("LOCK TABLE ledger_head IN EXCLUSIVE MODE", [])  # nobody appends meanwhile
        rows = FactRow.objects.order_by("id")
        Promise.objects.filter(**({"stream": stream} if stream else {})).delete()
        for projection in _projections:
            projection.forget(stream)
        replayed = 0
        for recorded in read(rows.filter(stream=stream) if stream else rows):
            _project(recorded)
            replayed += 1
    return replayed


def history(stream: str) -> History:
    """All facts of a stream, in order; empty when there is no such stream."""
    rows, kept = FactRow.objects.filter(stream=stream).order_by("seq"), _remembered.get()
    if kept is None:
        return list(read(rows))
    past = kept.setdefault(stream, [])
    past.extend(read(rows.filter(seq__gt=len(past)) if past else rows))
    return list(past)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside, a stream is read from its beginning once, then only what was added: facts do not change.

    For one transaction that tells much at a stretch and blanks nothing (the demo's filling). A part of it that is
    rolled back must end it.
    """
    before = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(before)


def read(rows: Any) -> Iterable[Recorded]:
    """Facts from rows (a queryset of FactRow), their personal values read back, 2,000 at a time."""
    batch: list[FactRow] = []
    for row in rows.iterator(chunk_size=2000):
        batch.append(row)
        if len(batch) == 2000:
            yield from _with_private(batch)
            batch = []
    yield from _with_private(batch)


def hold(stream: str) -> None:
    """Nobody else appends to this stream until the caller's transaction ends: what is read from now on still holds
    when the caller writes. SQLite has one writer anyway."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        _head(stream)


def next_number(name: str, *, first: int) -> int:
    """The next number of a noun; two callers never get the same one."""
    number: int = scalar(
        "INSERT INTO ledger_counter (name, value) VALUES (%s, %s)"
        " ON CONFLICT (name) DO UPDATE SET value = ledger_counter.value + 1 RETURNING value",
        [name, first],
    )
    return number


def mark(name: str) -> str:
    """What the database says of itself under this name, "" when nothing."""
    return scalar("SELECT value FROM ledger_mark WHERE name = %s", [name]) or ""


def _head(stream: str) -> tuple[int, str]:
    """(count, hash) of the stream, locked until the transaction ends; (0, genesis) for a new one."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    found = first_row(f"SELECT count, hash FROM ledger_head WHERE stream = %s{lock}", [stream])  # noqa: S608
    return (found[0], found[1]) if found else (0, chain.GENESIS)


def _refuse_if_changed(stream: str, seen: int, count: int) -> None:
    since = FactRow.objects.filter(stream=stream, seq__gt=seen).values_list("kind", flat=True)
    if seen > count or (seen < count and not all(FACTS[kind].by_machine for kind in since)):
        raise Refusal(CHANGED)


def _row(
    new: New, *, stream: str, seq: int, by: str, at: datetime, prev: str
) -> tuple[FactRow, dict[str, tuple[bytes, bytes]]]:
    happened_at = clock.happened(new.happened_at, at=at).astimezone(UTC)
    fields = to_plain(new.fact)
    private: dict[str, tuple[bytes, bytes]] = {}
    for name in sorted(personal_fields(type(new.fact))):
        value = fields.pop(name)
        if value not in (None, "", [], {}):
            private[name] = (secrets.token_bytes(16), chain.canonical(value).encode())
    body = chain.body(
        stream=stream,
        seq=seq,
        kind=new.fact.kind,
        actor=by,
        happened_at=happened_at,
        recorded_at=at.astimezone(UTC),
        fields=fields,
        private={name: chain.commitment(*pair) for name, pair in private.items()},
        opens=[dataclasses.asdict(o) | {"due_at": o.due_at.astimezone(UTC).isoformat()} for o in new.opens],
        settles=[dataclasses.asdict(s) for s in new.settles],
        prev=prev,
    )
    row = FactRow(
        stream=stream,
        seq=seq,
        kind=new.fact.kind,
        actor=by,
        happened_at=happened_at,
        recorded_at=at.astimezone(UTC),
        body=body,
        hash=chain.link(body),
    )
    return row, private


def _recorded(row: FactRow, new: New) -> Recorded:
    return Recorded(
        id=row.pk,
        stream=row.stream,
        seq=row.seq,
        by=row.actor,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        fact=new.fact,
        opens=new.opens,
        settles=new.settles,
    )


def _with_private(rows: list[FactRow]) -> Iterable[Recorded]:
    held: dict[int, dict[str, Any]] = {}
    wanted = [row.pk for row in rows]
    for start in range(0, len(wanted), 500):
        found = Private.objects.filter(fact_id__in=wanted[start : start + 500])
        for fact_id, name, value in found.values_list("fact_id", "field", "value"):
            held.setdefault(fact_id, {})[name] = json.loads(bytes(value))
    for row in rows:
        yield _decoded(row, held.get(row.pk, {}))


def _decoded(row: FactRow, private: dict[str, Any]) -> Recorded:
    body = json.loads(row.body)
    fields = body["fields"] | private
    blanked = frozenset(body["private"]) - private.keys()
    for name in personal_fields(FACTS[row.kind]) - blanked - private.keys():
        fields.setdefault(name, _empty(row.kind, name))
    return Recorded(
        id=row.pk,
        stream=row.stream,
        seq=row.seq,
        by=row.actor,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        fact=from_plain(row.kind, fields, blanked),
        opens=tuple(Opening(**(o | {"due_at": datetime.fromisoformat(o["due_at"])})) for o in body["opens"]),
        settles=tuple(Settlement(**s) for s in body["settles"]),
        blanked=blanked,
    )


def _empty(kind: str, name: str) -> Any:
    """An empty personal value is not stored; it reads back as its default, or as empty text or list."""
    field = FACTS[kind].__dataclass_fields__[name]  # type: ignore[attr-defined]
    if field.default is not dataclasses.MISSING:
        return field.default
    return [] if "list" in str(field.type) else ""


def _project(recorded: Recorded) -> None:
    _promises(recorded)
    for projection in _projections:
        projection.project(recorded)


def opened(recorded: Recorded) -> list[Promise]:
    """The promises a fact opens, as they stand in the ledger right after it."""
    return [
        Promise(
            id=recorded.promise_id(i),
            stream=recorded.stream,
            kind=o.kind,
            to=o.to,
            owed_by=o.owed_by,
            opened_at=recorded.happened_at,
            due_at=o.due_at,
            blocking=PROMISES[o.kind].blocking,
            detail=str(getattr(recorded.fact, o.detail)) if o.detail else "",
            policy=o.policy,
        )
        for i, o in enumerate(recorded.opens)
    ]


def _promises(recorded: Recorded) -> None:
    insert(opened(recorded))
    for settlement in recorded.settles:
        _settle(recorded, settlement)


def _settle(recorded: Recorded, settlement: Settlement) -> None:
    promise = Promise.objects.filter(pk=settlement.promise, stream=recorded.stream, outcome="open").first()
    if promise is None:
        raise Refusal(Text("そのお約束はすでに果たされています。", "That promise has already been settled."))
    outcome = settlement.outcome
    if outcome == "done":
        outcome = "kept" if recorded.happened_at <= promise.due_at else "late"
    Promise.objects.filter(pk=promise.pk).update(
        outcome=outcome, settled_at=recorded.happened_at, settled_by=recorded.id
    )


def in_transaction() -> bool:
    """Whether the caller is inside a transaction: sending over the network there is forbidden."""
    return connection.in_atomic_block
