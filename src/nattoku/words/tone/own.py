"""The company's own additions in DIR/tone/*.yml: words to avoid (prh dictionaries as they are) and competitors' names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.words.tone.keys import keys
from nattoku.words.tone.row import Form, Level, Mode, Row
from nattoku.words.tone.spelling import written

_BAD = "(?:さん|様|社|製品|の製品|の商品)?(?:は|の|なんて|だと|では|って|さんは)[^。]{0,20}(?:悪|安かろう|ひど|いい加減|劣|粗|壊れ|対応が|質が|信用|評判|不親切|雑|高い|遅い|トラブル)"
_WHY = Text("当社で決めた言い換えです", "Our own house rule")
_WHY_NAME = Text("ほかの会社を悪く言っています", "It runs down another company")
_ALONE = Text("（取る）自社のことだけ", "(leave it out) speak of ourselves only")
_OUT = (Mode.APOLOGY, Mode.EXPLAIN, Mode.LETTER, Mode.SAFETY)


@dataclass(frozen=True, eq=False)
class Own:
    """Rows of the company's own, and those that its list of competitors makes. Compared by identity."""

    rows: tuple[Row, ...] = ()


NOTHING = Own()


def own(folder: Path) -> Own:
    """Everything in folder/*.yml and *.yaml; nothing where there is no folder. Refusal (400) names file and place.

    A file is a mapping: `competitors: [名前]`, and `rules:` as in prh: `expected`, `pattern` or `patterns` (a string,
    or /a regular expression/), `prh` (why). Beyond prh: `level` (stop, warn, note), `modes`.
    """
    files = sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]) if folder.is_dir() else []
    return Own(tuple(row for file in files for row in _rows(file))) if files else NOTHING


def _rows(file: Path) -> Iterator[Row]:
    try:
        table = yaml.safe_load(file.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as wrong:
        raise _refused(file, "", str(wrong).splitlines()[0]) from wrong
    if not isinstance(table, dict):
        raise _refused(file, "", "mapping")
    for i, name in enumerate(_listed(file, table, "competitors")):
        if not isinstance(name, str) or not name.strip():
            raise _refused(file, f"competitors[{i}]", "text")
        yield _row("F2", re.escape(name.strip()) + _BAD, Level.STOP, _OUT, Text(name, name), _WHY_NAME, _ALONE)
    for i, line in enumerate(_listed(file, table, "rules")):
        yield _own_rule(file, i, {"expected": line} if isinstance(line, str) else line)


def _own_rule(file: Path, i: int, line: Any) -> Row:
    where = f"rules[{i}]"
    if not isinstance(line, dict) or not isinstance(line.get("expected"), str):
        raise _refused(file, where, "expected")
    given = line.get("patterns", line.get("pattern", []))
    patterns = [given] if isinstance(given, str) else given
    if not isinstance(patterns, list) or not patterns or not all(isinstance(p, str) and p for p in patterns):
        raise _refused(file, where, "pattern")
    try:
        level = Level(line.get("level", "warn"))
        modes = tuple(map(Mode, line.get("modes", _OUT)))
        joined = "|".join(map(_pattern, patterns))
        why = Text(*[str(line["prh"])] * 2) if line.get("prh") else _WHY
        expected = Text(line["expected"], line["expected"])
        return _row(f"own:{file.stem}:{i + 1}", joined, level, modes, Text(given := patterns[0], given), why, expected)
    except (ValueError, TypeError, re.error) as wrong:
        raise _refused(file, where, str(wrong)) from wrong


def _row(rule: str, pattern: str, level: Level, modes: tuple[Mode, ...], avoid: Text, why: Text, better: Text) -> Row:
    form = Form(re.compile(pattern), keys(pattern))
    return Row(rule, dict.fromkeys(modes, level), avoid, why, better, forms=(form,))


def _pattern(given: str) -> str:
    if found := re.fullmatch(r"/(.*)/[a-z]*", given, re.DOTALL):
        return re.sub(r"\(\?<([A-Za-z]\w*)>", r"(?P<\1>", found.group(1))  # named groups as JavaScript writes them
    return written(re.escape(given))


def _listed(file: Path, table: dict[str, Any], name: str) -> list[Any]:
    value = table.get(name) or []
    if not isinstance(value, list):
        raise _refused(file, name, "list")
    return value


def _refused(file: Path, where: str, why: str) -> Refusal:
    return Refusal(
        Text(
            "言葉の点検の設定 {file} を読み取れません（{where}：{why}）。",
            "The tone settings {file} cannot be read ({where}: {why}).",
        ).with_(file=file.name, where=where or "-", why=why),
        status=400,
    )
