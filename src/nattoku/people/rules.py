"""Who is on duty, and who stands in: no hour is empty (S004-4.2, R8-15)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.ledger.facts import Recorded
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.facts import Delegated, DelegationEnded, PersonLeft

UNREADABLE = Text(
    "当番表の曜日（0〜6）、時刻（09:00のように）、担当の方をお確かめください。",
    "Please check the roster: weekday (0-6), times (such as 09:00), and who is on duty.",
)


CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00")


@dataclass(frozen=True)
class Slot:
    """One row of a weekly roster (weekday 0: Monday); begins and ends are "HH:MM" in Tokyo, ends may be "24:00".

    One that ends before it begins goes on into the next morning.
    """

    weekday: int
    begins: str
    ends: str
    person: str
    stand_ins: tuple[str, ...] = ()

    def holds(self, at: datetime) -> bool:
        """Whether this moment lies in it."""
        local = at.astimezone(TOKYO)
        clock, weekday = f"{local:%H:%M}", local.weekday()
        if self.begins < self.ends:
            return weekday == self.weekday and self.begins <= clock < self.ends
        evening = weekday == self.weekday and clock >= self.begins
        return evening or (weekday == (self.weekday + 1) % 7 and clock < self.ends)


def slot_of(row: Mapping[str, Any]) -> Slot:
    """A row as it was typed in: {"weekday", "from", "to", "person", "stand_ins"}. Refusal 400 when it cannot be read."""
    try:
        slot = Slot(
            weekday=int(row["weekday"]),
            begins=str(row["from"]),
            ends=str(row["to"]),
            person=str(row["person"]),
            stand_ins=tuple(map(str, row.get("stand_ins", ()))),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refusal(UNREADABLE, status=400) from wrong
    if not 0 <= slot.weekday <= 6 or not CLOCK.fullmatch(slot.begins) or not CLOCK.fullmatch(slot.ends):
        raise Refusal(UNREADABLE, status=400)
    return slot


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
    on_duty = [s for s in slots if s.holds(at)]
    order = [p for s in on_duty for p in (s.person, *s.stand_ins)] + [superior, *heads, representative]
    found = list(dict.fromkeys(p for p in order if p and p != receiver))
    return found or [representative]


_POSTCODE = re.compile("([0-9]{3})-?([0-9]{4})")


def postcode(typed: str) -> str:
    """123-4567, from however it was typed (full-width digits, 〒). "" stays "". Refused (400) when it is none."""
    bare = unicodedata.normalize("NFKC", typed).replace("〒", "").strip()
    found = _POSTCODE.fullmatch(re.sub("[‐−―ー]", "-", bare))  # the dashes of a Japanese keyboard
    if found:
        return f"{found[1]}-{found[2]}"
    if bare:
        raise Refusal(
            Text("郵便番号は 123-4567 のように入れてください。", "Please give the postcode as 123-4567."), status=400
        )
    return ""


def delegations_of(history: Iterable[Recorded]) -> dict[str, Recorded]:
    """Who acts in the representative's place now: person -> the fact in force, in the order in which they were named."""
    found: dict[str, Recorded] = {}
    for recorded in history:
        match recorded.fact:
            case Delegated(person=person):
                found[person] = recorded
            case DelegationEnded(person=person) | PersonLeft(person=person):
                found.pop(person, None)
    return found
