"""nattoku people reset-second-factor, reset-link: for those who are locked out."""

import click

from nattoku.lib.options import data
from nattoku.lib.text import Text


@click.group(help="職員 / people")
def people() -> None:
    pass


@people.command("reset-second-factor", help="二段階目の設定をすべて解く / take every second step away")
@click.argument("email")
@click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")
@data
def reset_second_factor(email: str, by: str | None, _data: str | None) -> None:
    """The person signs in with the password alone and sets it up anew; it stays as a fact."""
    from django.utils import timezone

    from nattoku.lib.terminal import tell
    from nattoku.people.actor import actor
    from nattoku.signin.actions.entering import unlock

    had = unlock(actor(email), by=actor(by).pk, at=timezone.now())
    if had:
        tell(
            Text(
                f"二段階目を{had}件解き、サインインを終わらせました。",
                f"Second steps taken away: {had}. Sessions ended.",
            )
        )
    else:
        tell(Text("二段階目は設定されていません。", "There is no second step."))


@people.command("reset-link", help="パスワードを決めるリンクを作る / a link to set a password, once usable")
@click.argument("email")
@click.option("--url", default="http://localhost:8000", show_default=True, help="画面の番地 / where Nattoku is opened")
@data
def reset_link(email: str, url: str, _data: str | None) -> None:
    """Prints the link on standard output."""
    from django.utils import timezone

    from nattoku.people.actor import actor
    from nattoku.signin.actions.passwords import make_link

    secret = make_link(actor(email), by=None, at=timezone.now())
    click.echo(f"{url.rstrip('/')}/sign-in/reset/{secret}")


commands: list[click.Command] = [people]
