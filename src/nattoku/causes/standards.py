"""How long things may take. The source names no hours: every default is ours, editable as a dated decision."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

# The key of each limit (in minutes), for `nattoku.policies`.
KEYS: Final = {
    "order": "causes.order_minutes",
    "lead": "causes.lead_minutes",
    "handover": "causes.handover_minutes",
    "tell": "causes.tell_minutes",
}


@dataclass(frozen=True)
class Standards:
    """order: from the customer's order to its acceptance. lead: what shipping and carriage need before the date.

    handover: from sent to received. tell: from knowing of a delay to telling it, and from told to received.
    """

    order: timedelta = timedelta(days=1)
    lead: timedelta = timedelta(days=3)
    handover: timedelta = timedelta(days=1)
    tell: timedelta = timedelta(hours=4)


OURS: Final = Standards()
