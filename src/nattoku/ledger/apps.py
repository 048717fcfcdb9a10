from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "nattoku.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from nattoku.drill import sources
        from nattoku.ledger import sqlite, triggers

        sources.offer("ledger", "nattoku.ledger.events:log")
        connection_created.connect(sqlite.prepare)
        post_migrate.connect(triggers.install, sender=self)
