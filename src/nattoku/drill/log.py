"""An event log in memory: one array a column, sorted by (case, time, sequence)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

if TYPE_CHECKING:
    from nattoku.drill.index import Index

Ints = NDArray[Any]
NOBODY: Final = -1  # an event that nobody is named for: normal in real logs
NEVER: Final = np.iinfo(np.int64).min  # no such moment: not promised, not known
TOKYO: Final = ZoneInfo("Asia/Tokyo")
MANY: Final = 2_000_000  # events
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

NO_CASE = Text("「{case}」という件は、この記録にありません。", "This log has no case {case!r}.")


@dataclass(frozen=True)
class Dropped:
    """Rows that were not taken: why, how many, and the first three of them (line or row numbers from 1)."""

    why: Text
    count: int
    first: tuple[int, ...] = ()


@dataclass(frozen=True)
class Log:
    """Events, and what their codes mean.

    case, activity, actor, division: codes into the lists of names; actor and division may be NOBODY.
    time: microseconds since 1970 UTC. seq: the place in what was read, which settles equal times.
    promised: for each case the first date it was promised, microseconds, or NEVER.
    attributes: for each case the first value of every other column, None where there was none.
    """

    case: Ints
    activity: Ints
    time: Ints
    actor: Ints
    seq: Ints
    cases: Sequence[str]
    activities: Sequence[str]
    actors: Sequence[str] = ()
    division: Ints | None = field(default_factory=lambda: None)  # no default in the class: a kept log reads it late
    divisions: Sequence[str] = ()
    promised: Ints | None = None
    attributes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Text, ...] = ()
    done: str | None = None  # the activity by which a case is done; None: its last event
    zone: ZoneInfo = TOKYO

    def __len__(self) -> int:
        return len(self.case)

    @property
    def index(self) -> Index | None:
        """What was worked out when the log was kept; None: it is not kept."""
        return None

    @property
    def kept(self) -> Ints | None:
        """For each case of a kept log whether it passed the filters; None: all did."""
        return None

    def but(self, **changes: Any) -> Log:
        """The same log with other names, zone or end. Columns that were not read yet stay unread."""
        other = copy(self)
        for name, value in changes.items():
            object.__setattr__(other, name, value)
        return other

    def of_cases(self, keep: Ints) -> Log:
        """The events of the cases for which `keep` (by code of the case) is true."""
        return self.only(keep[self.case])

    @property
    def starts(self) -> Ints:
        """Where each case begins in the arrays."""
        if not len(self.case):
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.concatenate(([True], self.case[1:] != self.case[:-1])))

    @property
    def ends(self) -> Ints:
        """The last event of each case."""
        starts = self.starts
        return np.concatenate((starts[1:], [len(self)]))[: len(starts)] - 1

    def moment(self, micros: Any) -> str | None:
        """ISO 8601 with the offset of the log's zone; None for NEVER."""
        if micros is None or int(micros) == NEVER:
            return None
        return (_EPOCH + timedelta(microseconds=int(micros))).astimezone(self.zone).isoformat()

    def actor_name(self, code: Any) -> str | None:
        """Who; None where nobody is named."""
        return None if code < 0 else self.actors[int(code)]

    def events_of(self, name: str) -> slice:
        """The place of one case in the arrays. Refused (404) when there is no such case."""
        try:
            code = self.cases.index(name)
        except ValueError:
            raise Refusal(NO_CASE.with_(case=name), status=404) from None
        return slice(*np.searchsorted(self.case, [code, code + 1]))

    def only(self, keep: Ints) -> Log:
        """The events for which `keep` is true; codes and names stay as they are."""
        division = None if self.division is None else self.division[keep]
        columns = {name: getattr(self, name)[keep] for name in ("case", "activity", "time", "actor", "seq")}
        return replace(self, division=division, **columns)


def in_order(case: Ints, time: Ints, seq: Ints) -> Ints:
    """The order by case, time and sequence."""
    order = _by_case(case)
    places, by = _mixed(case[order], time[order], seq[order])
    order[places] = order[by]
    return order


def put_by_case(columns: dict[str, Ints]) -> bool:
    """The columns case by case, as the rows came. One at a time, so that no more than one is held twice.

    Whether the rows came in the order of their sequence.
    """
    order, seq = _by_case(columns["case"]), columns["seq"]
    filed = seq[0] == 0 and seq[-1] == len(seq) - 1 and bool((seq[1:] > seq[:-1]).all())
    for name in columns:  # of rows that came in the order of the file, `order` is their sequence
        columns[name] = order.astype(np.int64) if filed and name == "seq" else columns[name][order]
    return filed


def put_in_order(columns: dict[str, Ints]) -> None:
    """Columns that stand case by case, in the order of time and sequence."""
    places, by = _mixed(columns["case"], columns["time"], columns["seq"])
    for column in columns.values():
        column[places] = column[by]


def _mixed(case: Ints, time: Ints, seq: Ints) -> tuple[Ints, Ints]:
    """The places of cases whose events do not come in order, and what belongs there."""
    back = (time[1:] < time[:-1]) | ((time[1:] == time[:-1]) & (seq[1:] < seq[:-1]))
    back &= case[1:] == case[:-1]
    if not back.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    mixed = np.zeros(int(case[-1]) + 1, bool)
    mixed[case[1:][back]] = True
    places = np.flatnonzero(mixed[case])
    return places, places[np.lexsort((seq[places], time[places], case[places]))]


def _by_case(case: Ints) -> Ints:
    """Stable; nothing is sorted that is already."""
    if (case[1:] >= case[:-1]).all():
        return np.arange(len(case))
    return by_code(case, np.arange(len(case), dtype=np.int32))[1]


def by_code(code: Ints, values: Ints) -> tuple[Ints, Ints]:
    """(where each code begins and the last one ends, the values code by code), stable. Codes: 0 and above.

    Of many, SciPy counts the places as it does for a sparse matrix: a tenth of the work of sorting.
    """
    if len(code) < MANY:
        at = np.append(0, np.cumsum(np.bincount(code)))
        return at, values[np.argsort(code, kind="stable")]
    from scipy.sparse import coo_array  # a sixth of a second, which few values do not repay

    rows = coo_array((values, (code, np.arange(len(code), dtype=np.int32))))
    rows.has_canonical_format = True  # nothing is to be added up
    found = rows.tocsr()
    return found.indptr.astype(np.int64), found.data
