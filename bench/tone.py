"""The tone check: precision and recall on our own labelled sentences, per level too, and its pace.

python -m bench.tone [--wrong]     --wrong lists every sentence that was judged otherwise than labelled
"""

import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nattoku.words.tone import Mode, check
from nattoku.words.tone.reading import everything

SET = Path(__file__).parents[1] / "tests/words/tone_set.tsv"
MEGABYTE = 1_000_000


def judged() -> Iterator[tuple[dict[str, str], set[str], set[str]]]:
    """Each labelled sentence, what it should be remarked for, and what it is. Absences are not asked of one sentence."""
    with SET.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted = set(line["rules"].split()) - {"-"}
            yield line, wanted, {hit.rule for hit in check(line["sentence"], line["mode"]) if hit.start is not None}


def figures() -> dict[str, tuple[float, float, int]]:
    """ "all", "stop", "warn", "note" -> (precision, recall, how many are labelled)."""
    levels = {(row.id, mode): level for row in everything() for mode, level in row.levels.items()}
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for line, wanted, found in judged():
        mode = Mode(line["mode"])
        for counter, rules in ((right, wanted & found), (false, found - wanted), (missed, wanted - found)):
            for rule in rules:
                counter.update(["all", str(levels[rule, mode])])
    return {
        name: (_share(right[name], false[name]), _share(right[name], missed[name]), right[name] + missed[name])
        for name in ("all", "stop", "warn", "note")
    }


def pace() -> tuple[float, float]:
    """(MB of text a second, how many times longer than one plain pattern of `re` over the same text)."""
    with SET.open(encoding="utf-8", newline="") as file:
        sentences = [line["sentence"] for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    letter = "\n".join(sentences)
    letters = [letter] * (MEGABYTE // len(letter.encode()) + 1)
    size = sum(len(one.encode()) for one in letters)
    check(letter)
    started = time.process_time()
    for one in letters:
        check(one)
    ours = time.process_time() - started
    one_pattern = re.compile("(?:検討|善処)(?:いたし|し)ます")
    started = time.process_time()
    for one in letters:
        list(one_pattern.finditer(one))
    return size / MEGABYTE / ours, ours / max(time.process_time() - started, 1e-9)


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


def main() -> None:
    if "--wrong" in sys.argv:
        for line, wanted, found in judged():
            if wanted != found:
                print(f"{line['mode']}\twanted {sorted(wanted)}\tfound {sorted(found)}\t{line['sentence']}")
    total = sum(1 for _ in judged())
    print(f"labelled sentences {total}, acceptable {sum(1 for _, wanted, _ in judged() if not wanted)}")
    for name, (precision, recall, n) in figures().items():
        print(f"{name:5} precision {precision:.3f}  recall {recall:.3f}  (n = {n})")
    speed, ratio = pace()
    print(f"pace {speed:.2f} MB of text a CPU second; {ratio:.0f} times the time of one plain pattern")


if __name__ == "__main__":
    main()
