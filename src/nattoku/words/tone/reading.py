"""The tables on disk (rules/*.toml), read once. Their columns are explained in rules/A.toml."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from nattoku.lib.text import Text
from nattoku.words.tone.keys import keys
from nattoku.words.tone.row import Form, Level, Mode, Row
from nattoku.words.tone.spelling import written

OUTWARD = ("apology", "explain", "letter", "safety")
_ROWS = re.compile(r"（S\d{3}-[^（）]*）| ?\(S\d{3}-[^()]*\)")
_LOWER = {Level.STOP: Level.NOTE, Level.WARN: None, Level.NOTE: None}


@cache
def groups() -> dict[str, Text]:
    """Letter of a group -> its title."""
    return {letter: _text(table, "title") for letter, table in _tables().items()}


@cache
def rows() -> tuple[Row, ...]:
    """All rows that look for words."""
    return tuple(row for row in everything() if not row.id.startswith("N"))


@cache
def absences() -> dict[str, Row]:
    """N1 to N12: what must be there."""
    return {row.id: row for row in everything() if row.id.startswith("N")}


@cache
def everything() -> tuple[Row, ...]:
    """The whole table in its own order."""
    return tuple(_row(table, line) for table in _tables().values() for line in table["rule"])


def form(match: Iterable[str], unless: Iterable[str] = (), near: Iterable[str] = ()) -> Form:
    """Patterns in the short spelling of the tables, made ready."""
    pattern = written("|".join(match))
    return Form(re.compile(pattern), keys(pattern), _any(unless), _any(near))


@cache
def _tables() -> dict[str, Any]:
    home = files("nattoku.words.tone") / "rules"
    found = sorted((f for f in home.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): tomllib.loads(f.read_text("utf-8")) for f in found}


def _row(table: dict[str, Any], line: dict[str, Any]) -> Row:
    return Row(
        id=line["id"],
        levels=_levels(table, line),
        avoid=_text(line, "avoid"),
        why=_text(line if "why" in line else table, "why"),
        better=_text(line, "better"),
        sources=_sources(line, table),
        confirmed=_text(line, "confirmed") if "confirmed" in line else None,
        alone=line.get("alone", False),
        forms=tuple(
            form([pattern], f.get("unless", ()), f.get("near", ()))
            for f in [line, *line.get("also", ())]
            for pattern in f.get("match", ())
        ),
    )


def _levels(table: dict[str, Any], line: dict[str, Any]) -> dict[Mode, Level]:
    """`modes` of the line, else of its group, else everything that goes out; `relaxed` ones are lowered."""
    level = Level(line["level"])
    found = {Mode(m): level for m in line.get("modes", table.get("modes", OUTWARD))}
    for mode in map(Mode, table.get("relaxed", ())):
        lower = _LOWER[level]
        if lower is None:
            found.pop(mode, None)
        elif mode in found:
            found[mode] = lower
    return found


def _text(line: dict[str, Any], name: str) -> Text:
    """Without the rows it comes from: people read words."""
    return Text(*(_ROWS.sub("", words) for words in line[name]))


def _sources(line: dict[str, Any], table: dict[str, Any]) -> tuple[str, ...]:
    """「（S004-5.2・5.3・S001-23）」: a number alone belongs to the letter before it."""
    told = (line["why"] if "why" in line else table["why"])[0] + line["better"][0]
    found, series = [], ""
    for named in _ROWS.findall(told):
        for part in re.findall(r"(?:(S\d{3})-)?(\d[\d.]*[a-z]?)", named.replace("、", "・")):
            series = part[0] or series
            found.append(f"{series}-{part[1]}")
    return tuple(dict.fromkeys(found))


def _any(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(patterns)
    return re.compile(written(joined)) if joined else None
