"""Durations by group, ranked within each: every quantile is a place to look at, with and without some of the cases."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from nattoku.drill.log import Ints, by_code
from nattoku.drill.spread import MICROS, Spread

FEW_GROUPS = 1 << 16
WIDE = 63  # bits of a positive integer
_ARRAYS = ("codes", "at", "case", "took", "sums")


@dataclass(frozen=True)
class Ranked:
    """codes: the groups, ascending; group i lies at at[i]:at[i + 1] of `case` and `took` (microseconds, ascending
    within the group); sums: all microseconds of each group."""

    codes: Ints
    at: Ints
    case: Ints
    took: Ints
    sums: Ints

    @classmethod
    def of(cls, code: Ints, case: Ints, took: Ints, *, groups: int | None = None) -> Ranked:
        """Ranked once; what it costs is paid when a log is kept. groups: codes from there on are left out."""
        if not len(code) or code.max() >= FEW_GROUPS:
            order = np.lexsort((took, code))
            order = order if groups is None else order[: np.searchsorted(code, groups, sorter=order)]
            return cls._sorted(code[order], case[order].astype(np.int32, copy=False), took[order])
        every, case, took = _ranked(code.astype(np.uint16), case, took, groups)
        codes = np.flatnonzero(np.diff(every))
        if not len(codes):
            return cls._sorted(code[:0], case, took)
        at = np.append(every[codes], every[-1])
        return cls(codes, at, case, took, np.add.reduceat(took, at[:-1], dtype=np.float64))

    @classmethod
    def _sorted(cls, code: Ints, case: Ints, took: Ints) -> Ranked:
        first = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1]))) if len(code) else np.zeros(0, np.int64)
        sums = np.add.reduceat(took, first, dtype=np.float64) if len(first) else np.zeros(0)
        return cls(code[first], np.append(first, len(code)), case, took, sums)

    def counts(self, keep: Ints | None = None) -> tuple[Ints, Ints]:
        """The groups that have a duration, and how many; keep: for each case whether it counts."""
        if keep is None:
            return self.codes, np.diff(self.at)
        counts = np.diff(np.searchsorted(np.flatnonzero(keep[self.case]), self.at))
        return self.codes[counts > 0], counts[counts > 0]

    def spreads(self, keep: Ints | None = None) -> dict[int, Spread]:
        """For each group that has a duration: its spread, in ascending order of the groups."""
        if keep is None:
            return self._spreads(self.codes, np.diff(self.at), self.at[:-1], self.took, self.sums)
        kept = np.flatnonzero(keep[self.case])
        bounds = np.searchsorted(kept, self.at)
        there = np.flatnonzero(np.diff(bounds))
        if not len(there):
            return {}
        took, first = self.took[kept], bounds[:-1][there]
        sums = np.add.reduceat(took, first, dtype=np.float64)
        return self._spreads(self.codes[there], np.diff(bounds)[there], first, took, sums)

    def replaced(self, gone: Ints, more: Ranked) -> Ranked:
        """Without the cases of `gone` (true for each case that goes; later codes stay), with those of `more`."""
        stays = np.flatnonzero(~gone[self.case])
        code, case, took = self._code()[stays], self.case[stays], self.took[stays]
        places = _places(code, took, more._code(), more.took)
        return Ranked._sorted(
            np.insert(code, places, more._code()),
            np.insert(case, places, more.case),
            np.insert(took, places, more.took),
        )

    def recoded(self, codes: Ints) -> Ranked:
        """The same groups under other codes; refused by nobody: `codes` must ascend like the old ones."""
        return Ranked(codes, self.at, self.case, self.took, self.sums)

    def save(self, folder: Path, name: str) -> None:
        """As plain arrays that can be read in place."""
        for one in _ARRAYS:
            np.save(folder / f"{name}.{one}.npy", getattr(self, one))

    @classmethod
    def load(cls, folder: Path, name: str) -> Ranked:
        """What was saved; durations are read where they are looked at."""
        return cls(*(np.load(folder / f"{name}.{one}.npy", mmap_mode="r") for one in _ARRAYS))

    def _code(self) -> Ints:
        return np.repeat(self.codes, np.diff(self.at))

    @staticmethod
    def _spreads(codes: Ints, counts: Ints, first: Ints, took: Ints, sums: Ints) -> dict[int, Spread]:
        columns = [counts, _seconds(sums / counts)]
        columns += [_seconds(_quantile(took, first, counts, q)) for q in (0.5, 0.9)]
        rows = zip(codes.tolist(), *(column.tolist() for column in columns), strict=True)
        return {code: Spread(*row) for code, *row in rows}


def _ranked(code: Ints, case: Ints, took: Ints, groups: int | None) -> tuple[Ints, Ints, Ints]:
    """Where each group begins; each group by duration and case. Where both fit one integer they are sorted as one."""
    bits = int(case.max()).bit_length()
    if took.min() >= 0 and int(took.max()).bit_length() + bits < WIDE:
        both = took << bits
        both |= case
        at, both = by_code(code, both)
        at = at if groups is None else at[: groups + 1]
        both = both[: at[-1]]
        for start, end in pairwise(at.tolist()):
            both[start:end].sort()
        case = both.astype(np.int32)  # what lies above is cut off by it, or by the mask
        case &= (1 << bits) - 1
        both >>= bits
        return at, case, both
    at, order = by_code(code, np.arange(len(code)))
    at = at if groups is None else at[: groups + 1]
    order = order[: at[-1]]
    case, took = case[order].astype(np.int32), took[order]
    for start, end in pairwise(at.tolist()):
        by = np.lexsort((case[start:end], took[start:end]))
        case[start:end], took[start:end] = case[start:end][by], took[start:end][by]
    return at, case, took


def _quantile(took: Ints, first: Ints, counts: Ints, q: float) -> Ints:
    """Interpolated linearly between the two nearest ranks."""
    place = q * (counts - 1)
    low = place.astype(np.int64)
    high = np.minimum(low + 1, counts - 1)
    lower: Ints = took[first + low].astype(np.float64)
    between: Ints = lower + (place - low) * (took[first + high] - lower)
    return between


def _seconds(micros: Ints) -> Ints:
    return np.round(micros / MICROS, 6)


def _places(code: Ints, took: Ints, more_code: Ints, more_took: Ints) -> Ints:
    """Where each of the later ones belongs among those that are ranked already."""
    low, high = np.searchsorted(code, more_code), np.searchsorted(code, more_code, side="right")
    while (open_ := low < high).any():
        middle = (low + high) // 2
        after = open_ & (took[np.minimum(middle, len(took) - 1)] < more_took)
        low, high = np.where(after, middle + 1, low), np.where(open_ & ~after, middle, high)
    return low
