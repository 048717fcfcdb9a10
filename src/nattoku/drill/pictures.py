"""What two pictures are drawn from, as arrays: the dotted chart and the performance spectrum."""

from dataclasses import dataclass

import numpy as np

from nattoku.drill.log import Ints, Log
from nattoku.drill.spread import MICROS
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

NO_STEP = Text(
    "「{source}」の直後に「{target}」が起きた案件はありません。", "No case has {target!r} right after {source!r}."
)


@dataclass(frozen=True)
class Dots:
    """One entry an event: row (0 is the case that began first), moment in microseconds, code of the activity.

    cases: the code of the case of each row; of: how many cases there are in all.
    """

    row: Ints
    time: Ints
    activity: Ints
    cases: Ints
    of: int


@dataclass(frozen=True)
class Spectrum:
    """One entry each time `target` came right after `source`, by the moment it left `source` (microseconds).

    quarter: 0 for the quickest quarter of all, 3 for the slowest; case: its code.
    """

    left: Ints
    reached: Ints
    quarter: Ints
    case: Ints

    @property
    def seconds(self) -> Ints:
        """How long each took."""
        took: Ints = (self.reached - self.left) / MICROS
        return took


def dotted(log: Log, *, most: int = 2000) -> Dots:
    """Every event of at most so many cases; of more, every so-manieth in the order in which they began."""
    starts = log.starts
    order = np.argsort(log.time[starts], kind="stable")
    chosen = order[np.unique(np.linspace(0, len(order) - 1, min(most, len(order))).astype(np.int64))]
    rank = np.full(len(starts), -1)
    rank[chosen] = np.arange(len(chosen))
    row = np.repeat(rank, log.ends - starts + 1)
    there = np.flatnonzero(row >= 0)
    return Dots(row[there], log.time[there], log.activity[there], log.case[starts[chosen]], len(starts))


def spectrum(log: Log, source: str, target: str) -> Spectrum:
    """Refused (404): no case has the step."""
    names = list(log.activities)
    codes = [names.index(name) if name in names else -1 for name in (source, target)]
    same = log.case[1:] == log.case[:-1]
    at = np.flatnonzero(same & (log.activity[:-1] == codes[0]) & (log.activity[1:] == codes[1]))
    if not len(at):
        raise Refusal(NO_STEP.with_(source=source, target=target), status=404)
    at = at[np.argsort(log.time[at], kind="stable")]
    took = log.time[at + 1] - log.time[at]
    quarter = np.searchsorted(np.quantile(took, (0.25, 0.5, 0.75)), took)
    return Spectrum(log.time[at], log.time[at + 1], quarter, log.case[at])
