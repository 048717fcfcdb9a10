"""nattoku init: the wizard's questions without a browser, from a file, from options, or asked."""

from pathlib import Path

import click

from nattoku.lib.options import data
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

READY = Text("用意ができました。nattoku serve で始められます。", "Ready. Start it with: nattoku serve")
JOINED = Text("{n}人を登録しました。", "{n} people joined.")


@click.command(help="はじめの用意：会社・部門・職員 / first start: company, divisions, people")
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="一つのTOMLから / from one TOML file (examples/company.toml)",
)
@click.option("--company", default="", help="会社の名前 / the company's name")
@click.option("--division", help="はじめの部門 / the first division")
@click.option("--name", help="代表のお名前 / the representative's name")
@click.option("--email", help="代表のメールアドレス / the representative's e-mail address")
@click.option("--password", help="代表のパスワード（10文字以上） / the representative's password")
@data
def init(
    file: Path | None,
    company: str,
    division: str | None,
    name: str | None,
    email: str | None,
    password: str | None,
    _data: str | None,
) -> None:
    """Makes the database; what is not given is asked. Refused where there is a company already."""
    from django.utils import timezone

    from nattoku.ledger import birth
    from nattoku.lib.terminal import language, tell
    from nattoku.setup import file as written
    from nattoku.setup import opening

    birth.upgrade()
    if not opening.unfounded():
        raise Refusal(opening.ALREADY)
    at = timezone.now()
    if file is None:
        if not company and division is None:  # whoever gives the options of a script is asked nothing more
            company = click.prompt("会社の名前 / company", default="", show_default=False)
        opening.found(
            company=company,
            division=division or click.prompt("はじめの部門 / first division"),
            name=name or click.prompt("代表のお名前 / representative"),
            email=email or click.prompt("メールアドレス / e-mail"),
            password=password or _asked(),
            at=at,
        )
    else:
        plan = written.read(file)
        _, joined = written.carry_out(plan, password=password or _asked(), at=at)
        tell(JOINED.with_(n=len(joined.people) + 1))
        for one, _pk in joined.people:
            for words in one.assumed:
                tell(Text("　{line}行目：{w}", "  line {line}: {w}").with_(line=one.line, w=words))
        for refused in joined.refused:
            tell(Text("　{line}行目：{w}", "  line {line}: {w}").with_(line=refused.line, w=refused.why.to(language())))
    tell(READY)


def _asked() -> str:
    """Asked twice and never shown."""
    said: str = click.prompt("代表のパスワード / password", hide_input=True, confirmation_prompt=True)
    return said


commands = [init]
