"""Does the ledger still say what it said? Recomputes every hash, compares heads, anchors and private values.

With the anchors every change shows but one that rewrites them too. Without them three classes stay unseen: facts
cut off the end of a stream together with its head, a stream removed with its head, and a stream rewritten from
some fact on with every hash and the head. `id` is only a row's place in the table and says nothing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import DatabaseError, connection

from nattoku.ledger import anchors, chain, triggers
from nattoku.ledger.stored import Stored, as_stored, facts, heads, snapshot
from nattoku.lib.text import Text

GONE = Text("この流れの記録がまるごとなくなっています", "the whole stream is gone")
NO_ANCHORS = Text("{name} がないか、空です", "{name} is missing or empty")
NO_TRIGGER = Text("記録を守るトリガー {name} が働いていません", "trigger {name} is missing, changed or switched off")
DATABASE = Text("データベースの報告：{line}", "the database reports: {line}")
HEAD = Text("最後の記録が、流れの見出しと合いません", "the last fact does not match the stream's head")
ANCHOR = Text("控え（anchors）と合いません", "it differs from its anchor")
CUT = Text("控えにある記録が{n}件なくなっています", "{n} anchored facts are gone")
HASH = Text("本文がハッシュと合いません", "its text does not match its hash")
UNREADABLE = Text("本文を読み取れません", "its text cannot be read")
COLUMNS = Text(
    "列の値が本文と違うか、前の記録がなくなっています", "its columns differ from its text, or a fact before it is gone"
)
TIMES = Text("日時が本文と違います", "its times differ from its text")
ORDER = Text("前の記録につながっていません", "it does not follow the fact before it")
LOST = Text(
    "個人情報「{name}」が、消去の記録なしになくなっています",
    "private value {name} is gone without a fact that blanked it",
)
CHANGED = Text("個人情報「{name}」が書き換えられています", "private value {name} was changed")
ADDED = Text("個人情報「{name}」が書き足されています", "private value {name} was added")
REVIVED = Text("消去したはずの個人情報「{name}」があります", "private value {name} was blanked, and is there")


@dataclass(frozen=True)
class Breach:
    """One broken place: the stream ("case:1001"), the number of the fact in it (0: the stream), and why."""

    stream: str
    fact: int
    why: Text

    @property
    def case(self) -> str:
        """The case's number, or the stream's name where it is no case."""
        return self.stream.removeprefix("case:")


@dataclass
class Verdict:
    """facts and chains counted, and what is broken (empty when all is well)."""

    facts: int = 0
    chains: int = 0
    broken: list[Breach] = field(default_factory=list)


def verify() -> Verdict:
    """Read the whole ledger once, in order, at one moment, and say what does not hold. Writers go on meanwhile."""
    anchored = anchors.kept()  # before the snapshot: what is anchored is committed, and so is in it
    verdict = Verdict()
    try:
        with snapshot():
            _read(anchored, verdict)
    except DatabaseError as broken:
        verdict.broken.append(Breach("", 0, DATABASE.with_(line=broken)))
    return verdict


def _read(anchored: dict[str, dict[int, str]], verdict: Verdict) -> None:
    known, seen = heads(), set()
    for stream, rows in groupby(facts(), key=lambda f: f.stream):
        seen.add(stream)
        verdict.chains += 1
        _chain(stream, list(rows), known.get(stream), anchored.get(stream, {}), verdict)
    verdict.broken += [Breach(stream, 0, GONE) for stream in sorted((known.keys() | anchored.keys()) - seen)]
    if verdict.facts and not anchored:
        verdict.broken.append(Breach("", 0, NO_ANCHORS.with_(name=anchors.file().name)))
    verdict.broken += [Breach("", 0, NO_TRIGGER.with_(name=name)) for name in triggers.missing()]
    verdict.broken += [Breach("", 0, DATABASE.with_(line=line)) for line in _integrity()]


def _chain(
    stream: str, rows: list[Stored], head: tuple[Any, str] | None, anchored: dict[int, str], verdict: Verdict
) -> None:
    prev = chain.GENESIS
    told = [_told(row) for row in rows]
    blanked = _blanked(told)
    for place, (row, document) in enumerate(zip(rows, told, strict=True), start=1):
        verdict.facts += 1
        for why in _broken_fact(place, prev, row, document, blanked):
            verdict.broken.append(Breach(stream, place, why))
        prev = row.hash
        if anchored.get(place, row.hash) != row.hash:
            verdict.broken.append(Breach(stream, place, ANCHOR))
    if head != (len(rows), prev):
        verdict.broken.append(Breach(stream, len(rows), HEAD))
    if (cut := max(anchored, default=0) - len(rows)) > 0:
        verdict.broken.append(Breach(stream, len(rows) + 1, CUT.with_(n=cut)))


def _told(row: Stored) -> dict[str, Any] | None:
    """What the text says; None when it is no text of ours."""
    try:
        document: dict[str, Any] = json.loads(row.body)
        moments = as_stored(document["happened_at"]), as_stored(document["recorded_at"])
        private = {str(k): str(v) for k, v in document["private"].items()}
        fields = dict(document["fields"])
        if document["kind"] == "ledger.blanked":
            fields = {"seq": int(fields["seq"]), "fields": list(map(str, fields["fields"]))}
        return document | {"moments": moments, "private": private, "fields": fields, "prev": str(document["prev"])}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _broken_fact(
    place: int, prev: str, row: Stored, document: dict[str, Any] | None, blanked: set[tuple[int, str]]
) -> Iterator[Text]:
    if chain.link(row.body) != row.hash:
        yield HASH
    if document is None:
        yield UNREADABLE
        return
    columns = tuple(document.get(name) for name in ("stream", "seq", "kind", "actor"))
    if columns != (row.stream, row.seq, row.kind, row.actor) or row.seq != place:
        yield COLUMNS
    if document["moments"] != (row.happened_at, row.recorded_at):
        yield TIMES
    if document["prev"] != prev:
        yield ORDER
    yield from _broken_private(place, row, document["private"], blanked)


def _broken_private(
    place: int, row: Stored, committed: dict[str, str], blanked: set[tuple[int, str]]
) -> Iterator[Text]:
    for name in sorted(committed):
        pair, wiped = row.private.get(name), (place, name) in blanked
        if pair is None and not wiped:
            yield LOST.with_(name=name)
        elif pair is not None and chain.commitment(*pair) != committed[name]:
            yield CHANGED.with_(name=name)
        elif pair is not None and wiped:
            yield REVIVED.with_(name=name)
    for name in sorted(row.private.keys() - committed.keys()):
        yield ADDED.with_(name=name)


def _blanked(told: Iterable[dict[str, Any] | None]) -> set[tuple[int, str]]:
    """(seq, field) of every blanking that this stream's own facts tell of."""
    blankings = [d["fields"] for d in told if d and d.get("kind") == "ledger.blanked"]
    return {(fields["seq"], name) for fields in blankings for name in fields["fields"]}


def _integrity() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [line for (line,) in cursor.fetchall() if line != "ok"]
