"""What is counted of a division, and how sincerity is put together. Pure; no person is in any of it."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nattoku.cases.words import About, Hurt
from nattoku.causes.words import Code, Group
from nattoku.clubs.facts import Bond
from nattoku.visits.words import Manner, Wishes

FEWEST = 5  # of anything, before a share of it is part of the whole (ours)
HUNDRED = 100  # customers, before complaints are told for a hundred of them (ours)
FACES = ("in_person", "video", "met")


@dataclass(frozen=True)
class Share:
    """hit of n."""

    hit: int = 0
    n: int = 0

    @property
    def percent(self) -> int | None:
        """Whole percent; None of nothing."""
        return round(100 * self.hit / self.n) if self.n else None


@dataclass
class Axis:
    """One 対象 (S001-12): complained of, and after visits unhappy with it or content with it; of those who were unhappy,
    whether they wish to go on."""

    complained: int = 0
    unhappy: int = 0
    fine: int = 0
    wishes: Counter[Wishes] = field(default_factory=Counter)


@dataclass
class Hurts:
    """One 心情 (S004-2.3.3): heard before; healed, or still there, when it was asked after."""

    before: int = 0
    healed: int = 0
    still: int = 0

    @property
    def unasked(self) -> int:
        return self.before - self.healed - self.still


@dataclass
class Figures:
    """A division in a span of days. accounts: customers with dealings; staff: who looks after them.

    meetings: how customers heard from us (in_person, video, met, other). met: cases received in the span whose customer
    saw a face of ours. silences: each case's longest silence. first: who met or answered a complaint first, thanked.
    """

    division: str
    name: str
    name_en: str = ""
    received: int = 0
    accounts: int = 0
    staff: int = 0
    causes: Counter[Code | None] = field(default_factory=Counter)
    groups: Counter[Group] = field(default_factory=Counter)
    axes: dict[About, Axis] = field(default_factory=dict)
    hurts: dict[Hurt, Hurts] = field(default_factory=dict)
    meetings: Counter[str] = field(default_factory=Counter)
    bonds: Counter[Bond] = field(default_factory=Counter)
    kept: Share = Share()
    met: Share = Share()
    agreed: Share = Share()
    agreed_told: Share = Share()
    first: Share = Share()
    silences: list[timedelta] = field(default_factory=list)

    @property
    def face_to_face(self) -> Share:
        """Of all times that a customer heard from us, those at which we showed our face (S004-2.2.1.1)."""
        return Share(sum(self.meetings[how] for how in FACES), sum(self.meetings.values()))

    @property
    def each(self) -> float | None:
        """Customers for each who looks after them (S001-20)."""
        return self.accounts / self.staff if self.staff else None

    @property
    def rate(self) -> float | None:
        """Complaints received for a hundred customers with dealings; None where there are fewer than a hundred."""
        return HUNDRED * self.received / self.accounts if self.accounts >= HUNDRED else None

    def axis(self, about: About) -> Axis:
        return self.axes.setdefault(about, Axis())

    def hurt(self, hurt: Hurt) -> Hurts:
        return self.hurts.setdefault(hurt, Hurts())


@dataclass(frozen=True)
class Sincerity:
    """S004-3.2.1 for a division: promises kept, faces shown, no long silence; and their mean.

    whole: None where one of the three rests on fewer than `FEWEST`. longest: the longest silence of all.
    """

    kept: Share
    met: Share
    quick: Share
    longest: timedelta | None
    whole: int | None


def sincerity(found: Figures, *, red: timedelta) -> Sincerity:
    """red: from when on silence is too long, as the company decided."""
    quick = Share(sum(one < red for one in found.silences), len(found.silences))
    parts = (found.kept, found.met, quick)
    enough = all(one.n >= FEWEST for one in parts)
    whole = round(sum(one.percent or 0 for one in parts) / len(parts)) if enough else None
    return Sincerity(found.kept, found.met, quick, max(found.silences, default=None), whole)


def longest_silence(begun: datetime, heard: Sequence[datetime], until: datetime) -> timedelta:
    """The longest time in which the customer did not hear from us, from the receipt to the end (or now)."""
    moments = sorted(m for m in (begun, *heard, until) if begun <= m <= until)
    return max((b - a for a, b in itertools.pairwise(moments)), default=timedelta(0))


def meeting(manner: Manner | None, channel: str) -> str:
    """How a customer heard from us: a visit by its manner, a contact by its channel."""
    if manner is not None:
        return "in_person" if manner is Manner.IN_PERSON else "video"
    return "met" if channel == "visit" else channel


def together(several: Iterable[Figures]) -> Figures:
    """The company: all of them as one."""
    whole = Figures("", "")
    for one in several:
        for name in ("received", "accounts", "staff"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        for name in ("causes", "groups", "meetings", "bonds"):
            getattr(whole, name).update(getattr(one, name))
        for name in ("kept", "met", "agreed", "agreed_told", "first"):
            a, b = getattr(whole, name), getattr(one, name)
            setattr(whole, name, Share(a.hit + b.hit, a.n + b.n))
        whole.silences += one.silences
        for about, axis in one.axes.items():
            mine = whole.axis(about)
            mine.complained, mine.unhappy, mine.fine = (
                mine.complained + axis.complained,
                mine.unhappy + axis.unhappy,
                mine.fine + axis.fine,
            )
            mine.wishes.update(axis.wishes)
        for hurt, counted in one.hurts.items():
            all_of = whole.hurt(hurt)
            all_of.before += counted.before
            all_of.healed += counted.healed
            all_of.still += counted.still
    return whole
