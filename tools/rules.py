"""Print each rule of docs/rules.tsv with the tests that verify it: `.venv/bin/python tools/rules.py`.

A test verifies the ids of its own `@pytest.mark.rule("S004-2.3.1", ...)`, its class's and its module's
`pytestmark`. The tests are read, not run; one marked skip or xfail verifies nothing.
"""

import ast
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def marks(trees: Iterable[ast.AST]) -> Iterator[tuple[str, list[ast.expr]]]:
    """Every pytest mark below these nodes: its name and what it was given."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    given = {id(node.func): node.args for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("pytest.mark", "mark"):
            yield node.attr, given.get(id(node), [])


def rules(trees: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """Every rule id marked below these nodes, with its line; what is no plain string, as its source."""
    for name, args in marks(trees):
        for arg in args if name == "rule" else ():
            plain = isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            yield (ast.literal_eval(arg) if plain else ast.unparse(arg)), arg.lineno


def tests(owner: ast.Module | ast.ClassDef, path: str, above: list[ast.expr]) -> Iterator[tuple[str, str]]:
    """(rule id, test) for each test of a module or class; `above` are the marks that cover all of it."""
    assigned = [node for node in owner.body if isinstance(node, ast.Assign)]
    covering = above + [node.value for node in assigned if "pytestmark" in map(ast.unparse, node.targets)]
    for node in owner.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from tests(node, f"{path}::{node.name}", covering + node.decorator_list)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            own = covering + node.decorator_list
            if not {"skip", "xfail"} & {name for name, _ in marks(own)}:
                yield from {(rule, f"{path}::{node.name}") for rule, _ in rules(own)}


def main() -> int:
    with (ROOT / "docs/rules.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        verified: dict[str, list[str]] = {row["id"]: [] for row in rows}
    unknown = []
    for file in sorted(path for folder in ("tests", "stories") for path in (ROOT / folder).rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"), name)
        unknown += [f"{name}:{line}: no rule {id_}" for id_, line in rules([tree]) if id_ not in verified]
        for id_, test in tests(tree, name, []) if file.name.startswith("test_") else ():
            verified.get(id_, []).append(test)
    if unknown:
        print(*unknown, sep="\n", file=sys.stderr)
        return 1
    width = max(map(len, verified))
    for id_, by in verified.items():
        print(f"{id_:<{width}}  ✓ {len(by)}  {', '.join(by)}" if by else f"{id_:<{width}}  –")
    print(f"{sum(map(bool, verified.values()))} of {len(verified)} rows verified")
    return 0


if __name__ == "__main__":
    sys.exit(main())
