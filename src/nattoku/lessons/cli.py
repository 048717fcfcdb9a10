"""nattoku search: past cases by their words."""

import click

from nattoku.lib.options import as_json, data


@click.command(help="対応ファイルを言葉で探す / find past cases by their words")
@click.argument("query")
@click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@as_json
@data
def search(query: str, by: str | None, limit: int, as_json: bool, _data: str | None) -> None:
    """Every word must be there; the newest first. Nothing found is an answer, not a failure."""
    from nattoku.lessons import answers
    from nattoku.lib.terminal import answer, tell
    from nattoku.lib.text import Text
    from nattoku.people.actor import actor

    found = answers.found(query, by=actor(by), limit=limit)
    if as_json:
        answer(found)
        return
    for one in found:
        click.echo(f"{one['case']}  {one['excerpt']}")
    if not found:
        tell(Text("見つかりませんでした。", "Nothing was found."))


commands: list[click.Command] = [search]
