"""Known and used, kept apart. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nattoku.ledger.facts import Recorded
from nattoku.skills import facts
from nattoku.skills.words import SKILLS, Skill

FEWEST = 3  # people; fewer would be somebody (ours)


@dataclass
class Mine:
    """One skill of one person. knows: None while they have not said; used: when last."""

    skill: Skill
    knows: bool | None = None
    used: datetime | None = None

    @property
    def unused(self) -> bool:
        """知っているが使っていない: not the same as not knowing (S003-14)."""
        return self.knows is True and self.used is None


def mine_of(said: Iterable[Recorded], done: Iterable[tuple[str, datetime]]) -> list[Mine]:
    """Every skill as this person has said and used it. said: the own facts; done: (kind, moment) of what they did."""
    found = {skill: Mine(skill) for skill in SKILLS}
    for recorded in said:
        match recorded.fact:
            case facts.Known(skill=skill, knows=knows):
                found[skill].knows = knows
            case facts.Used(skill=skill):
                found[skill].used = recorded.happened_at
    for kind, moment in done:
        for skill, described in SKILLS.items():
            if kind in described.seen_in and moment > (found[skill].used or datetime.min.replace(tzinfo=moment.tzinfo)):
                found[skill].used = moment
    return list(found.values())


@dataclass(frozen=True)
class Counted:
    """How many of so many people know a skill, have used it, and know but do not use it. Never who."""

    skill: Skill
    people: int
    know: int
    used: int
    unused: int


def counted(everybody: Iterable[list[Mine]]) -> list[Counted]:
    """Together; empty where there are fewer people than nobody could be told from the rest by."""
    several = list(everybody)
    if len(several) < FEWEST:
        return []
    by_skill = [[next(m for m in one if m.skill is skill) for one in several] for skill in SKILLS]
    return [
        Counted(
            some[0].skill,
            len(some),
            sum(m.knows is True for m in some),
            sum(m.used is not None for m in some),
            sum(m.unused for m in some),
        )
        for some in by_skill
    ]
