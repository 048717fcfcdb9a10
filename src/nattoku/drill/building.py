"""A log from events that come one after another: what XES and OCEL readers hand their events to."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from nattoku.drill.encoding import WHY
from nattoku.drill.log import NEVER, NOBODY, Dropped, Ints, Log, in_order
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
EMPTY = Text("{file} には、読み取れる記録が1件もありません。{why}", "{file} holds no event that can be read. {why}")


@dataclass
class Names:
    """Codes in the order of first appearance."""

    codes: dict[str, int] = field(default_factory=dict)

    def code(self, name: str) -> int:
        return self.codes.setdefault(name, len(self.codes))


@dataclass
class Builder:
    """Events are added in the order of the file; what cannot be taken is counted with its reason."""

    zone: ZoneInfo
    cases: Names = field(default_factory=Names)
    activities: Names = field(default_factory=Names)
    actors: Names = field(default_factory=Names)
    divisions: Names = field(default_factory=Names)
    rows: "tuple[array[int], ...]" = field(default_factory=lambda: tuple(array("q") for _ in range(5)))
    promised: dict[int, int] = field(default_factory=dict)
    attributes: dict[str, dict[int, str]] = field(default_factory=dict)
    left: dict[str, list[int]] = field(default_factory=dict)
    seen: int = 0

    def add(
        self, case: str | None, activity: str | None, time: str | None, actor: str | None, division: str | None
    ) -> None:
        """One event; blank is absent."""
        self.seen += 1
        if not case or not activity or not time:
            self._leave("no_case" if not case else "no_activity" if not activity else "no_time")
            return
        if (at := self.micros(time)) is None:
            self._leave("bad_time")
            return
        cases, activities, times, actors, divisions = self.rows
        cases.append(self.cases.code(case))
        activities.append(self.activities.code(activity))
        times.append(at)
        actors.append(self.actors.code(actor) if actor else NOBODY)
        divisions.append(self.divisions.code(division) if division else NOBODY)

    def about(self, case: str, values: Mapping[str, str], promised: str | None) -> None:
        """What is known of a case that has events; the first value of each name stays."""
        if (code := self.cases.codes.get(case)) is None:
            return
        if promised and (at := self.micros(promised)) is not None:
            self.promised.setdefault(code, at)
        for name, value in values.items():
            self.attributes.setdefault(name, {}).setdefault(code, value)

    def micros(self, written: str) -> int | None:
        """ISO 8601; without an offset of the builder's zone."""
        try:
            moment = datetime.fromisoformat(written.strip())
            return int(((moment if moment.tzinfo else moment.replace(tzinfo=self.zone)) - _EPOCH) / _MICRO)
        except (ValueError, OverflowError):
            return None

    def log(self, file: str, *findings: Text) -> Log:
        """What was built. Refused (400) when it is nothing."""
        dropped = tuple(self._dropped())
        if not len(self.rows[0]):
            why = Text(*("; ".join(f"{d.why.to(lang)}: {d.count:,}" for d in dropped) for lang in ("ja", "en")))
            raise Refusal(EMPTY.with_(file=file, why=why), status=400)
        case, activity, time, actor, division = (np.frombuffer(row, np.int64) for row in self.rows)
        seq = np.arange(len(case))
        order = in_order(case, time, seq)
        return Log(
            case=case[order].astype(np.int32),
            activity=activity[order].astype(np.int32),
            time=time[order],
            actor=actor[order].astype(np.int32),
            seq=seq[order],
            cases=list(self.cases.codes),
            activities=list(self.activities.codes),
            actors=list(self.actors.codes),
            division=division[order].astype(np.int32) if self.divisions.codes else None,
            divisions=list(self.divisions.codes),
            promised=self._promises() if self.promised else None,
            attributes={name: self._values(values) for name, values in self.attributes.items()},
            dropped=dropped,
            findings=findings,
            zone=self.zone,
        )

    def _leave(self, why: str) -> None:
        self.left.setdefault(why, []).append(self.seen)

    def _dropped(self) -> Iterator[Dropped]:
        for why, rows in self.left.items():
            yield Dropped(WHY[why], len(rows), tuple(rows[:3]))

    def _promises(self) -> Ints:
        told = np.full(len(self.cases.codes), NEVER, np.int64)
        told[list(self.promised)] = list(self.promised.values())
        return told

    def _values(self, values: dict[int, str]) -> list[Any]:
        return [values.get(code) for code in range(len(self.cases.codes))]
