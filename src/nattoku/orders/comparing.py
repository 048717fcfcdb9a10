"""One order beside all others: what took long here, how long it takes elsewhere, how often it breaks there. Pure."""

from dataclasses import dataclass

import numpy as np

from nattoku.drill.log import Log
from nattoku.lib.clock import span
from nattoku.lib.text import Text
from nattoku.orders.words import ACTIVITIES

FEW = 20  # passages by others that a comparison needs
MICROS = 1_000_000


@dataclass(frozen=True)
class Passage:
    """One step of this order among those of all others. share: of the others that were quicker (0 to 1)."""

    came: str
    went: str
    seconds: float
    others: int
    nine_of_ten: float
    share: float

    @property
    def long(self) -> bool:
        """Longer than nine of ten others, where there are enough to say so."""
        return self.others >= FEW and self.seconds > self.nine_of_ten

    @property
    def says(self) -> Text:
        """In one sentence, as evidence: no cause, no culprit."""
        from_, to = label(self.came), label(self.went)
        here = Text("{a}から{b}まで：{took}", "{a} to {b}: {took}").with_(a=from_, b=to, took=length(self.seconds))
        if self.others < FEW:
            return Text(
                f"{here.ja}。比べられる記録がまだ{self.others}件です。",
                f"{here.en}; only {self.others} to compare with.",
            )
        most = length(self.nine_of_ten)
        return Text(
            f"{here.ja}。ほかの{self.others:,}件では、10件のうち9件が{most.ja}以内です。",
            f"{here.en}; of {self.others:,} others nine of ten took {most.en} or less.",
        )


def passages(log: Log, number: str) -> list[Passage]:
    """Every step of one order, the longest first against what is usual. Refusal (404) when the log has no such order."""
    place = log.events_of(number)
    own = int(log.case[place.start])
    inside = log.case[1:] == log.case[:-1]
    took = np.diff(log.time)
    found = []
    for at in range(place.start, place.stop - 1):
        a, b = log.activity[at], log.activity[at + 1]
        same = inside & (log.activity[:-1] == a) & (log.activity[1:] == b) & (log.case[:-1] != own)
        others, here = took[same], int(took[at])
        nine = float(np.quantile(others, 0.9)) / MICROS if len(others) else 0.0
        share = float((others < here).mean()) if len(others) else 0.0
        found.append(Passage(log.activities[a], log.activities[b], here / MICROS, len(others), nine, share))
    return found


def label(code: str) -> Text:
    """What an activity is called."""
    return ACTIVITIES[code].label if code in ACTIVITIES else Text(code, code)


def length(seconds: float) -> Text:
    """3日4時間 / 3 d 4 h."""
    from datetime import timedelta

    return span(timedelta(seconds=seconds))
