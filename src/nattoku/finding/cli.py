"""nattoku search, nattoku similar: cases by their words, and cases like this one."""

import sys
from typing import TYPE_CHECKING

import click

from nattoku.lib.options import as_json, data

if TYPE_CHECKING:
    from nattoku.finding.queries import Found

_BY = click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")


@click.command(help="案件と対応ファイルを言葉で探す / find cases by their words")
@click.argument("query")
@_BY
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@as_json
@data
def search(query: str, by: str | None, limit: int, as_json: bool, _data: str | None) -> None:
    """Every word must be there in one of its forms; the newest first. Nothing found is an answer, not a failure."""
    from nattoku.finding import queries
    from nattoku.people.actor import actor

    _tell(queries.search(query, by=actor(by), limit=limit), as_json)


@click.command(help="似た案件を探す（番号、または - で文を標準入力から） / cases like CASE, or like the text on -")
@click.argument("case")
@_BY
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 200))
@as_json
@data
def similar(case: str, by: str | None, limit: int, as_json: bool, _data: str | None) -> None:
    """The most alike first: those that share rare words."""
    from nattoku.finding import queries
    from nattoku.people.actor import actor

    person = actor(by)
    text = sys.stdin.read() if case == "-" else queries.about(case, by=person)
    but = int(case) if case != "-" else 0
    _tell(queries.similar(text, by=person, but=but, limit=limit), as_json)


def _tell(found: "list[Found]", as_json: bool) -> None:
    from nattoku.finding import answers
    from nattoku.lib.terminal import answer, tell
    from nattoku.lib.text import Text

    if as_json:
        answer(answers.found(found))
        return
    for one in found:
        click.echo(f"{one.no}  {one.excerpt}")
    if not found:
        tell(Text("見つかりませんでした。", "Nothing was found."))


commands: list[click.Command] = [search, similar]
