"""nattoku demo fill."""

import click

from nattoku.lib.options import data


@click.group(help="お試しの会社 / the demo company")
def demo() -> None:
    pass


@demo.command(help="お試しの会社に案件を加える / fill a database born as demo with believable cases")
@click.option("--cases", default=60, show_default=True, type=click.IntRange(1, 100_000), metavar="N")
@click.option("--seed", default=1, show_default=True, help="同じ数なら同じ案件 / the same number, the same cases")
@data
def fill(cases: int, seed: int, _data: str | None) -> None:
    """Refused where there are real records."""
    from nattoku.demo.fill import fill as told
    from nattoku.demo.progress import Progress
    from nattoku.ledger import birth
    from nattoku.lib.terminal import tell
    from nattoku.lib.text import Text

    birth.be_demo()
    told(cases=cases, seed=seed, told=Progress())
    tell(Text(f"{cases}件のお申し出を用意しました。", f"{cases} complaints are ready."))


commands = [demo]
