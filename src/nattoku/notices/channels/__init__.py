"""A channel carries one letter to one address and says truthfully what became of it.

Each sub-package here is one channel, closed in itself: it exposes `channel()`, which returns the one channel
of this process. A folder that is put here is found; no other file has to know of it.
"""

import importlib
import pkgutil
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Literal, Protocol, TypeAlias

from nattoku.lib.text import Lang, Text

_REF = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be carried.

    ref: the notice's own unguessable mark ("N-7f3a…"; letters, digits, - and _ only, else ValueError). The
    channel writes it visibly into what it sends, so that the letter can be recognised when it is read back.
    address: in the channel's own form (a room number, a mail address).
    mention: who is to be pinged, in the channel's own form; a channel that cannot ping ignores it.
    reply_to: the `peer_id` of an earlier letter to the same address.
    lang: the language of the few words that the channel adds itself.
    task_until: not None asks for a task of whoever is mentioned, due then; a channel without tasks says it in words.
    file: (name, bytes) to go with it; a channel without files names it in words.
    urgent: severity S or A; a channel that knows loud and quiet is loud.
    about: the stream it is about ("case:1001"); a channel that can lead an answer back there does.
    by_hand: one of us wrote it to one customer: mail carries no mark in its words and does not call itself automatic.
    """

    ref: str
    address: str
    subject: str
    body: str
    mention: str = ""
    reply_to: str = ""
    lang: Lang = "ja"
    task_until: datetime | None = None
    file: tuple[str, bytes] | None = None
    urgent: bool = False
    about: str = ""
    by_hand: bool = False

    def __post_init__(self) -> None:
        if not _REF.fullmatch(self.ref):
            raise ValueError(f"not a notice's mark: {self.ref!r}")


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel said yes. peer_id: what the letter is called over there."""

    peer_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not carried. final: trying again unchanged is of no use; a person has to look.

    retry_after: not before this much time has passed; None leaves it to the caller.
    """

    reason: Text
    final: bool
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps carried, perhaps not. Never to be sent again before it was read back, or a person decided."""

    reason: Text


class Unreadable(Enum):
    UNREADABLE = "unreadable"


UNREADABLE: Literal[Unreadable.UNREADABLE] = Unreadable.UNREADABLE


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads an address. inside: how many of our own; outside: the others, by name and organisation."""

    inside: int
    outside: tuple[str, ...] = ()


Outcome: TypeAlias = Sent | Refused | Unknown
# A Refused finding: it could not be read just now (peer down, pace, token). The letter stays unknown.
Finding: TypeAlias = Sent | Unreadable | Refused | None


class Channel(Protocol):
    """What every channel promises. None of these raises for anything the peer does.

    settle_after: how long after the end of an attempt a read-back may first be believed; before that a slow
    peer may still be storing the letter.

    A channel may also have: `label`, a Text, how people call it (see `label`); `address_hint`, a Text that says how
    to write an address, when a person may add one of their own; `ready`, False when its settings are missing;
    `secret_address`, True when an address holds a secret and is never shown again.
    """

    @property
    def name(self) -> str: ...

    @property
    def settle_after(self) -> timedelta: ...

    def send(self, letter: Letter) -> Outcome:
        """One attempt. It never tries twice by itself."""

    def find(self, letter: Letter, since: datetime | None = None) -> Finding:
        """Reads the peer back: Sent; None when it is certainly not there; UNREADABLE when nobody can tell.

        since: when the first attempt began (aware). Without it a long list cannot prove an absence.
        """

    def check_address(self, address: str) -> Text | None:
        """A sentence when the address cannot be used, by its form alone; nothing is called."""

    def readers(self, address: str) -> Readers | Unreadable | Refused:
        """Who would read a letter to this address; UNREADABLE when this channel cannot know."""


def channels() -> dict[str, Channel]:
    """Every channel by its name. Raises ValueError when two folders claim one name."""
    found: dict[str, Channel] = {}
    for folder in pkgutil.iter_modules(__path__):
        if not folder.ispkg:
            continue
        one: Channel = importlib.import_module(f"{__name__}.{folder.name}").channel()
        if one.name in found:
            raise ValueError(f"two channels are called {one.name!r}")
        found[one.name] = one
    return found


def label(name: str) -> Text:
    """How people call a channel: its own word for itself, or its name; also of one that is gone."""
    said: Text = getattr(channels().get(name), "label", Text(name, name))
    return said
