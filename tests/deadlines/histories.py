"""Cases by hand, for rules that read a history."""

from datetime import datetime, timedelta
from typing import Any

from nattoku.cases.facts import CaseReceived
from nattoku.cases.words import Danger, Door, Kind
from nattoku.deadlines.facts import Because, Paused, Resumed
from nattoku.ledger.facts import FACTS, Fact, History, Recorded
from nattoku.lib.clock import TOKYO
from tests.registry.stored import sample


def tokyo(day: int, clock: str = "10:00", month: int = 11) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


RECEIVED = tokyo(24)  # a Tuesday; Monday was a holiday


def case(*later: tuple[datetime, Fact], door: Door = Door.PHONE, danger: Danger = Danger.NO) -> History:
    """A case received at RECEIVED, with what happened later."""
    received = CaseReceived(
        door=door, division="sales", kind_of=Kind.OTHER, about=[], danger=danger, words="届かない", fact="届かない"
    )
    return [_recorded(i, at, fact) for i, (at, fact) in enumerate([(RECEIVED, received), *later], start=1)]


def happened(kind: str, **fields: Any) -> Fact:
    """A fact of this kind, with something in every field."""
    made = sample(FACTS[kind])
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def paused(until: datetime) -> Paused:
    return Paused(until=until, reason="お写真をお待ちしています")


def answered() -> Resumed:
    return Resumed(because=Because.ANSWERED)


def _recorded(seq: int, at: datetime, fact: Fact) -> Recorded:
    return Recorded(
        id=seq, stream="case:1001", seq=seq, by="sato", happened_at=at, recorded_at=at + timedelta(seconds=1), fact=fact
    )
