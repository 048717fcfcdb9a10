"""nattoku silence: signs."""

from datetime import date, datetime
from typing import BinaryIO

import click

from nattoku.lib.options import as_json, data


@click.group(help="声になっていないご不満 / complaints that nobody voiced")
def silence() -> None:
    pass


@silence.command(help="お買い上げの途切れを、理由とともに並べる / who has fallen silent, and why we think so")
@click.argument("purchases", type=click.File("rb"))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="基準日 / the day of the question")
@as_json
@data
def signs(purchases: BinaryIO, as_of: datetime, as_json: bool, _data: str | None) -> None:
    """The greatest loss first. Exit 0 also when there is no signal: the sentence says so."""
    from nattoku.lib.terminal import answer, language, tell
    from nattoku.silence import purchases as reading
    from nattoku.silence.signs import judged

    day: date = as_of.date()
    bought = reading.read(purchases.read(), day)
    for number, why in bought.left_out[:20]:
        tell(f"{purchases.name}:{number}: {why.to(language())}")
    if len(bought.left_out) > 20:
        tell(reading.MORE.with_(n=len(bought.left_out) - 20))
    found = judged(bought, day)
    tell(found.said)
    if as_json:
        answer(
            [
                {
                    "customer": one.customer,
                    "p_silent": one.p_silent,
                    "last_on": one.last_on,
                    "usual_gap_days": one.usual_gap_days,
                    "lost": one.lost,
                    "why": one.why.to(language()),
                }
                for one in found.signs
            ]
        )
    elif found.signal:
        for one in found.signs[:50]:
            click.echo(f"{one.customer}\t{one.why.to(language())}")


commands = [silence]
