"""Which calls ring at somebody now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q

from nattoku.lib import phone
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.phone.models import Call

STALE = timedelta(minutes=30)
MOST = 3
RINGING = Text("お電話です", "The phone is ringing")
TALKING = Text("通話中です", "On the phone")
PASSED = Text("お取り次ぎのお電話です", "A caller is being passed on to you")
WITHHELD = Text("番号の通知がありません", "number withheld")


@dataclass(frozen=True)
class Card:
    """A call as it is shown: the number, and where to take the complaint down."""

    call: Call

    @property
    def title(self) -> Text:
        return {"ringing": RINGING, "transferred": PASSED}.get(self.call.state, TALKING)

    @property
    def number(self) -> Text:
        read = phone.number(self.call.said)
        shown = read.shown if read else self.call.said
        return WITHHELD if not read and phone.withheld(self.call.said) else Text(shown, shown)

    @property
    def url(self) -> str:
        return f"/intake?{urlencode({'from': self.call.caller or self.call.said})}"


def ringing(by: Person, *, at: datetime) -> list[Card]:
    """The calls at this person's own number, and those at a number that is nobody's; the newest first."""
    access.allow(by, "phone.see")
    going = Call.objects.filter(at__gt=at - STALE, at__lte=at, case=None).exclude(state="ended")
    return [Card(c) for c in going.filter(Q(rings_at=by.pk) | Q(rings_at="")).order_by("-at", "pk")[:MOST]]


def version(cards: list[Card]) -> str:
    """Another one as soon as anything about them is new; "none" for none."""
    return "-".join(f"{c.call.pk}.{c.call.state}.{len(c.call.passed_to)}" for c in cards) or "none"
