"""Options that every command of the command line shares."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def data(command: F) -> F:
    """--data DIR. It is read before Django starts; here it only has its place in --help."""
    return click.option("--data", "_data", metavar="DIR", help="データの置き場所 / data directory")(command)


def as_json(command: F) -> F:
    """--json: one JSON document on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="JSONで答える / answer in JSON")(command)
