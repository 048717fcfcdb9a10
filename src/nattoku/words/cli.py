"""nattoku tone: check, rules; nattoku promises: find."""

from pathlib import Path
from typing import BinaryIO

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.words.promising import promises
from nattoku.words.tone.row import Mode

NOT_UTF8 = Text("文字コードをUTF-8にしてください（{at}バイト目）。", "Please save it as UTF-8 (byte {at}).")


@click.group(help="言葉の点検 / the tone check")
def tone() -> None:
    pass


@tone.command(
    help="文を点検する（止まるべき言葉があれば終了コード1） / check a text; exit 1 when something must stop it"
)
@click.option("--mode", type=click.Choice([m.value for m in Mode]), default="apology", show_default=True)
@click.option("--customer", default="", metavar="NAME", help="お客様のお名前 / the customer's name")
@click.argument("file", type=click.File("rb"), default="-")
@as_json
@data
def check(mode: str, customer: str, file: BinaryIO, as_json: bool, _data: str | None) -> None:
    """Remarks in the order of the text; what is missing comes last."""
    from nattoku.lib.terminal import answer, language, tell
    from nattoku.words.tone import checking, own
    from nattoku.words.tone.row import LEVELS, Level
    from nattoku.words.tone.telling import told

    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refusal(NOT_UTF8.with_(at=wrong.start + 1), status=400) from wrong
    hits = checking.check(text, mode, customer=customer, own=own.own(_folder()))
    if as_json:
        answer([told(hit, language()) for hit in hits])
    else:
        for hit in hits:
            tell(f"{hit.rule} {LEVELS[hit.level].to(language())} {hit.text}")
            tell(f"    {hit.why.to(language())} → {hit.better.to(language())}")
    if checking.worst(hits) is Level.STOP:
        raise click.exceptions.Exit(1)


@tone.command(help="規則の一覧（Markdown） / the rules in plain words, as Markdown")
@data
def rules(_data: str | None) -> None:
    """What docs/rules/tone.md holds."""
    from nattoku.words.tone.page import page

    click.echo(page(), nl=False)


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.NATTOKU_DATA) / "tone"


commands = [tone, promises]
