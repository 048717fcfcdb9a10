"""Who seems to have fallen silent, with the evidence in plain words, and whether it can be told at all (S004-2.3.6)."""

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nattoku.lib.text import Text
from nattoku.silence.purchases import Purchases
from nattoku.silence.rhythm import Floats, History, Rhythm, fitted

Ints = NDArray[np.int64]

WEEK: Final = 7.0
SIGNAL: Final = 0.6  # below this the order of the list is no better than a guess, and we say so
SURE: Final = 2.33  # standard errors of a list without order: one in a hundred goes beyond by chance (ours)
MARKED: Final = 0.02  # a difference of two AUC that is worth a word (ours)
_DAYS: Final = 10_000_000  # more days than a calendar has
ALIKE: Final = 30  # gaps of customers alike that we want before we speak of "so many of 100"

RHYTHM = Text(
    "普段は約{usual}ごと、いま{now}空いています。同じような間隔で買われるお客様100人のうち、これほど空くのは{share}人ほどです。",
    "Usually about every {usual}, now {now}. Of 100 pauses of customers who buy like this, {share} are so long.",
)
RARE = Text(
    "普段は約{usual}ごと、いま{now}空いています。同じような間隔で買われるお客様で、これほど空く方はほとんどいません。",
    "Usually about every {usual}, now {now}. Hardly anybody who buys like this pauses so long.",
)
FEW = Text(
    "普段は約{usual}ごと、いま{now}空いています。比べられるお客様が少なく、珍しいかどうかは言えません。",
    "Usually about every {usual}, now {now}. Too few customers are alike to say whether that is rare.",
)
ONCE = Text(
    "お買い上げは一度で、そのあと{now}です。続けて買われる方の間隔は、中ほどで約{usual}です。",
    "Bought once, {now} ago. Those who come back do so about every {usual}.",
)
ONLY_ONCE = Text("お買い上げは一度で、そのあと{now}です。", "Bought once, {now} ago.")
DAY = Text("1日", "1 day")
DAYS = Text("{n}日", "{n} days")
WEEKS = Text("{n}週間", "{n} weeks")
NO_SIGNAL = Text(
    "兆しは読み取れません。過去で確かめた当たり方（AUC {auc}）が{limit}に届かず、並べても当てずっぽうと変わりません。",
    "No signal: tried on the past (AUC {auc}, below {limit}) the list is no better than a guess.",
)
TOO_LITTLE = Text(
    "兆しは読み取れません。過去で確かめるには、二度以上買われたお客様か期間が足りません。",
    "No signal: too few repeated purchases, or too short a time, to try it on the past.",
)
ALL_BACK = Text(
    "兆しは読み取れません。過去を二つに分けて確かめると、{n}人の皆様がまた買われていて、離れられた方がいらっしゃいません。",
    "No signal: in the later half of the past all {n} customers bought again, so there is nobody to tell apart.",
)
FOUND = Text(
    "過去で確かめた当たり方（AUC）：{auc}。最後のお買い上げからの日数だけで並べると {plain}（お客様{n}人）。",
    "Tried on the past (AUC): {auc}; by days since the last purchase alone {plain} ({n} customers).",
)

NO_BETTER = Text(
    "{found}日数だけで並べても、同じように当たります。",
    "{found} Days alone tell as much.",
)
WORSE = Text(
    "{found}日数だけで並べたほうが、よく当たっています。間隔のそろったお客様が多いときに起こります。",
    "{found} Days alone tell more, as happens where customers buy at even intervals.",
)
PERHAPS = Text(
    "兆しは読み取れません。過去で確かめた当たり方はAUC {auc}ですが、確かめられたお客様が{n}人（そのあと買われなかった方は{gone}人）と"
    "少なく、{limit}に届かないうちは偶然と区別できません。",
    "No signal: tried on the past the AUC is {auc}, but of {n} customers only {gone} did not buy again, and below {limit} it"
    " may be chance.",
)


@dataclass(frozen=True)
class Sign:
    """p_silent: chance of no purchase in the coming weeks. lost: purchases we would expect of this customer had
    nothing happened, less those we still expect, times the mean amount. usual_gap_days: of the customer, or of those
    who come back where the customer bought once; None where nobody did.
    """

    customer: str
    p_silent: float
    last_on: date
    usual_gap_days: float | None
    lost: float
    why: Text


@dataclass(frozen=True)
class Judged:
    """signs: the greatest loss first. auc, plain: of our order and of plain recency on the later part of the past;
    None where it cannot be tried. n: customers it was tried on; again: those of them who bought again.
    """

    signs: list[Sign]
    rhythm: Rhythm | None
    auc: float | None
    plain: float | None
    n: int
    again: int

    @property
    def limit(self) -> float:
        """The AUC from which the order means anything: a crowd so small that chance alone goes beyond 0.6 needs more."""
        pairs = self.again * (self.n - self.again)
        return max(SIGNAL, 0.5 + SURE * math.sqrt((self.n + 1) / (12 * pairs))) if pairs else math.inf

    @property
    def signal(self) -> bool:
        """Whether the order means anything."""
        return self.auc is not None and self.auc >= self.limit

    @property
    def said(self) -> Text:
        """What to tell whoever reads the list."""
        if self.again == self.n >= ALIKE:
            return ALL_BACK.with_(n=f"{self.n:,}")
        if self.auc is None or self.plain is None or self.limit >= 1:
            return TOO_LITTLE
        if self.auc < SIGNAL:
            return NO_SIGNAL.with_(auc=f"{self.auc:.3f}", limit=SIGNAL)
        if not self.signal:
            gone, limit = self.n - self.again, f"{math.ceil(100 * self.limit) / 100:.2f}"
            return PERHAPS.with_(auc=f"{self.auc:.3f}", n=self.n, gone=gone, limit=limit)
        found = FOUND.with_(auc=f"{self.auc:.3f}", plain=f"{self.plain:.3f}", n=f"{self.n:,}")
        if self.auc > self.plain:
            return found
        return (WORSE if self.plain - self.auc >= MARKED else NO_BETTER).with_(found=found)


def judged(bought: Purchases, as_of: date) -> Judged:
    """Every customer who bought by `as_of`, and what the past says of our order. The coming weeks are half as many as
    were watched, as on the past.
    """
    auc, plain, n, again = tried(bought, as_of)
    who, day, amount = _visits(bought)
    if not len(who):
        return Judged([], None, auc, plain, n, again)
    seen, last, spent = _histories(who, day, amount, as_of.toordinal())
    rhythm = fitted(seen)
    weeks = max(1.0, (as_of.toordinal() - int(day.min())) / WEEK / 2)
    quiet, lost = _chances(rhythm, seen, spent, weeks)
    usual, shares, middle = _pauses(who, day, as_of.toordinal() - last)
    names = [bought.customers[one] for one in np.unique(who)]
    signs = [
        Sign(
            names[i],
            round(float(quiet[i]), 4),
            date.fromordinal(int(last[i])),
            round(float(usual[i]), 1) if usual[i] > 0 else middle,
            round(float(lost[i]), 2),
            _why(float(usual[i]), as_of.toordinal() - int(last[i]), float(shares[i]), middle),
        )
        for i in np.lexsort((-quiet, -lost))
    ]
    return Judged(signs, rhythm, auc, plain, n, again)


def tried(bought: Purchases, as_of: date, cut: date | None = None) -> tuple[float | None, float | None, int, int]:
    """(AUC of what we expect, AUC of plain recency, customers, of them who bought again) of who bought again after `cut`
    (by default the middle of what was watched), told from what was known then. No AUC where it cannot be tried.
    """
    if not len(bought.day):
        return None, None, 0, 0
    end, begin = as_of.toordinal(), int(bought.day.min())
    middle = cut.toordinal() if cut else (begin + end) // 2
    known = bought.day <= middle
    who, day, amount = _visits(bought, known)
    again = np.isin(np.unique(who), bought.customer[~known])
    n, came = len(again), int(again.sum())
    if n < ALIKE or came in (0, n):
        return None, None, n, came
    seen, last, _ = _histories(who, day, amount, middle)
    rhythm = fitted(seen)
    if rhythm is None:
        return None, None, n, came
    return _auc(rhythm.expected(seen, (end - middle) / WEEK), again), _auc(last.astype(np.float64), again), n, came


def _visits(bought: Purchases, which: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints, Floats]:
    """Customer, day and amount of each day with a purchase, by customer and day."""
    which = np.ones(len(bought.day), dtype=bool) if which is None else which
    keys = bought.customer[which] * _DAYS + bought.day[which]
    visits, place = np.unique(keys, return_inverse=True)
    spent: Floats = np.bincount(place, bought.amount[which], minlength=len(visits)).astype(np.float64)
    return visits // _DAYS, visits % _DAYS, spent


def _histories(who: Ints, day: Ints, amount: Floats, end: int) -> tuple[History, Ints, Floats]:
    """(what the rhythm is fitted to, last day, mean amount) of each customer, in the order of their numbers."""
    _, first, count = np.unique(who, return_index=True, return_counts=True)
    final = day[first + count - 1]
    begun = day[first].astype(np.float64)
    seen = History(count.astype(np.float64) - 1, (final - begun) / WEEK, (end - begun) / WEEK)
    return seen, final, np.add.reduceat(amount, first) / count


def _chances(rhythm: Rhythm | None, seen: History, spent: Floats, weeks: float) -> tuple[Floats, Floats]:
    """(chance of silence, what it would cost) of each customer."""
    if rhythm is None:
        return np.ones(len(spent)), np.zeros(len(spent))
    stopped = 1 - rhythm.alive(seen)
    return rhythm.silent(seen, weeks), stopped * rhythm.unbroken(seen, weeks) * spent


def _pauses(who: Ints, day: Ints, now: Ints) -> tuple[Floats, Floats, float | None]:
    """(usual gap in days, 0 for who bought once; share of comparable pauses at least as long as today's, nan where too
    few; the middle of all usual gaps). Comparable are those of a tenth of the crowd with a similar usual gap.
    """
    people = np.unique(who, return_inverse=True)[1].ravel()
    same = people[1:] == people[:-1]
    gaps, owner = np.diff(day)[same].astype(np.float64), people[1:][same]
    usual, shares = np.zeros(len(now)), np.full(len(now), np.nan)
    if not len(gaps):
        return usual, shares, None
    order = np.lexsort((gaps, owner))
    repeaters, first, count = np.unique(owner[order], return_index=True, return_counts=True)
    usual[repeaters] = (gaps[order][first + (count - 1) // 2] + gaps[order][first + count // 2]) / 2
    edges = np.quantile(usual[repeaters], np.linspace(0, 1, 11)[1:-1])
    alike, mine = np.searchsorted(edges, usual[owner]), np.searchsorted(edges, usual)
    for tenth in np.unique(alike):
        theirs, those = np.sort(gaps[alike == tenth]), (mine == tenth) & (usual > 0)
        if len(theirs) >= ALIKE:
            shares[those] = 1 - np.searchsorted(theirs, now[those]) / len(theirs)
    return usual, shares, round(float(np.median(usual[repeaters])), 1)


def _why(usual: float, now: int, share: float, middle: float | None) -> Text:
    if usual <= 0:
        return ONLY_ONCE.with_(now=_long(now)) if middle is None else ONCE.with_(now=_long(now), usual=_long(middle))
    words = {"usual": _long(usual), "now": _long(now)}
    if np.isnan(share):
        return FEW.with_(**words)
    return RHYTHM.with_(**words, share=round(share * 100)) if share >= 0.005 else RARE.with_(**words)


@lru_cache(10_000)  # as many lengths as days were watched
def _long(days: float) -> Text:
    if days >= 2 * WEEK:
        return WEEKS.with_(n=round(days / WEEK))
    return DAYS.with_(n=round(days)) if days > 1 else DAY


def _auc(score: Floats, right: NDArray[np.bool_]) -> float:
    """Chance that one who came back scores above one who did not; ties count half."""
    _, place, ties = np.unique(score, return_inverse=True, return_counts=True)
    ranks, many = (np.cumsum(ties) - (ties - 1) / 2)[place], int(right.sum())
    return float((ranks[right].sum() - many * (many + 1) / 2) / (many * (len(right) - many)))
