"""How long 100,000 customers take: the library on a file, and the room on the purchases that it keeps.

Beside reading the same file with Python's own csv module, and reading the same rows back with Python's own sqlite3.

python -m bench.silence [--customers N]
"""

import argparse
import csv
import io
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np

from nattoku.silence import purchases, signs
from tests.house import found

T = TypeVar("T")
BEGIN, END = date(2024, 1, 1), date(2026, 6, 30)


def crowd(customers: int) -> bytes:
    """Customers of every rhythm; a third of them stop somewhere."""
    chance = np.random.default_rng(1)
    lines = ["customer,date,amount"]
    span = (END - BEGIN).days
    for n in range(customers):
        gap, begun = chance.gamma(2, 40), int(chance.integers(0, span - 60))
        end = begun + int(chance.integers(1, span - begun)) if chance.random() < 1 / 3 else span
        at = float(begun)
        while at <= end:
            lines.append(f"c{n},{BEGIN + timedelta(int(at))},{int(chance.integers(100, 9_999))}")
            at += max(1.0, chance.exponential(gap))
    return "\n".join(lines).encode()


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """(seconds, what it gave)."""
    begun = time.perf_counter()
    given = act()
    return time.perf_counter() - begun, given


def room(raw: bytes) -> None:
    """A house of its own takes the file and makes its daily look, as the worker does."""
    with tempfile.TemporaryDirectory() as name:
        found(Path(name))
        os.environ |= {"NATTOKU_DATA": name, "DJANGO_SETTINGS_MODULE": "nattoku.settings"}
        import django

        django.setup()
        from django.conf import settings

        from nattoku.people.models import Person
        from nattoku.signs import looking
        from nattoku.signs import purchases as kept

        at = datetime.combine(END, datetime.min.time(), UTC) + timedelta(hours=9)
        leader = Person.objects.get(pk="kato")
        taking, file = timed(lambda: kept.take_file(name="purchases.csv", raw=raw, by=leader, at=at))
        print(f"the room: {file.rows:,} purchases read and kept          {taking:6.2f} s, once a file")
        plain = sqlite3.connect(settings.DATABASES["default"]["NAME"])
        peer, _ = timed(lambda: plain.execute("SELECT ref, day, amount FROM signs_purchase ORDER BY id").fetchall())
        print(f"peer: the same rows with sqlite3 alone           {peer:6.2f} s")
        looked, seen = timed(lambda: looking.look(at=at))
        print(
            f"the room: {seen.customers:,} customers looked at, {seen.noticed} signs {looked:6.2f} s   ratio {looked / peer:.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=100_000)
    raw = crowd(parser.parse_args().customers)
    begun = time.perf_counter()
    rows = sum(1 for _ in csv.reader(io.StringIO(raw.decode())))
    peer = time.perf_counter() - begun
    begun = time.perf_counter()
    bought = purchases.read(raw, END)
    read = time.perf_counter() - begun
    judged = signs.judged(bought, END)
    whole = time.perf_counter() - begun
    print(f"peer: csv module alone, {rows - 1:,} purchases        {peer:6.2f} s")
    print(f"read and checked                                 {read:6.2f} s")
    print(f"{len(judged.signs):,} customers scored, with reading       {whole:6.2f} s   ratio {whole / peer:.1f}")
    print(judged.said.en)
    room(raw)


if __name__ == "__main__":
    main()
