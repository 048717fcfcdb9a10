"""The odds of a date, from comparable past orders at that moment only (no later knowledge)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.drill.chances import Past
from nattoku.drill.log import Log
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

MICROS = 1_000_000


@dataclass(frozen=True)
class Odds:
    """p: that the date is kept, None where fewer than 30 orders can be compared; n: how many; safe_at: by when 95 of 100."""

    promised_at: datetime
    p: float | None
    n: int
    safe_at: datetime | None


def odds(log: Log, promised_at: datetime, *, at: datetime) -> Odds:
    """If this date were promised at `at` for an order placed then. Refused (400) for a date that is over."""
    if promised_at <= at:
        raise Refusal(Text("これからの日時を入力してください。", "Please give a date ahead."), status=400)
    now, length = int(at.timestamp() * MICROS), int((promised_at - at).total_seconds() * MICROS)
    past = Past.of(log)
    p, n = past.chance(now, length)
    safe = past.safe(now)
    safe_at = None if safe is None else at + timedelta(microseconds=int(safe))
    return Odds(promised_at, None if p is None else round(float(p), 3), int(n), safe_at)
