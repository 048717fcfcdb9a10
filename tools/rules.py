"""Print each rule of docs/rules.tsv with the tests that verify it: `.venv/bin/python tools/rules.py`.

A test verifies the ids of its own `@pytest.mark.rule("S004-2.3.1", ...)`, its class's and its module's
`pytestmark`. The tests are read, not run; one that is always skipped or expected to fail verifies nothing.
"""

import ast
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_PROOF = {"skip", "xfail"}


def marks(trees: Iterable[ast.AST]) -> Iterator[tuple[str, ast.Call | None]]:
    """Every pytest mark below these nodes: its name, and its call where it has one."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = {id(node.func): node for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("pytest.mark", "mark"):
            yield node.attr, calls.get(id(node))


def ids(call: ast.Call | None) -> list[str]:
    """The rule ids of one mark, as written; what is no plain string comes back as its source."""
    return [
        arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else ast.unparse(arg)
        for arg in (call.args if call else [])
    ]


def tests(owner: ast.Module | ast.ClassDef, path: str, above: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """(rule id, test) for each test in a module or class; `above` holds the marks that cover all of it."""
    covering = above + [
        node.value
        for node in owner.body
        if isinstance(node, ast.Assign) and "pytestmark" in map(ast.unparse, node.targets)
    ]
    for node in owner.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from tests(node, f"{path}::{node.name}", [*covering, *node.decorator_list])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            found = list(marks([*covering, *node.decorator_list]))
            if not NO_PROOF & {name for name, _ in found}:
                named = {rule for name, call in found if name == "rule" for rule in ids(call)}
                yield from ((rule, f"{path}::{node.name}") for rule in named)


def main() -> int:
    with (ROOT / "docs/rules.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        verified: dict[str, list[str]] = {row["id"]: [] for row in rows}
    unknown = []
    for path in sorted(p for folder in ("tests", "stories") for p in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), name)
        calls = [call for mark, call in marks([tree]) if mark == "rule" and call]
        unknown += [f"{name}:{c.lineno}: no such rule: {r}" for c in calls for r in ids(c) if r not in verified]
        for rule, test in tests(tree, name, []) if path.name.startswith("test_") else ():
            verified.get(rule, []).append(test)
    if unknown:
        print(*unknown, sep="\n", file=sys.stderr)
        return 1
    width = max(map(len, verified))
    for rule, by in verified.items():
        print(f"{rule:<{width}}  ✓ {len(by)}  {', '.join(by)}" if by else f"{rule:<{width}}  –")
    print(f"{sum(map(bool, verified.values()))} of {len(verified)} rows verified")
    return 0


if __name__ == "__main__":
    sys.exit(main())
