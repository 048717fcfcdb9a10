from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "nattoku.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from nattoku.ledger import sqlite, triggers

        connection_created.connect(sqlite.prepare)
        post_migrate.connect(triggers.install, sender=self)
