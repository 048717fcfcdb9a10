"""A test message to a room or a mailbox: through the outbox like everything else, about no case."""

from datetime import datetime

from nattoku.ledger.append import mark
from nattoku.lib.clock import when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices.audiences import Way
from nattoku.notices.channels import channels
from nattoku.notices.models import Notice
from nattoku.notices.queries import STATES
from nattoku.notices.reaction import addressed
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

KIND = "setup.trial"
NO_ROOM = Text("この部門には、まだ部屋が登録されていません。", "No room is registered for this division yet.")


def room(division: str, *, by: Person, at: datetime) -> None:
    """A test post to the division's room. Refused (409) without one, (400) for an address that cannot be one."""
    access.allow(by, "setup.run")
    found = people.division(division)
    if found is None or not found.channel:
        raise Refusal(NO_ROOM)
    _put(f"division:{division}", Way(found.channel, found.address), by=by, at=at)


def mail(*, by: Person, at: datetime) -> None:
    """A test mail to oneself."""
    access.allow(by, "setup.run")
    _put(f"person:{by.pk}", Way("mail", by.email), by=by, at=at)


def refuse_unusable(channel: str, address: str) -> None:
    """Refused (400) for an address whose form the channel cannot use."""
    known = channels().get(channel)
    if known is None:
        raise Refusal(Text("その通信手段はありません。", "There is no such channel."), status=400)
    if sentence := known.check_address(address):
        raise Refusal(sentence, status=400)


def last(to: str) -> tuple[Text, Text | None, str] | None:
    """(what became of the last test there, why not, its state); None when none was sent."""
    found = Notice.objects.filter(kind=KIND, to=to).order_by("-id").first()
    if found is None:
        return None
    return STATES[found.state], Text(found.reason_ja, found.reason_en) if found.reason_ja else None, found.state


def _put(to: str, way: Way, *, by: Person, at: datetime) -> None:
    refuse_unusable(way.channel, way.address)
    shown = Way("demo", way.address) if mark("demo") else way
    Notice.objects.create(
        stream="",
        seq=0,
        kind=KIND,
        to=to,
        subject="【試し送り】納得",
        body=f"これは試しに送ったものです。お申し出の一報は、ここに届きます。\n{when(at).ja}　{by.name}",
        urgent=True,
        due_at=at,
        created_at=at,
        **addressed((shown,)),
    )
