"""Receivers in force: added, and not removed since."""

from nattoku.ledger.facts import Recorded
from nattoku.people.facts import COMPANY
from nattoku.webhooks.facts import HookAdded, HookRemoved
from nattoku.webhooks.models import Hook


def project(recorded: Recorded) -> None:
    """Apply one fact of the company."""
    match recorded.fact:
        case HookAdded(hook=hook, url=url, kinds=kinds):
            Hook.objects.create(id=hook, url=url, kinds=kinds, added_at=recorded.happened_at)
        case HookRemoved(hook=hook):
            Hook.objects.filter(pk=hook).delete()


def forget(stream: str | None) -> None:
    """Throw the read rows away."""
    if stream in (None, COMPANY):
        Hook.objects.all().delete()
