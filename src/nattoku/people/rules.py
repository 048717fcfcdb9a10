"""Who is on duty, and who stands in: no hour is empty (S004-4.2, R8-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nattoku.lib.clock import TOKYO


@dataclass(frozen=True)
class Slot:
    """One row of a weekly roster; begins and ends are "HH:MM" in Tokyo, ends may be "24:00"."""

    weekday: int
    begins: str
    ends: str
    person: str
    stand_ins: tuple[str, ...] = ()


def ladder(
    slots: Sequence[Slot],
    *,
    at: datetime,
    superior: str,
    heads: Sequence[str],
    representative: str,
    receiver: str = "",
) -> list[str]:
    """Whom to call, in order: on duty, stand-ins, direct superior, division heads, representative.

    Ids of people; the receiver, who is the one calling, is left out, unless nobody else is there.
    """
    local = at.astimezone(TOKYO)
    clock = f"{local:%H:%M}"
    on_duty = [s for s in slots if s.weekday == local.weekday() and s.begins <= clock < s.ends]
    order = [p for s in on_duty for p in (s.person, *s.stand_ins)] + [superior, *heads, representative]
    found = list(dict.fromkeys(p for p in order if p and p != receiver))
    return found or [representative]
