"""Logs that are no file: a room above offers its own under a short name, and is loaded when that is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from nattoku.drill.log import Log

Read = Callable[[ZoneInfo, str | None], "Log"]
_OFFERED: Final[dict[str, str]] = {}


def offer(name: str, place: str) -> None:
    """`name:` is read by the function at `place` ("package.module:function")."""
    _OFFERED[name] = place


def offered(written: str) -> Read | None:
    """Who reads "ledger:"; None: nobody offers that."""
    if not written.endswith(":") or (place := _OFFERED.get(written[:-1])) is None:
        return None
    module, function = place.split(":")
    read: Read = getattr(import_module(module), function)
    return read
