"""Deciding a policy: the representative alone, with a reason."""

from datetime import datetime

from nattoku.ledger.append import append
from nattoku.ledger.facts import PROMISES
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.policies.facts import COMPANY, PolicyDecided

TEN_YEARS = 10 * 366 * 24 * 60
MOST = 10**12


def decide(*, key: str, value: int, reason: str, by: Person, at: datetime) -> None:
    """Set a default. value: minutes for a kind of promise, otherwise the key's own unit; at least 1.

    Refused (400) beyond ten years of minutes, or a trillion of anything: such a number is a slip of the hand.
    """
    access.allow(by, "policies.decide")
    key = clean(key, Text("項目", "Key"), longest=60)
    most = TEN_YEARS if key in PROMISES else MOST
    if not 1 <= value <= most:
        raise Refusal(
            Text("1から{most:,}までの数を入れてください。", "Please give a number from 1 to {most:,}.").with_(
                most=most
            ),
            status=400,
        )
    reason = clean(reason, Text("理由", "Reason"), longest=1000)
    append(COMPANY, PolicyDecided(key=key, value=value, reason=reason), by=by.pk, at=at)
