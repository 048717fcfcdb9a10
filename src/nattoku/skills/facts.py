"""What somebody knows, and what somebody has used."""

from nattoku.ledger.facts import Fact, Personal, fact
from nattoku.skills.words import Skill


def of_person(person: str) -> str:
    """The stream of a person."""
    return f"person:{person}"


@fact(
    "skills.known",
    ja="技能「{skill}」を知っているかどうかを記録しました",
    en="Whether the skill “{skill}” is known was written down",
)
class Known(Fact):
    """Said by the person of themself, and kept for them. knows: False where it is not known after all."""

    skill: Skill
    knows: bool


@fact("skills.used", ja="技能「{skill}」を使いました", en="The skill “{skill}” was used")
class Used(Fact):
    """Said by the person; what the ledger shows of its own (a letter sent, a visit made) needs no such fact."""

    skill: Skill
    words: Personal[str] = ""
