"""What the customer's card says against a planned contact; who goes on all the same says why, and the fact keeps it."""

from collections.abc import Collection
from datetime import datetime

from nattoku.cases.rules import CaseState
from nattoku.customers import queries as customers
from nattoku.customers import suitability
from nattoku.lib.text import Text, clean

DESPITE = Text("それでも進める理由", "Why all the same")


def objections(
    state: CaseState, *, channel: str = "", moments: Collection[datetime | None] = (), people: Collection[str] = ()
) -> list[Text]:
    """What the card says against reaching this customer so; nothing before the identity check (R8-11)."""
    if not state.identified or not state.customer:
        return []
    known = customers.known(state.customer)
    return suitability.against(known, channel=channel, moments=[m for m in moments if m], people=people)


def card_says(state: CaseState) -> list[Text]:
    """All that the customer told us about being reached, for whoever plans a contact; nothing before the identity check."""
    return suitability.warnings(customers.known(state.customer)) if state.identified and state.customer else []


def explained(
    state: CaseState,
    despite: str,
    *,
    channel: str = "",
    moments: Collection[datetime | None] = (),
    people: Collection[str] = (),
) -> str:
    """The reason for going on all the same, "" where nothing speaks against it.

    Refused (409, with every objection in words) while one is missing (S001-1, S001-5, S001-6).
    """
    despite = clean(despite, DESPITE, longest=2000, required=False)
    found = objections(state, channel=channel, moments=moments, people=people)
    suitability.refuse_unexplained(found, despite)
    return despite if found else ""
