"""How exactly promises are found in the labelled sets, and how fast, beside a plain scan for the same words."""

import re
import time
from collections.abc import Callable
from datetime import datetime

from nattoku.words.promises import find
from nattoku.words.promises.clocks import CLOCK
from nattoku.words.promises.days import WORDED
from nattoku.words.promises.spans import SPAN
from tests.words.test_promises import NOW, SETS, heard, labelled

ROUNDS = 20
PLAIN = re.compile(f"{SPAN}|{WORDED}|{CLOCK}")  # places alone: it neither reads the date nor asks who promised what


def main() -> None:
    for name in SETS:
        rows = list(labelled(name))
        exact = sum(heard(text, now) == wanted for now, text, wanted in rows)
        print(f"{name}: exact {exact}/{len(rows)} = {exact / len(rows):.3f}")
    texts = [text for name in SETS for _, text, _ in labelled(name)]
    found, plain = pace(find, texts), pace(lambda text, _: PLAIN.findall(text), texts)
    print(f"found {found:,.0f} texts/s; plain scan {plain:,.0f} texts/s; ratio {found / plain:.2f}")


def pace(read: Callable[[str, datetime], object], texts: list[str]) -> float:
    """Texts a second, the best of three rounds of rounds."""
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for _ in range(ROUNDS):
            for text in texts:
                read(text, NOW)
        best = max(best, ROUNDS * len(texts) / (time.perf_counter() - began))
    return best


if __name__ == "__main__":
    main()
