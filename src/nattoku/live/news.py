"""What was written into a case since a page of it was opened, in words for whoever has that page open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.cases import timeline
from nattoku.cases.rules import tells
from nattoku.ledger.append import read
from nattoku.ledger.facts import History, Recorded
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.text import Text
from nattoku.live import rules
from nattoku.live.seat import Seat
from nattoku.people import access
from nattoku.people import queries as people


@dataclass(frozen=True)
class News:
    """The facts since, the oldest first."""

    past: History

    def for_(self, seat: Seat, *, at: datetime) -> dict[str, Any]:
        """by: the surname, "" for the machine; words: what to say beside a form that is open; told: the customer
        has heard from somebody else, or the promise at hand is settled. Nothing is said of what one wrote oneself.
        """
        names = people.names({r.by for r in self.past})
        by_others = [r for r in self.past if r.by != seat.person and r.by in names]
        last = by_others[-1] if by_others else None
        words, told = self._said(by_others, names, seat, at)
        return {
            "by": rules.surname(names[last.by]) if last else "",
            "words": words.to(seat.lang),
            "told": told,
            "url": f"/cases/{self.past[-1].stream.partition(':')[2]}#history" if self.past else "",
        }

    def _said(self, by_others: History, names: dict[str, str], seat: Seat, at: datetime) -> tuple[Text, bool]:
        if (one := self._settling(by_others, seat)) is not None:
            return rules.settled(names[one.by], one.recorded_at, today=at), True
        if heard := [r for r in by_others if tells(r)]:
            return rules.told(names[heard[-1].by], heard[-1].happened_at, today=at), True
        if not by_others:
            return Text("", ""), False
        person = people.person(seat.person)
        line = timeline.lines(by_others[-1:], hide=person is None or access.masks(person))[0]
        return rules.added(line.by, line.sentence), False

    def _settling(self, by_others: History, seat: Seat) -> Recorded | None:
        if not seat.promise:
            return None
        found = Promise.objects.filter(pk=seat.promise, stream=seat.stream).exclude(outcome="open").first()
        return next((r for r in by_others if found and r.id == found.settled_by), None)


def news_of(stream: str, *, since: int) -> News:
    """Everything after the version that a page shows."""
    return News(list(read(FactRow.objects.filter(stream=stream, seq__gt=since).order_by("seq"))))
