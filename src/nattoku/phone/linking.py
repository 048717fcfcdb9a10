"""Which call a complaint was received from: the one of the same number, or the withheld one of whoever received it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from nattoku.cases import queries as cases
from nattoku.cases.facts import CaseReceived
from nattoku.cases.words import Door
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import scalar
from nattoku.lib import phone
from nattoku.people import actions as people
from nattoku.phone import actions
from nattoku.phone.models import Call

RECENT = timedelta(hours=3)


def react(recorded: Recorded) -> None:
    """Once the complaint is written down, its call is linked; a call is about one case."""
    got = recorded.fact
    if not isinstance(got, CaseReceived) or got.door is not Door.PHONE or got.imported:
        return
    transaction.on_commit(lambda: _link(got, recorded), robust=True)


def _link(got: CaseReceived, recorded: Recorded) -> None:
    call = _call(got, recorded)
    if call is not None:
        at, no = recorded.recorded_at, cases.no_of(recorded.stream)
        actions.link(call, no, door=people.door("phone", at=at), at=at)


def _call(got: CaseReceived, recorded: Recorded) -> Call | None:
    if scalar("SELECT 1 FROM phone_call LIMIT 1", []) is None:
        return None
    read = phone.number(got.reach)
    same = Q(caller="", rings_at=recorded.by)
    if read is not None:
        same |= Q(caller=read.e164)
    recent = Call.objects.filter(same, case=None, at__gt=recorded.recorded_at - RECENT)
    return recent.order_by("-at").first()
