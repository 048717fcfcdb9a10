"""A posted survey as it was filled in."""

from dataclasses import dataclass

from nattoku.people.forms import Fields
from nattoku.surveys.words import PROCESS, Said


@dataclass(frozen=True)
class Filled:
    """The answers of one form."""

    scores: dict[str, int]
    dissatisfied: Said
    told: Said
    words: str
    reach: str


def read(fields: Fields) -> Filled:
    """What was chosen; nothing chosen is unanswered."""
    scores = {name: fields.number(name) for name in ("csat", "ces", *PROCESS)}
    scores["nps"] = fields.number("nps", -1)
    return Filled(
        scores=scores,
        dissatisfied=fields.choice("dissatisfied", Said) or Said.UNSAID,
        told=fields.choice("told", Said) or Said.UNSAID,
        words=fields.text("words"),
        reach=fields.line("reach"),
    )
