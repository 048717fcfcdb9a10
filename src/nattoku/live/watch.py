"""One look at the database for everybody who watches: what is new, who is here, and who may look no longer."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from nattoku.cases import queries as cases
from nattoku.ledger.models import FactRow, Head
from nattoku.lib.refusal import Refusal
from nattoku.live import rules
from nattoku.live.news import News, news_of
from nattoku.live.presence import Presence
from nattoku.live.seat import BOARD, Seat
from nattoku.live.streams import END
from nattoku.people import queries as people
from nattoku.people.facts import COMPANY
from nattoku.signin.models import Device

STILL_OPEN = timedelta(seconds=5)  # how often: we are still here; is every session still there?
ASKED_AGAIN = timedelta(seconds=60)
AT_ONCE = 500  # names in one question
A_LOOK = 50  # seats asked again in one look: a thousand that came together do not all come due together


class Ledger:
    """Remembers what each stream has been told. Used by one thread."""

    def __init__(self) -> None:
        self.presence = Presence()
        self.name = f"{os.getpid()}-{uuid4().hex}"
        self.known: dict[int, Seat] = {}
        self.told: dict[int, int] = {}
        self.shown: dict[int, str] = {}
        self.asked: dict[int, datetime] = {}
        self.company = -1
        self.next_count = timezone.now()

    def look(self, seats: Mapping[int, Seat]) -> list[tuple[int, bytes]]:
        """(stream, event) for each that has something new."""
        close_old_connections()
        at = timezone.now()
        self._meet(seats, at)
        heads = self._heads(seats)
        ended = self._ended(seats, heads, at)
        left = {key: seat for key, seat in seats.items() if key not in ended}
        return [
            *((key, END) for key in ended),
            *self._changed(left, heads, at),
            *self._present(left, at),
        ]

    def sleep(self) -> None:
        """Nobody watches: this house is as empty as it was."""
        self._meet({}, timezone.now())
        self.presence.close()
        connection.close()

    def _meet(self, seats: Mapping[int, Seat], at: datetime) -> None:
        come = {key: seat for key, seat in seats.items() if key not in self.known}
        gone = {key: seat for key, seat in self.known.items() if key not in seats}
        for key, seat in come.items():
            self.told[key], self.asked[key] = seat.seen, at
        for key in gone:
            for kept in (self.told, self.asked, self.shown):
                kept.pop(key, None)
        self.known = dict(seats)
        if gone:
            self.presence.leaves(self._places(gone))
        if self.next_count <= at or come:
            self.presence.looks(self._places(seats if self.next_count <= at else come), at=at)

    def _places(self, seats: Mapping[int, Seat]) -> list[tuple[str, str, str]]:
        return [(f"{self.name}-{key}", seat.stream, seat.person) for key, seat in seats.items() if seat.stream != BOARD]

    def _heads(self, seats: Mapping[int, Seat]) -> dict[str, int]:
        streams = {COMPANY, *(s.stream for s in seats.values())}
        heads: dict[str, int] = {}
        for some in _parts(sorted(streams - {BOARD})):
            heads.update(Head.objects.filter(stream__in=some).values_list("stream", "count"))
        if BOARD in streams:
            heads[BOARD] = FactRow.objects.order_by("-id").values_list("id", flat=True).first() or 0
        return heads

    def _ended(self, seats: Mapping[int, Seat], heads: Mapping[str, int], at: datetime) -> set[int]:
        """Signed out, or no longer somebody who may see it: asked each minute, and when what decides it has changed."""
        company, self.company = self.company, heads.get(COMPANY, 0)
        anew = company not in (-1, self.company)
        new = {key: s for key, s in seats.items() if anew or heads.get(s.stream, 0) > self.told[key] > 0}
        old = ((key, s) for key, s in seats.items() if at - self.asked[key] >= ASKED_AGAIN)
        due = {**new, **dict(islice(old, A_LOOK))}
        signed_in = self._signed_in(seats if self.next_count <= at or anew else due, at)
        if self.next_count <= at:
            self.next_count = at + STILL_OPEN
        ended = {key for key, seat in seats.items() if signed_in.get(seat.session) is False}
        may: dict[tuple[str, str], bool] = {}
        for key, seat in due.items():
            self.asked[key] = at
            pair = (seat.person, seat.stream)
            if key not in ended and pair not in may:
                may[pair] = may_watch(seat)
            if not may.get(pair, True):
                ended.add(key)
        return ended

    def _signed_in(self, seats: Mapping[int, Seat], at: datetime) -> dict[str, bool]:
        asked = sorted({seat.session for seat in seats.values()})
        found: set[str] = set()
        for some in _parts(asked):
            held = Device.objects.filter(
                session__in=some,
                used_at__gte=at - settings.SESSION_IDLE,
                began_at__gte=at - settings.SESSION_LONGEST,
            )
            found |= set(held.values_list("session", flat=True))
        return {session: session in found for session in asked}

    def _changed(
        self, seats: Mapping[int, Seat], heads: Mapping[str, int], at: datetime
    ) -> Iterable[tuple[int, bytes]]:
        news: dict[tuple[str, int], News] = {}
        for key, seat in seats.items():
            version = heads.get(seat.stream, 0)
            if version <= self.told[key]:
                continue
            self.told[key] = version
            if seat.stream == BOARD:
                yield key, event("changed", {"version": version, "words": ""})
                continue
            place = (seat.stream, seat.seen)
            if place not in news:
                news[place] = news_of(seat.stream, since=seat.seen)
            yield key, event("changed", {"version": version, **news[place].for_(seat, at=at)})

    def _present(self, seats: Mapping[int, Seat], at: datetime) -> Iterable[tuple[int, bytes]]:
        here = self.presence.here(at=at)
        names = people.names({person for some in here.values() for person in some}) if here else {}
        everybody: dict[str, list[rules.Present]] = defaultdict(list)
        for stream, some in here.items():
            for person, (since, typing) in some.items():
                everybody[stream].append(rules.Present(person, names.get(person, ""), since, typing))
        for key, seat in seats.items():
            others = rules.others(everybody[seat.stream], seat.person) if seat.stream != BOARD else []
            said = rules.said(others).to(seat.lang)
            if said == self.shown.get(key, ""):
                continue
            self.shown[key] = said
            shown = [{"name": rules.surname(p.name), "typing": p.typing, "since": p.since.isoformat()} for p in others]
            yield key, event("presence", {"people": shown, "words": said})


def may_watch(seat: Seat) -> bool:
    """Whether the person still works here and still sees the case."""
    person = people.person(seat.person)
    if person is None or not person.is_active:
        return False
    if seat.stream == BOARD:
        return True
    try:
        cases.visible_case(cases.no_of(seat.stream), by=person)
    except Refusal:
        return False
    return True


def event(name: str, data: dict[str, Any]) -> bytes:
    """One event as it is written to a stream (HTML Living Standard, 9.2)."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def _parts(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
