"""The policy in force is the last one decided."""

from nattoku.ledger.facts import Recorded
from nattoku.policies.facts import COMPANY, PolicyDecided
from nattoku.policies.models import Policy


def project(recorded: Recorded) -> None:
    """Apply one decision."""
    if isinstance(recorded.fact, PolicyDecided):
        known = {"value": recorded.fact.value, "decided": recorded.id}
        Policy.objects.update_or_create(pk=recorded.fact.key, defaults=known)


def forget(stream: str | None) -> None:
    """Throw the read rows away."""
    if stream in (None, COMPANY):
        Policy.objects.all().delete()
