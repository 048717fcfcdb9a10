"""What answers say together, and what may be shown of them at all. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.surveys.words import LEAST, LOW, PROCESS, SaidSo


class Given(Protocol):
    """An answer as far as counting it needs: the fact and the read row both fit."""

    @property
    def csat(self) -> int: ...
    @property
    def ces(self) -> int: ...
    @property
    def nps(self) -> int: ...
    @property
    def dissatisfied(self) -> str: ...
    @property
    def told(self) -> str: ...


@dataclass(frozen=True)
class Rate:
    """part of whole, in per cent with its 95 % interval (Wilson); None of nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """(low, high) in per cent."""
        if not self.whole:
            return None
        n, p, z = self.whole, self.part / self.whole, 1.959964
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


@dataclass(frozen=True)
class Results:
    """n: answers. csat: 4 and 5 of 5. ces: 4 and 5 of 5. nps: 9 and 10 less 0 to 6, in points. told: our own iceberg rate:
    of the dissatisfied, those who told us. process: question -> 4 and 5 of 5.
    """

    n: int
    csat: Rate
    ces: Rate
    nps: int | None
    told: Rate
    dissatisfied: Rate
    process: dict[str, Rate]


def results(given: Sequence[Given]) -> Results:
    """What these answers say together."""
    scores = [g.nps for g in given if g.nps >= 0]
    grumbled = [g for g in given if g.dissatisfied == SaidSo.YES]
    asked = [g for g in given if g.dissatisfied in (SaidSo.YES, SaidSo.NO)]
    return Results(
        n=len(given),
        csat=_high(g.csat for g in given),
        ces=_high(g.ces for g in given),
        nps=round(100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)) if scores else None,
        told=Rate(
            sum(g.told == SaidSo.YES for g in grumbled), sum(g.told in (SaidSo.YES, SaidSo.NO) for g in grumbled)
        ),
        dissatisfied=Rate(len(grumbled), len(asked)),
        process={name: _high(getattr(g, name, 0) for g in given) for name in PROCESS},
    )


def _high(scores: Iterable[int]) -> Rate:
    answered = [s for s in scores if s]
    return Rate(sum(s >= 4 for s in answered), len(answered))


class Kept(Protocol):
    """An answer as far as keeping it secret needs."""

    @property
    def reach(self) -> str: ...


def showable(answers: Iterable[Kept], *, least: int = LEAST) -> bool:
    """Whether a survey's results may be shown: enough answers of whom nobody knows who gave them.

    Who asks to be contacted is read as a person: counted among the five, the other four could be had by subtracting.
    Whatever is added up (a division, the company) is added up of surveys that may be shown, and of nothing else: then
    the difference of any two figures is again a sum of such surveys.
    """
    return sum(not one.reach for one in answers) >= least


def low(csat: int, nps: int = -1) -> bool:
    """Whether an answer should be asked about: satisfaction 2 of 5 or less, or a recommendation of 4 or less."""
    return 0 < csat <= LOW or 0 <= nps <= 4


def iceberg(complaints: int, told: Rate) -> tuple[int, int] | None:
    """(fewest, most) dissatisfied customers behind so many complaints, by our own rate's interval; None without one."""
    if told.interval is None or told.interval[0] <= 0:
        return None
    return round(complaints / (told.interval[1] / 100)), round(complaints / (told.interval[0] / 100))


def refuse_scores(scores: Mapping[str, int]) -> None:
    """Refused (400) outside of the scale, or without the one question that must be answered."""
    ranges = {"nps": (-1, 10)}
    for name, value in scores.items():
        least, most = ranges.get(name, (0, 5))
        if not least <= value <= most:
            raise Refusal(Text("お答えの番号をお確かめください。", "Please check the numbers."), status=400)
    if not scores.get("csat"):
        raise Refusal(
            Text("「どのくらいご満足か」をお選びください。", "Please choose how satisfied you are."), status=400
        )
