"""nattoku ledger blank: the one command of the ledger that asks who does it, and who may."""

import click

from nattoku.ledger.cli import ledger
from nattoku.lib.options import data
from nattoku.lib.text import Text


@ledger.command(help="個人情報を消去する（戻せません） / blank personal data of one fact, for good")
@click.option("--case", "no", metavar="NO", help="案件の番号 / the case")
@click.option("--stream", metavar="NAME", help="案件でないとき：customer:ID, company / where it is no case")
@click.option("--fact", required=True, type=click.IntRange(min=1), metavar="SEQ", help="その中の何番目か / its number")
@click.option("--field", "fields", required=True, multiple=True, metavar="NAME", help="words, caller, …")
@click.option("--reason", required=True, help="消えずに残るので、お名前は書かない / it stays for ever: name nobody")
@click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")
@data
def blank(
    no: str | None,
    stream: str | None,
    fact: int,
    fields: tuple[str, ...],
    reason: str,
    by: str | None,
    _data: str | None,
) -> None:
    """The chain still verifies; the file is written anew, so that the words are gone from its free pages too."""
    from django.utils import timezone

    from nattoku.ledger.scrub import scrub
    from nattoku.lib.terminal import tell
    from nattoku.people import actions
    from nattoku.people.actor import actor

    if bool(no) == bool(stream):
        raise click.UsageError("--case NO | --stream NAME")
    where = stream or f"case:{no}"
    actions.blank(stream=where, fact=fact, fields=fields, reason=reason, by=actor(by), at=timezone.now())
    tell(Text("消去しました。", "Blanked."))
    for left in scrub():
        tell(left)


commands: list[click.Command] = []
