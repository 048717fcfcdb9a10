"""nattoku monthly."""

from pathlib import Path

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.text import Text


@click.command(help="月次の一覧と数字をExcelに / the monthly list and figures as an Excel workbook")
@click.option("--month", required=True, metavar="YYYY-MM")
@click.option("--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="書き出す .xlsx / the workbook")
@click.option("--division", default="", metavar="ID", help="一つの部門だけ / one division only")
@click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")
@as_json
@data
def monthly(month: str, file: Path | None, division: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """--json: the same as JSON on standard output."""
    from django.utils import timezone

    from nattoku.lib.terminal import answer, language, tell
    from nattoku.monthly import answers, queries, rules
    from nattoku.monthly.workbook import workbook
    from nattoku.people import queries as people
    from nattoku.people.actor import actor

    if not (file or as_json):
        raise click.UsageError("--output FILE | --json")
    asked, at = rules.month_of(month), timezone.now()
    found = queries.report(asked, division=division, by=actor(by), at=at)
    if file:
        file.write_bytes(workbook(found, asked, company=people.described().name, lang=language(), at=at))
        n = sum(len(one.lines) for one in found)
        tell(Text("{file} に{n}件を書き出しました。", "{n} cases were written to {file}.").with_(file=file, n=n))
    if as_json:
        answer(answers.monthly(found, asked, lang=language()))


commands = [monthly]
