"""The escalation ladder: who hears next, and dated when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Rung:
    """number counts from 1; due_at: when this rung was due, not when it was noticed."""

    number: int
    person: str
    due_at: datetime


def rungs_due(*, due_at: datetime, step: timedelta, ladder: Sequence[str], done: int, at: datetime) -> list[Rung]:
    """The rungs whose moment has come and that were not yet written, in order.

    The first is due when the promise was, each further one `step` later, until the ladder ends.
    """
    return [
        Rung(number=i, person=person, due_at=due_at + step * (i - 1))
        for i, person in enumerate(ladder, start=1)
        if i > done and due_at + step * (i - 1) <= at
    ]
