"""Receivers, and what became of what was sent to them."""

from nattoku.ledger.queries import head_hash
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices.models import Notice
from nattoku.people import access
from nattoku.people.facts import COMPANY
from nattoku.people.models import Person
from nattoku.webhooks.models import Hook

UNKNOWN = Text("その送り先はありません。", "There is no such receiver.")
SHOWN = 100
_kept: tuple[str, list[Hook]] | None = None


def hooks() -> list[Hook]:
    """Receivers in force, read again only after a fact of the company."""
    global _kept
    now = head_hash(COMPANY)
    if _kept is None or _kept[0] != now or not now:
        _kept = (now, list(Hook.objects.order_by("added_at", "pk")))
    return _kept[1]


def hook(pk: str, *, by: Person) -> Hook:
    """One receiver, for whoever manages the company; Refusal 404 when there is none."""
    access.allow(by, "people.manage")
    found = next((one for one in hooks() if one.pk == pk), None)
    if found is None:
        raise Refusal(UNKNOWN, status=404)
    return found


def deliveries(pk: str, *, by: Person) -> list[Notice]:
    """What was sent to a receiver, the newest first, each with its answer."""
    return list(Notice.objects.filter(to=f"hook:{hook(pk, by=by).pk}").order_by("-id")[:SHOWN])
