"""Deciding a policy: the representative alone, with a reason."""

from datetime import datetime

from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.policies.facts import COMPANY, PolicyDecided


def decide(*, key: str, value: int, reason: str, by: Person, at: datetime) -> None:
    """Set a default. value: minutes for a kind of promise, otherwise the key's own unit; at least 1."""
    access.allow(by, "policies.decide")
    if value < 1:
        raise Refusal(Text("1以上の数を入れてください。", "Please give a number of at least 1."), status=400)
    reason = clean(reason, Text("理由", "Reason"), longest=1000)
    append(COMPANY, PolicyDecided(key=key, value=value, reason=reason), by=by.pk, at=at)
