"""nattoku orders: import, show."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nattoku.lib.clock import TOKYO
from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

if TYPE_CHECKING:
    from nattoku.orders.actions import Imported

BY = click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")


@click.group(help="注文の履歴 / order histories")
def orders() -> None:
    pass


@orders.command("import", help="Olistの表のあるフォルダか、CSVを取り込む / a folder of Olist tables, or one CSV")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="列の名前 / e.g. number=注文番号")
@click.option("--division", default="", help="どの部門の注文か / whose orders they are")
@BY
@as_json
@data
def import_(
    path: Path, columns: tuple[str, ...], division: str, by: str | None, as_json: bool, _data: str | None
) -> None:
    """Every row that was not taken is told with its line and the reason; the exit code is 1 when there is one."""
    from django.utils import timezone

    from nattoku.lib.terminal import answer, language
    from nattoku.orders import actions
    from nattoku.people.actor import actor

    person, at = actor(by), timezone.now()
    if path.is_dir():
        done = actions.import_olist(path, division=division, told=_progress(), by=person, at=at)
    else:
        named = dict(_pair(c) for c in columns)
        done = [actions.import_csv(path, named, division=division, told=_progress(), by=person, at=at)]
    for one in done:
        _tell(one)
    if as_json:
        answer([_plain(one, language()) for one in done])
    if any(one.refused for one in done):
        raise click.exceptions.Exit(1)


@orders.command(help="一つの注文を見る / one order")
@click.argument("number")
@BY
@as_json
@data
def show(number: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """Its history, with the hash of the file each event came from."""
    from nattoku.lib.terminal import answer, language
    from nattoku.orders import queries
    from nattoku.people import access
    from nattoku.people.actor import actor

    person = actor(by)
    order = queries.shown(queries.visible_order(number, by=person), lang=language(), hide=access.masks(person))
    if as_json:
        answer(order)
        return
    click.echo(f"{order['number']}  {order['state']}")
    for event in order["events"]:
        click.echo(f"{_local(event['at'])}  {event['label']}")
    for review in order["reviews"]:
        click.echo(f"{_local(review['at'])}  {review['score']}/5  {review['words']}")


def _local(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(TOKYO):%Y-%m-%d %H:%M}"


def _pair(column: str) -> tuple[str, str]:
    field, sign, name = column.partition("=")
    if not sign or not name:
        raise Refusal(
            Text("--column は number=注文番号 のように書いてください。", "Write --column as number=COLUMN."), status=400
        )
    return field.strip(), name.strip()


def _progress() -> Callable[[str, int], None]:
    from nattoku.lib.terminal import tell

    last = time.monotonic()

    def told(file: str, rows: int) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            tell(Text("{file}：{rows:,}行まで読みました", "{file}: {rows:,} rows read").with_(file=file, rows=rows))

    return told


def _tell(one: "Imported") -> None:
    from nattoku.lib.terminal import tell

    if one.known and not one.refused:
        tell(Text("{n}：取り込み済みのファイルです。", "{n}: this file has been imported before.").with_(n=one.name))
        return
    words = Text(
        "{n}：{rows:,}行のうち{taken:,}行を取り込み、{refused:,}行は取り込めませんでした。",
        "{n}: {taken:,} of {rows:,} rows were taken, {refused:,} were refused.",
    )
    tell(words.with_(n=one.name, rows=one.rows, taken=one.taken, refused=len(one.refused)))
    for row in one.refused:
        tell(Text("　{line}行目：{why}", "  line {line}: {why}").with_(line=row.line, why=row.why))


def _plain(one: "Imported", lang: str) -> dict[str, object]:
    return {
        "file": one.name,
        "hash": one.hash,
        "rows": one.rows,
        "taken": one.taken,
        "known": one.known,
        "refused": [{"line": r.line, "why": r.why.to(lang)} for r in one.refused],
    }


commands = [orders]
