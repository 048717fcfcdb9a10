"""Does the ledger still say what it said? Recomputes every hash, compares heads, anchors and private values."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db import connection

from nattoku.ledger import anchors, chain, triggers
from nattoku.ledger.models import FactRow, Head, Private


@dataclass(frozen=True)
class Breach:
    """One broken place: the stream ("case:1001"), the number of the fact in it (0: the stream), and why."""

    case: str
    fact: int
    why: str


@dataclass
class Verdict:
    """facts and chains counted, and what is broken (empty when all is well)."""

    facts: int = 0
    chains: int = 0
    broken: list[Breach] = field(default_factory=list)


def verify() -> Verdict:
    """Read the whole ledger once, in order, and say what does not hold."""
    verdict = Verdict()
    heads = {h.stream: (h.count, h.hash) for h in Head.objects.all()}
    anchored = anchors.latest()
    seen = set()
    for stream, facts in groupby(_facts(), key=lambda f: str(f[1])):
        seen.add(stream)
        verdict.chains += 1
        _chain(stream, facts, heads.get(stream), anchored.get(stream), verdict)
    for stream in sorted((heads.keys() | anchored.keys()) - seen):
        verdict.broken.append(Breach(stream, 0, "the whole stream is gone"))
    if verdict.facts and not anchored:
        verdict.broken.append(Breach("", 0, f"{anchors.file().name} is missing or empty"))
    verdict.broken += [Breach("", 0, f"trigger {name} is missing") for name in triggers.missing()]
    verdict.broken += [Breach("", 0, f"the database reports: {line}") for line in _integrity()]
    return verdict


Row = tuple[int, str, int, str, str, object, object, str, str]


def _facts() -> Iterator[tuple[object, ...]]:
    columns = ("id", "stream", "seq", "kind", "actor", "happened_at", "recorded_at", "body", "hash")
    return FactRow.objects.order_by("stream", "seq").values_list(*columns).iterator(chunk_size=2000)


def _chain(
    stream: str,
    facts: Iterator[tuple[object, ...]],
    head: tuple[int, str] | None,
    anchor: tuple[int, str] | None,
    verdict: Verdict,
) -> None:
    prev, expected = chain.GENESIS, 0
    rows = list(facts)
    private = _private_of([int(str(r[0])) for r in rows])
    blanked = _blanked(rows)
    for row in rows:
        verdict.facts += 1
        expected += 1
        pk, _, seq, kind, actor, happened_at, recorded_at, body, held = row
        for why in _broken_fact(stream, expected, prev, row, private.get(int(str(pk)), {}), blanked):
            verdict.broken.append(Breach(stream, expected, why))
        prev = str(held)
        if anchor and anchor[0] == expected and anchor[1] != held:
            verdict.broken.append(Breach(stream, expected, "it differs from its anchor"))
    if head != (expected, prev):
        verdict.broken.append(Breach(stream, expected, "the last fact does not match the stream's head"))
    if anchor and anchor[0] > expected:
        verdict.broken.append(Breach(stream, expected + 1, f"{anchor[0] - expected} anchored facts are gone"))


def _broken_fact(
    stream: str,
    expected: int,
    prev: str,
    row: tuple[object, ...],
    private: dict[str, tuple[bytes, bytes]],
    blanked: set[tuple[int, str]],
) -> Iterator[str]:
    _, _, seq, kind, actor, happened_at, recorded_at, body, held = row
    if chain.link(str(body)) != held:
        yield "its text does not match its hash"
    try:
        told = json.loads(str(body))
        columns = (told["stream"], told["seq"], told["kind"], told["actor"])
        moments = (told["happened_at"], told["recorded_at"])
        commitments = told["private"]
        before = told["prev"]
    except (ValueError, KeyError, TypeError):
        yield "its text cannot be read"
        return
    if columns != (stream, seq, kind, actor) or seq != expected:
        yield "its columns differ from its text, or a fact before it is gone"
    if moments != (happened_at.isoformat(), recorded_at.isoformat()):  # type: ignore[attr-defined]
        yield "its times differ from its text"
    if before != prev:
        yield "it does not follow the fact before it"
    for name, committed in commitments.items():
        pair = private.get(name)
        if pair is None and (expected, name) not in blanked:
            yield f"private value {name} is gone without a fact that blanked it"
        if pair is not None and chain.commitment(*pair) != committed:
            yield f"private value {name} was changed"
    for name in private.keys() - commitments.keys():
        yield f"private value {name} was added"


def _private_of(ids: list[int]) -> dict[int, dict[str, tuple[bytes, bytes]]]:
    found: dict[int, dict[str, tuple[bytes, bytes]]] = {}
    for start in range(0, len(ids), 500):
        rows = Private.objects.filter(fact_id__in=ids[start : start + 500])
        for fact_id, name, salt, value in rows.values_list("fact_id", "field", "salt", "value"):
            found.setdefault(fact_id, {})[name] = (bytes(salt), bytes(value))
    return found


def _blanked(rows: list[tuple[object, ...]]) -> set[tuple[int, str]]:
    """(seq, field) of every blanking that this stream's own facts tell of."""
    found = set()
    for row in rows:
        if row[3] == "ledger.blanked":
            fields = json.loads(str(row[7]))["fields"]
            found |= {(fields["seq"], name) for name in fields["fields"]}
    return found


def _integrity() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [line for (line,) in cursor.fetchall() if line != "ok"]
