"""What happens when nobody did in time."""

from nattoku.ledger.facts import Fact, fact


@fact(
    "deadlines.escalated",
    ja="「{what}」が期限を過ぎたため、{person}さんに知らせます",
    en="“{what}” is past due; {person} is told",
    by_machine=True,
)
class Escalated(Fact):
    """Dated when it was due, whenever it was noticed. rung: 1 for the first person told."""

    promise: str
    what: str
    rung: int
    person: str
