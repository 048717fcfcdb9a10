"""Which strings must stand in a text before a pattern can match: they are sought first, the pattern only then."""

from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MANY = 60


def keys(pattern: str) -> frozenset[str]:
    """At least one of these stands in everything the pattern matches; {""} where nothing is certain."""
    return _of(_parser.parse(pattern))


def _of(parsed: Any) -> frozenset[str]:
    """The best of a sequence: literals in a row, or a branch each of whose arms has its own."""
    best, run = frozenset({""}), ""
    for op, arg in [*parsed, (None, None)]:
        if op is c.LITERAL:
            run += chr(arg)
            continue
        best = _better(best, frozenset({run}))
        run = ""
        best = _better(best, _one(op, arg))
    return best


def _one(op: Any, arg: Any) -> frozenset[str]:
    if op is c.SUBPATTERN:
        return _of(arg[3])
    if op is c.BRANCH:
        return frozenset().union(*(_of(arm) for arm in arg[1]))
    if op in (c.MAX_REPEAT, c.MIN_REPEAT) and arg[0] > 0:
        return _of(arg[2])
    if op is c.IN and all(o is c.LITERAL for o, _ in arg):
        return frozenset(chr(a) for _, a in arg)
    return frozenset({""})


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    def worth(keys: frozenset[str]) -> tuple[int, int]:
        return (0 if len(keys) > _MANY else min(map(_rare, keys)), -len(keys))

    return max(one, other, key=worth)


def _rare(key: str) -> int:
    """Hiragana and commas stand in every line; kanji, katakana and digits do not."""
    return sum(1 if character in "、," or "ぁ" <= character <= "ゖ" else 3 for character in key)
