"""How exactly promises are found in the labelled set, and how many texts a second."""

import time

from nattoku.words.promises import find
from tests.words.test_promises import heard, labelled

ROUNDS = 100


def main() -> None:
    rows = list(labelled())
    exact = sum(heard(text, now) == wanted for now, text, wanted in rows)
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for now, text, _wanted in rows:
            find(text, now)
    pace = ROUNDS * len(rows) / (time.perf_counter() - began)
    print(f"exact {exact}/{len(rows)} = {exact / len(rows):.3f}; {pace:,.0f} texts/s")


if __name__ == "__main__":
    main()
