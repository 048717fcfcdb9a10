"""The month one asks for, and what is counted in it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nattoku.cases.rules import ENDINGS
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
UNREADABLE = Text("月は 2026-11 のように入れてください。", "Please give the month as 2026-11.")


@dataclass(frozen=True)
class Month:
    """begins is in it, ends is not; both midnight in Tokyo."""

    begins: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """2026-11."""
        return f"{self.begins:%Y-%m}"

    @property
    def name(self) -> Text:
        """2026年11月 / November 2026."""
        return Text(f"{self.begins.year}年{self.begins.month}月", f"{self.begins:%B %Y}")

    def holds(self, moment: datetime | None) -> bool:
        """Whether this moment lies in it."""
        return moment is not None and self.begins <= moment < self.ends


def month_of(said: str) -> Month:
    """The month in "2026-11". Refusal 400."""
    found = _MONTH.fullmatch(said.strip())
    if not found or not 1900 < int(found[1]) < 9000:
        raise Refusal(UNREADABLE, status=400)
    begins = datetime(int(found[1]), int(found[2]), 1, tzinfo=TOKYO)
    return Month(begins, (begins + timedelta(days=32)).replace(day=1))


def before(month: Month) -> Month:
    """The month before."""
    return month_of(f"{month.begins - timedelta(days=1):%Y-%m}")


def after(month: Month) -> Month:
    """The month after."""
    return month_of(f"{month.ends:%Y-%m}")


@dataclass(frozen=True)
class Line:
    """One case of the monthly list. told_after: from the receipt to the first report; None while there was none.

    ending: the kind of the ending fact, "" while open. kept, late: promises to the customer, settled in time or not.
    cost: yen that the company paid so far.
    """

    no: int
    division: str
    received_at: datetime
    door: str
    kind: str
    severity: str
    caller: str
    fact: str
    stage: int
    contact: str
    told_after: timedelta | None
    next_due: datetime | None
    ending: str
    ended_at: datetime | None
    kept: int
    late: int
    cost: int
    imported: bool = False


@dataclass(frozen=True)
class Figures:
    """What a division counted in a month. told: cases whose leader was told, of those received here.

    ended: kind of ending -> how many ended so in this month. open: still open when the month ended, or now.
    """

    received: int
    told: int
    told_in_time: int
    ended: dict[str, int]
    open: int
    kept: int
    late: int
    cost: int


def figures(lines: Sequence[Line], month: Month, *, open_: int, allowed: timedelta) -> Figures:
    """Counted from the list alone, so that nobody counts anything twice. Old cases of a former ledger were not ours
    to report, and count as received only."""
    received = [one for one in lines if month.holds(one.received_at)]
    told = [one for one in received if one.told_after is not None]
    ended = [one for one in lines if month.holds(one.ended_at)]
    return Figures(
        received=len(received),
        told=len(told),
        told_in_time=sum(one.told_after is not None and one.told_after <= allowed for one in told),
        ended={kind: n for kind in ENDINGS if (n := sum(one.ending == kind for one in ended))},
        open=open_,
        kept=sum(one.kept for one in lines),
        late=sum(one.late for one in lines),
        cost=sum(one.cost for one in lines),
    )
