"""The only writers of skills: each of themself."""

from datetime import datetime

from nattoku.cases.timeline import name_choices
from nattoku.ledger.append import append
from nattoku.ledger.facts import New
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.skills import facts
from nattoku.skills.words import SKILLS, Skill

name_choices({skill: described.name for skill, described in SKILLS.items()})


def know(*, skill: Skill, knows: bool = True, by: Person, at: datetime) -> None:
    """I know this, or I do not."""
    access.allow(by, "skills.see")
    append(facts.of_person(by.pk), facts.Known(skill=skill, knows=knows), by=by.pk, at=at)


def use(*, skill: Skill, words: str = "", happened_at: datetime | None = None, by: Person, at: datetime) -> None:
    """I used this, where the ledger has not seen it itself."""
    access.allow(by, "skills.see")
    said = clean(words, Text("どこで使ったか", "Where"), longest=1000, required=False)
    append(
        facts.of_person(by.pk), New(fact=facts.Used(skill=skill, words=said), happened_at=happened_at), by=by.pk, at=at
    )
