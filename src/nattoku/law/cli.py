"""nattoku law: cards, deadline."""

from datetime import datetime
from pathlib import Path

import click

from nattoku.lib.options import as_json, data


@click.group(help="法令カード（問い・期限・確認した日） / law cards: questions, dates, when they were checked")
def law() -> None:
    pass


@law.command(help="カードの一覧 / list the cards")
@as_json
@data
def cards(as_json: bool, _data: str | None) -> None:
    """Every card; with an old check, it says so."""
    from nattoku.law.reading import deck
    from nattoku.law.telling import told
    from nattoku.lib.terminal import answer, language, tell

    found = deck(_own()).values()
    if as_json:
        answer({"cards": [told(card, language()) for card in found]})
        return
    for card in found:
        tell(f"{card.id}: {card.title.to(language())}（{card.basis.to(language())}・{card.checked_on}）")


@law.command(help="末日を数える / count the last day")
@click.argument("card")
@click.option(
    "--from",
    "began",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="数え始めのもとになる日（2026-11-22） / the day it begins with",
)
@as_json
@data
def deadline(card: str, began: datetime, as_json: bool, _data: str | None) -> None:
    """What the card counts from that day; it says nothing about whether the law applies."""
    from nattoku.law.reading import one
    from nattoku.law.telling import counted
    from nattoku.lib.terminal import answer, language, tell

    told = counted(one(card, _own()), began.date(), language())
    if as_json:
        answer(told)
        return
    for words in told.values():
        tell(str(words))


def _own() -> Path:
    from django.conf import settings

    return Path(settings.NATTOKU_DATA) / "law"


commands = [law]
