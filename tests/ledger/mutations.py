"""What an insider with the database file could do to history. Each does one thing to a random place.

Every mutation returns the streams it touched; `SILENT` are those that only an anchor outside the database shows.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection

from nattoku.ledger import chain
from nattoku.ledger.models import FactRow, Head, Private
from tests.databases import on_sqlite

Mutation = Callable[["Insider"], set[str]]
COLUMNS = {
    "stream": "case:9999",
    "seq": 4711,
    "kind": "cases.noted",
    "actor": "nobody",
    "hash": "f" * 64,
}


@dataclass
class Insider:
    """Somebody who can write any SQL, and a die."""

    die: Random

    def unlock(self) -> None:
        """Triggers and foreign keys away, until the transaction is rolled back."""
        with connection.cursor() as cursor:
            if not on_sqlite():
                cursor.execute("SET LOCAL session_replication_role = replica")
                return
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")

    def stream(self, *, at_least: int = 1) -> tuple[str, list[FactRow]]:
        """Some stream, and its facts in order."""
        streams = sorted(Head.objects.filter(count__gte=at_least).values_list("stream", flat=True))
        name = self.die.choice(streams)
        return name, list(FactRow.objects.filter(stream=name).order_by("seq"))

    def fact(self) -> FactRow:
        """Some fact, a long stream's as likely as a short one's."""
        return self.die.choice(self.stream()[1])

    def private(self) -> Private:
        """Some private value."""
        return self.die.choice(list(Private.objects.order_by("pk")))

    def cut(self, stream: str, rows: list[FactRow]) -> None:
        """Facts and their private values away."""
        wanted = [r.pk for r in rows]
        Private.objects.filter(fact_id__in=wanted).delete()
        with connection.cursor() as cursor:
            for pk in wanted:
                cursor.execute("DELETE FROM ledger_fact WHERE id = %s", [pk])

    def rewrite(self, rows: list[FactRow], begin: int, change: Callable[[dict[str, Any]], None]) -> None:
        """Change one fact's text, and every hash after it, and the head: as the product itself would write it."""
        prev = rows[begin - 1].hash if begin else chain.GENESIS
        for i in range(begin, len(rows)):
            told = json.loads(rows[i].body)
            told["prev"] = prev
            if i == begin:
                change(told)
            body = chain.canonical(told)
            prev = chain.link(body)
            moments = {n: told[n] for n in ("happened_at", "recorded_at")}
            FactRow.objects.filter(pk=rows[i].pk).update(body=body, hash=prev, actor=told["actor"], **moments)
        Head.objects.filter(stream=rows[0].stream).update(hash=prev)


def change_one_byte_of_a_text(insider: Insider) -> set[str]:
    row = insider.fact()
    body = bytearray(row.body.encode())
    at = insider.die.randrange(len(body))
    if on_sqlite():
        body[at] ^= insider.die.randrange(1, 256)
        statement = "UPDATE ledger_fact SET body = CAST(%s AS TEXT) WHERE id = %s"
    else:  # PostgreSQL keeps no text that is not UTF-8
        at = insider.die.choice([i for i, byte in enumerate(body) if byte < 128])
        body[at] = (body[at] - 32 + insider.die.randrange(1, 90)) % 95 + 32
        statement = "UPDATE ledger_fact SET body = convert_from(%s, 'UTF8') WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [bytes(body), row.pk])
    return {row.stream}


def change_a_column(insider: Insider) -> set[str]:
    row = insider.fact()
    column = insider.die.choice([c for c, value in COLUMNS.items() if getattr(row, c) != value])
    FactRow.objects.filter(pk=row.pk).update(**{column: COLUMNS[column]})
    return {row.stream}


def change_a_clock(insider: Insider) -> set[str]:
    row = insider.fact()
    column = insider.die.choice(["happened_at", "recorded_at"])
    shift = timedelta(seconds=insider.die.choice([-86400, -1, 1, 3600]), microseconds=insider.die.randrange(3))
    FactRow.objects.filter(pk=row.pk).update(**{column: getattr(row, column) + shift})
    return {row.stream}


def write_nonsense_with_a_right_hash(insider: Insider) -> set[str]:
    row = insider.fact()
    body = insider.die.choice(
        ["", "[]", "{}", '{"private":3}', "null", "1e999", "[" * 5000, row.body[:-1], row.body * 2]
    )
    FactRow.objects.filter(pk=row.pk).update(body=body, hash=chain.link(body))
    return {row.stream}


def remove_a_fact(insider: Insider) -> set[str]:
    row = insider.fact()
    insider.cut(row.stream, [row])
    return {row.stream}


def swap_two_facts(insider: Insider) -> set[str]:
    stream, rows = insider.stream(at_least=2)
    one, other = insider.die.sample(rows, 2)
    for pk, taken in ((one.pk, other), (other.pk, one)):
        FactRow.objects.filter(pk=pk).update(
            body=taken.body, hash=taken.hash, **({"kind": taken.kind} if insider.die.random() < 0.5 else {})
        )
    return {stream}


def insert_a_fact(insider: Insider) -> set[str]:
    """A copy of some fact, at the end of a stream or in a gap made for it; the head follows, the links do not."""
    stream, rows = insider.stream()
    taken = insider.fact()
    at = insider.die.randrange(1, len(rows) + 2)
    for row in reversed(rows[at - 1 :]):
        FactRow.objects.filter(pk=row.pk).update(seq=row.seq + 1)
    taken.pk, taken.stream, taken.seq = None, stream, at
    taken.save(force_insert=True)
    Head.objects.filter(stream=stream).update(count=len(rows) + 1)
    return {stream}


def cut_the_tail(insider: Insider) -> set[str]:
    stream, rows = insider.stream(at_least=2)
    insider.cut(stream, rows[insider.die.randrange(1, len(rows)) :])
    return {stream}


def remove_a_stream(insider: Insider) -> set[str]:
    stream, rows = insider.stream()
    insider.cut(stream, rows)
    return {stream}


def change_a_private_value(insider: Insider) -> set[str]:
    held = insider.private()
    value = bytearray(bytes(held.value))
    value[insider.die.randrange(len(value))] ^= insider.die.randrange(1, 256)
    Private.objects.filter(pk=held.pk).update(value=bytes(value))
    return _of(held)


def change_a_salt(insider: Insider) -> set[str]:
    held = insider.private()
    salt = bytearray(bytes(held.salt))
    salt[insider.die.randrange(16)] ^= insider.die.randrange(1, 256)
    Private.objects.filter(pk=held.pk).update(salt=bytes(salt))
    return _of(held)


def remove_a_private_value(insider: Insider) -> set[str]:
    held = insider.private()
    Private.objects.filter(pk=held.pk).delete()
    return _of(held)


def rename_a_private_value(insider: Insider) -> set[str]:
    held = insider.private()
    Private.objects.filter(pk=held.pk).update(field="other")
    return _of(held)


def add_a_private_value(insider: Insider) -> set[str]:
    row = insider.fact()
    Private.objects.create(fact_id=row.pk, field="rumour", salt=bytes(16), value=b'"x"')
    return {row.stream}


def swap_two_private_values(insider: Insider) -> set[str]:
    one, other = insider.die.sample(list(Private.objects.order_by("pk")), 2)
    for pk, taken in ((one.pk, other), (other.pk, one)):
        Private.objects.filter(pk=pk).update(value=taken.value, salt=taken.salt)
    return _of(one) | _of(other)


def bring_back_what_was_blanked(insider: Insider) -> set[str]:
    """By somebody who kept a copy: the value fits its commitment, and yet may not be there."""
    row = FactRow.objects.get(pk=KEPT[0])
    Private.objects.create(fact_id=row.pk, field=KEPT[1], salt=KEPT[2], value=KEPT[3])
    return {row.stream}


def change_a_head(insider: Insider) -> set[str]:
    stream, rows = insider.stream()
    other = (
        {"count": len(rows) + insider.die.choice([-1, 1, 1000])} if insider.die.random() < 0.5 else {"hash": "0" * 64}
    )
    Head.objects.filter(stream=stream).update(**other)
    return {stream}


def remove_a_head(insider: Insider) -> set[str]:
    stream, _ = insider.stream()
    Head.objects.filter(stream=stream).delete()
    return {stream}


def cut_the_tail_and_mend_the_head(insider: Insider) -> set[str]:
    stream, rows = insider.stream(at_least=2)
    left = insider.die.randrange(1, len(rows))
    insider.cut(stream, rows[left:])
    Head.objects.filter(stream=stream).update(count=left, hash=rows[left - 1].hash)
    return {stream}


def remove_a_stream_with_its_head(insider: Insider) -> set[str]:
    stream, rows = insider.stream()
    insider.cut(stream, rows)
    Head.objects.filter(stream=stream).delete()
    return {stream}


def put_yesterdays_file_back(insider: Insider) -> set[str]:
    """Every stream as it was at some moment."""
    moment = insider.die.choice(list(FactRow.objects.order_by("pk").values_list("pk", flat=True))[:-1])
    touched = set()
    for stream in sorted(Head.objects.values_list("stream", flat=True)):
        rows = list(FactRow.objects.filter(stream=stream).order_by("seq"))
        kept = [r for r in rows if r.pk <= moment]
        if len(kept) == len(rows):
            continue
        touched.add(stream)
        insider.cut(stream, rows[len(kept) :])
        if kept:
            Head.objects.filter(stream=stream).update(count=len(kept), hash=kept[-1].hash)
        else:
            Head.objects.filter(stream=stream).delete()
    return touched


def rewrite_history_from_some_fact_on(insider: Insider) -> set[str]:
    stream, rows = insider.stream()

    def another_clock(told: dict[str, Any]) -> None:
        told["recorded_at"] = "2020-01-01T00:00:00+00:00"

    def another_actor(told: dict[str, Any]) -> None:
        told["actor"] = "somebody"

    insider.rewrite(rows, insider.die.randrange(len(rows)), insider.die.choice([another_clock, another_actor]))
    return {stream}


def put_words_into_a_mouth(insider: Insider) -> set[str]:
    """Another private value, with a new salt, a new commitment, and every hash after it."""
    held = insider.private()
    salt, value = bytes(range(16)), '"そんなことは言っていません"'.encode()
    Private.objects.filter(pk=held.pk).update(salt=salt, value=value)
    row = FactRow.objects.get(pk=held.fact_id)
    rows = list(FactRow.objects.filter(stream=row.stream).order_by("seq"))

    def recommit(told: dict[str, Any]) -> None:
        told["private"][held.field] = chain.commitment(salt, value)

    insider.rewrite(rows, row.seq - 1, recommit)
    return {row.stream}


KEPT: list[Any] = []


def keep(held: Private) -> None:
    """Before it is blanked: what a thief would remember of it."""
    KEPT[:] = [held.fact_id, held.field, bytes(held.salt), bytes(held.value)]


def _of(held: Private) -> set[str]:
    return {FactRow.objects.get(pk=held.fact_id).stream}


LOUD: list[Mutation] = [
    change_one_byte_of_a_text,
    change_a_column,
    change_a_clock,
    write_nonsense_with_a_right_hash,
    remove_a_fact,
    swap_two_facts,
    insert_a_fact,
    cut_the_tail,
    remove_a_stream,
    change_a_private_value,
    change_a_salt,
    remove_a_private_value,
    rename_a_private_value,
    add_a_private_value,
    swap_two_private_values,
    bring_back_what_was_blanked,
    change_a_head,
    remove_a_head,
]
SILENT: list[Mutation] = [
    cut_the_tail_and_mend_the_head,
    remove_a_stream_with_its_head,
    put_yesterdays_file_back,
    rewrite_history_from_some_fact_on,
    put_words_into_a_mouth,
]
