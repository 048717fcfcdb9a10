"""What is told to a customer, as the tone check reads it: in the mode of explaining."""

from django.http import HttpRequest

from nattoku.cases.rules import facts_of
from nattoku.ledger.facts import Fact, History
from nattoku.response import facts
from nattoku.tone import actions, asking, forms
from nattoku.tone.asking import Asked
from nattoku.words.tone import Known, Mode

ABOUT = {
    facts.HandlingExplained: "response.handling",
    facts.CauseExplained: "response.cause",
    facts.InterimReported: "response.interim",
    facts.ContactRulesAgreed: "response.contact_rules",
}

# The forms of the page by their act, and which of their fields hold our words.
FIELDS = {
    "handling": "words",
    "cause": "words",
    "interim": "known unknown next",
    "contact_rules": "hours frequency place",
}


def typed(request: HttpRequest, past: History) -> dict[str, list[forms.Remark]]:
    """The remarks on the form that came back, by its act: the same list that stands there while one writes."""
    act = request.POST.get("act", "")
    if act not in FIELDS:
        return {}
    return {act: forms.typing(request.POST, FIELDS[act].split(), Mode.EXPLAIN, f"response.{act}", past)}


def asked(said: Fact, past: History) -> Asked:
    """Our words among its fields. The date of the next contact and the cause have fields and gates of their own."""
    match said:
        case facts.InterimReported():
            ours = [said.known, said.unknown, said.next]
        case facts.ContactRulesAgreed():
            ours = [said.hours, said.frequency, said.place]  # its words are the customer's
        case _:
            ours = [str(getattr(said, "words", ""))]
    known = Known(confirmed=bool(facts_of(past, "causes.confirmed")))
    return Asked(ABOUT[type(said)], "\n".join(ours), Mode.EXPLAIN, known=known)


def hold(said: Fact, past: History) -> None:
    """Refused (409) while a remark is neither heeded nor dismissed; else counted."""
    asking.hold(asked(said, past), past)
    actions.count({hit.rule for hit in asking.of(asked(said, past)) if hit.start is not None})
