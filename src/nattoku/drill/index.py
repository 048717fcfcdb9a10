"""What is asked of every log, worked out when it is kept: steps, handovers and paths, ranked; each case's beginning."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from nattoku.drill.flows import pairs
from nattoku.drill.log import NEVER, Ints, Log
from nattoku.drill.paths import paths
from nattoku.drill.ranked import Ranked

_PLAIN: Final = ("begun", "ended", "variant", "words", "word_at")
_RANKED: Final = ("edges", "actors", "divisions", "paths")


@dataclass(frozen=True)
class Index:
    """edges, actors, divisions: steps by (from, to); paths: cases by variant.

    begun, ended: microseconds by code of the case, NEVER without events; variant: which path a case took, -1 for none;
    words: the activities of every variant, those of variant i at word_at[i]:word_at[i + 1].
    """

    edges: Ranked
    actors: Ranked
    divisions: Ranked
    paths: Ranked
    begun: Ints
    ended: Ints
    variant: Ints
    words: Ints
    word_at: Ints

    @classmethod
    def of(cls, log: Log) -> Index:
        """From the columns of a log."""
        starts, ends = log.starts, log.ends
        mine = log.case[starts]
        between = starts[1:] - 1  # the neighbours that are of two cases, and no step
        case, took_step = log.case[1:], np.diff(log.time)
        took_step[between] = 0

        def ranked(code: Ints, kinds: int) -> Ranked:
            step = pairs(code, kinds)
            step[between] = kinds * kinds
            return Ranked.of(step, case, took_step, groups=kinds * kinds)

        edges = ranked(log.activity, len(log.activities))
        actors = ranked(log.actor + 1, len(log.actors) + 1)
        nobody = np.zeros(0, np.int64)
        divisions = (
            Ranked.of(nobody, nobody, nobody)
            if log.division is None
            else ranked(log.division + 1, len(log.divisions) + 1)
        )
        _names, first, which = np.unique(paths(log), return_index=True, return_inverse=True)
        order = np.argsort(first, kind="stable")  # variants by first appearance
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        which, first = place[which], first[order]
        lengths = (ends - starts + 1)[first]
        word_at = np.concatenate(([0], np.cumsum(lengths)))
        words = log.activity[np.arange(word_at[-1]) + np.repeat(starts[first] - word_at[:-1], lengths)]
        begun, ended, variant = (np.full(len(log.cases), no, np.int64) for no in (NEVER, NEVER, -1))
        begun[mine], ended[mine], variant[mine] = log.time[starts], log.time[ends], which
        took = log.time[ends] - log.time[starts]
        return cls(edges, actors, divisions, Ranked.of(which, mine, took), begun, ended, variant, words, word_at)

    def path(self, variant: int) -> Ints:
        """The activities of one variant."""
        return self.words[self.word_at[variant] : self.word_at[variant + 1]]

    def save(self, folder: Path) -> None:
        """Beside its place and then named so."""
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name in _RANKED:
            getattr(self, name).save(part, name)
        for name in _PLAIN:
            np.save(part / f"{name}.npy", getattr(self, name))
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(part, folder)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """What was saved, read in place."""
        arrays: dict[str, Any] = {name: Ranked.load(folder, name) for name in _RANKED}
        arrays |= {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _PLAIN}
        return cls(**arrays)
