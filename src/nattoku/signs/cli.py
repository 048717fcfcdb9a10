"""nattoku signs: import, fetch, look, list."""

from typing import TYPE_CHECKING, BinaryIO

import click

from nattoku.lib.options import as_json, data

if TYPE_CHECKING:
    from nattoku.signs.models import PurchaseFile

BY = click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")


@click.group(help="声になっていないご不満の兆し / signs of silent dissatisfaction")
def signs() -> None:
    pass


@signs.command("import", help="お買い上げのCSVを取り込む / bring purchases in")
@click.argument("file", type=click.File("rb"))
@BY
@as_json
@data
def import_(file: BinaryIO, by: str | None, as_json: bool, _data: str | None) -> None:
    """The columns customer, date and amount, in Japanese or English; the same file again counts once."""
    from django.utils import timezone

    from nattoku.people.actor import actor
    from nattoku.signs import purchases

    _told(purchases.take_file(name=file.name, raw=file.read(), by=actor(by), at=timezone.now()), as_json)


@signs.command(help="お買い上げを自社のデータベースから取り込む / bring purchases in from your own database")
@click.argument("database")
@click.option(
    "--query", metavar="SQL", required=True, help="お客様・日付・金額を返すSELECT / gives customer, date and amount"
)
@BY
@as_json
@data
def fetch(database: str, query: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """sqlite:FILE or postgresql://USER@HOST/NAME; read only. What was fetched from it before is replaced."""
    from django.utils import timezone

    from nattoku.people.actor import actor
    from nattoku.signs import purchases

    _told(purchases.take_database(database, query, by=actor(by), at=timezone.now()), as_json)


def _told(kept: "PurchaseFile", as_json: bool) -> None:
    from nattoku.lib.terminal import answer, language, tell
    from nattoku.lib.text import Text

    for number, ja, en in kept.left_out[:20]:
        tell(f"{kept.name}:{number}: {Text(ja, en).to(language())}")
    tell(Text("{n:,}行を取り込みました。", "{n:,} rows taken.").with_(n=kept.rows))
    if as_json:
        answer({"hash": kept.pk, "rows": kept.rows, "left_out": len(kept.left_out)})


@signs.command(help="いま見る（普段は毎日一度） / look now; the worker does it once a day")
@BY
@as_json
@data
def look(by: str | None, as_json: bool, _data: str | None) -> None:
    """What the past says of the order is told in words."""
    from django.utils import timezone

    from nattoku.lib.terminal import answer, tell
    from nattoku.lib.text import Text
    from nattoku.people.actor import actor
    from nattoku.signs import looking

    seen = looking.look_now(by=actor(by), at=timezone.now())
    tell(seen.said)
    tell(Text("新しい兆し：{n}件", "New signs: {n}").with_(n=seen.noticed))
    if as_json:
        answer({"noticed": seen.noticed, "signal": seen.signal, "auc": seen.auc, "auc_by_recency_alone": seen.plain})


@signs.command("list", help="お伺いする兆し / whom to ask")
@click.option("--state", type=click.Choice(["open", "closed"]), default="open")
@BY
@as_json
@data
def list_(state: str, by: str | None, as_json: bool, _data: str | None) -> None:
    """The greatest loss first."""
    from django.utils import timezone

    from nattoku.lib.terminal import answer, language
    from nattoku.people.actor import actor
    from nattoku.signs import api, queries

    person = actor(by)
    rows = queries.rows(person, at=timezone.now(), closed=state == "closed")
    if as_json:
        answer([api._sign(row, person) for row in rows])
        return
    for row in rows:
        shown = api._sign(row, person)
        why = shown["why_en"] if language() == "en" else shown["why"]
        click.echo(f"{row.sign.no}\t{shown['name']}\t{row.what.to(language())}\t{why}")


commands = [signs]
