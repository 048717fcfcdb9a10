"""Facts as they were first stored: one file a kind, read back for ever.

`python -m tests.registry.stored` writes the files that are missing and touches no other: what was once written
may lie in somebody's ledger. A later form of the same kind is added to its file's list by hand.
"""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from nattoku.ledger.facts import FACTS, Fact, to_plain

HERE = Path(__file__).parent / "samples"
MOMENT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
WORDS = "𠮷野 髙橋\n\t「もう3日も待っている」😠"


def sample(cls: type[Fact]) -> Fact:
    """A fact of this kind with something in every field."""
    return cls(**_filled(cls))


def form(fact: Fact) -> dict[str, Any]:
    """A fact as it lies in the ledger: clear fields, and private ones apart."""
    plain = to_plain(fact)
    private = {name: plain.pop(name) for name in sorted(fact.personal)}
    return {"kind": fact.kind, "fields": plain, "private": private}


def forms(kind: str) -> list[dict[str, Any]]:
    """Every stored form of a kind, the oldest first."""
    read: list[dict[str, Any]] = json.loads((HERE / f"{kind}.json").read_text(encoding="utf-8"))
    return read


def write_missing() -> list[str]:
    """Write the files of new kinds; their names."""
    missing = [kind for kind in sorted(FACTS) if not (HERE / f"{kind}.json").exists()]
    for kind in missing:
        text = json.dumps([form(sample(FACTS[kind]))], ensure_ascii=False, indent=2, sort_keys=True)
        (HERE / f"{kind}.json").write_text(text + "\n", encoding="utf-8")
    return missing


def _filled(cls: Any) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {f.name: _value(hints[f.name], f.name in getattr(cls, "personal", ())) for f in fields(cls)}


def _value(hint: Any, personal: bool) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _value(next(a for a in args if a is not NoneType), personal)
    if origin in (list, tuple, set, frozenset):
        return origin([_value(args[0], personal)])
    if origin is dict:
        return {_value(args[0], False): _value(args[1], personal)}
    if is_dataclass(hint):
        return hint(**_filled(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if hint is str:
        return WORDS if personal else "sample"
    simple = {bool: True, int: 7, datetime: MOMENT, date: MOMENT.date()}
    found = simple.get(hint, MISSING)
    if found is MISSING:
        raise TypeError(f"no sample of {hint}: a fact holds flat values")
    return found


if __name__ == "__main__":
    import os
    import tempfile

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "nattoku.settings"
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ["NATTOKU_DATA"] = nowhere
        django.setup()
    for written in write_missing():
        print(written)
