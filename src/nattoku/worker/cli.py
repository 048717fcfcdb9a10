"""nattoku worker."""

import click

from nattoku.lib.options import data


@click.command(help="通知を送り、期限を見守る / carry notices, watch deadlines")
@data
def worker(_data: str | None) -> None:
    """Runs until stopped."""
    from nattoku.worker.worker import Worker

    Worker().run()


commands = [worker]
