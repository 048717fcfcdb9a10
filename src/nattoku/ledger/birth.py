"""What a data directory is born as, and bringing its database up to date."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from nattoku.ledger.append import mark, rebuild
from nattoku.ledger.models import Head, Mark
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def upgrade() -> None:
    """Make the database, or bring any older one to this version; triggers are asserted with it.

    Tables that are new or changed are filled from the facts that were there before them.
    """
    written = exists() and Head.objects.exists()
    before = set(MigrationRecorder(connection).applied_migrations())
    call_command("migrate", verbosity=0, interactive=False)
    if written and set(MigrationRecorder(connection).applied_migrations()) != before:
        rebuild()


def exists() -> bool:
    """Whether there is a ledger here already."""
    return "ledger_head" in connection.introspection.table_names()


def be_demo() -> None:
    """Born as demo, while the ledger is still empty; refused for any other directory."""
    if exists() and not mark("demo") and Head.objects.exists():
        raise Refusal(
            Text(
                "{dir} には実際の記録があります。お試しは別の場所（--data）でお願いします。",
                "{dir} holds real records. Please use another directory (--data) for the demo.",
            ).with_(dir=settings.NATTOKU_DATA)
        )
    upgrade()
    Mark.objects.get_or_create(name="demo", defaults={"value": "born"})


def refuse_open_demo(host: str) -> None:
    """A demo, where anybody signs in by one click, is served on this machine alone."""
    if mark("demo") and host not in LOOPBACK:
        raise Refusal(
            Text(
                "お試しの会社は、この機械の中（127.0.0.1）でだけ動かせます。",
                "A demo company is served on this machine alone (127.0.0.1).",
            )
        )
