"""Decisions about our own defaults, each with its date and its reason."""

from nattoku.ledger.facts import Fact, fact

COMPANY = "company"


@fact(
    "policies.decided",
    ja="取り決め「{key}」を {value} としました（{reason}）",
    en="Policy “{key}” was set to {value} ({reason})",
)
class PolicyDecided(Fact):
    """key: the kind of promise (value: minutes allowed), or a named limit (value in its own unit)."""

    key: str
    value: int
    reason: str
