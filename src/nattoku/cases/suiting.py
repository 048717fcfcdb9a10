"""What the customer's card says against a planned contact; who goes on all the same says why, and the fact keeps it."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from nattoku.cases.rules import CaseState
from nattoku.customers import queries as customers
from nattoku.customers import suitability
from nattoku.customers.facts import Channel
from nattoku.lib import phone
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


class CallBack(Protocol):
    """What intake plans: whom, whether it is them, where, when and by whom. `actions.Intake` fits."""

    @property
    def customer(self) -> str: ...
    @property
    def identified(self) -> str: ...
    @property
    def reach(self) -> str: ...
    @property
    def call_back_at(self) -> datetime | None: ...
    @property
    def call_back_by(self) -> str: ...
    @property
    def despite(self) -> str: ...


def against_call_back(plan: CallBack, *, by: str) -> list[Text]:
    """What the card says against the call back that intake promises: its channel, its moment, who calls (S001-1, 5, 6).

    by: who receives. Nothing while the caller is only a number (R8-11), or while no call back was agreed.
    """
    chosen = plan.call_back_by if plan.call_back_at or plan.call_back_by != by else ""
    if not (plan.customer and plan.identified.strip()) or not (plan.call_back_at or chosen):
        return []
    known = customers.known(plan.customer)
    channel = channel_of(plan.reach) if plan.call_back_at else ""
    moments = [plan.call_back_at] if plan.call_back_at else []
    return suitability.against(known, channel=channel, moments=moments, people=[chosen] if chosen else [])


def called_back(plan: CallBack, *, by: str) -> str:
    """The reason for that call back all the same, "" where nothing speaks against it; refused (409) while it is missing."""
    despite = clean(plan.despite, DESPITE, longest=2000, required=False)
    found = against_call_back(plan, by=by)
    suitability.refuse_unexplained(found, despite)
    return despite if found else ""


def channel_of(reach: str) -> str:
    """By what somebody is reached at an address that was given: a mailbox or a telephone; "" where it is neither."""
    if "@" in reach:
        return Channel.MAIL
    return Channel.PHONE if phone.number(reach) else ""


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
