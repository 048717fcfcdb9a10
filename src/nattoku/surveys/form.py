"""A posted survey as it was filled in."""

from dataclasses import dataclass

from nattoku.people.forms import Fields
from nattoku.surveys.words import PROCESS, SaidSo


@dataclass(frozen=True)
class Filled:
    """The answers of one form."""

    scores: dict[str, int]
    dissatisfied: SaidSo
    told: SaidSo
    words: str
    reach: str


def read(fields: Fields) -> Filled:
    """What was chosen; nothing chosen is unanswered."""
    scores = {name: fields.number(name) for name in ("csat", "ces", *PROCESS)}
    scores["nps"] = fields.number("nps", -1)
    return Filled(
        scores=scores,
        dissatisfied=fields.choice("dissatisfied", SaidSo) or SaidSo.UNSAID,
        told=fields.choice("told", SaidSo) or SaidSo.UNSAID,
        words=fields.text("words"),
        reach=fields.line("reach"),
    )
