"""nattoku phone token: the key with which a telephone system tells of its calls."""

import click

from nattoku.lib.options import data


@click.group(help="電話 / the telephone")
def phone() -> None:
    """Nothing by itself."""


@phone.command(help="電話の仕組みに渡す鍵を発行する（一度だけ表示） / a key for the telephone system, shown once")
@click.option("--label", default="CTI", show_default=True)
@click.option("--by", metavar="EMAIL", help="どなたとして / in whose name (NATTOKU_PERSON)")
@data
def token(label: str, by: str | None, _data: str | None) -> None:
    """It opens POST /api/v1/phone/calls and nothing else."""
    from django.utils import timezone

    from nattoku.people import access, actions
    from nattoku.people.actor import actor

    who, at = actor(by), timezone.now()
    access.allow(who, "people.manage")
    click.echo(actions.issue_token(person=actions.door("phone", at=at).pk, label=label, by=who.pk, at=at))


commands: list[click.Command] = [phone]
