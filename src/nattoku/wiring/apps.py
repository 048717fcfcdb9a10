from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings


class WiringConfig(AppConfig):
    name = "nattoku.wiring"

    def ready(self) -> None:
        """Every room's facts are declared, then what follows from them is wired, once."""
        from nattoku.cases import outgoing
        from nattoku.ledger.append import wire
        from nattoku.wiring import tables

        for room in settings.ROOMS:
            if find_spec(room) and find_spec(f"{room}.facts"):
                import_module(f"{room}.facts")
        wire(projections=tables.PROJECTIONS, reactions=tables.REACTIONS, purges=tables.PURGES)
        outgoing.wire(tables.CHECK)
