"""How long 100,000 customers take, beside reading the same file with Python's own csv module.

python -m bench.silence [--customers N]
"""

import argparse
import csv
import io
import time
from datetime import date, timedelta

import numpy as np

from nattoku.silence import purchases, signs

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
    found = signs.judged(bought, END)
    whole = time.perf_counter() - begun
    print(f"peer: csv module alone, {rows - 1:,} purchases        {peer:6.2f} s")
    print(f"read and checked                                 {read:6.2f} s")
    print(f"{len(found.signs):,} customers scored, with reading       {whole:6.2f} s   ratio {whole / peer:.1f}")
    print(found.said.en)


if __name__ == "__main__":
    main()
