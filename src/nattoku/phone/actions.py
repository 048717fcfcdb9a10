"""What the telephone system tells: it rings, somebody answers, the caller is passed on, the call ends."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import QuerySet

from nattoku.cases import facts as cases
from nattoku.cases import queries as case_queries
from nattoku.cases import rules
from nattoku.ledger.append import append, history, hold
from nattoku.lib import phone
from nattoku.lib.text import Text, clean
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.phone.models import Call

KEPT = timedelta(days=7)


class State(StrEnum):
    """What the telephone system says of a call."""

    RINGING = "ringing"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    ENDED = "ended"


def tell(*, call_id: str, said: str, to: str, state: State, door: Person, at: datetime) -> Call:
    """Keep what the system says; a transfer of a call that belongs to a case becomes a fact of the case.

    said: the caller's number as sent, "" or 非通知 … when withheld. to: whose number it rings at now. The same word
    twice is one; nothing follows the end of a call. Calls older than a week are deleted.
    """
    call_id = clean(call_id, Text("通話の番号", "call_id"), longest=200)
    said = clean(said, Text("発信者の番号", "from"), longest=phone.LONGEST, required=False)
    to = clean(to, Text("着信した番号", "to"), longest=phone.LONGEST, required=False)
    read = phone.number(said)
    with transaction.atomic():
        Call.objects.filter(at__lt=at - KEPT).delete()
        known = {
            "caller": read.e164 if read else "",
            "said": said,
            "state": State.RINGING.value,
            "began_at": at,
            "at": at,
        }
        call, begun = _locked().get_or_create(pk=call_id, defaults=known | {"rings_at": owner(to)})
        if call.state == State.ENDED and not begun:
            return call
        if state is State.TRANSFERRED and not (call.state == State.TRANSFERRED and call.passed_to[-1:] == [to]):
            call.passed_to = [*call.passed_to, to]
        if to and state in (State.ANSWERED, State.TRANSFERRED):
            call.rings_at = owner(to)
        call.state, call.at = state.value, at
        _write_down(call, door=door, at=at)
        call.save()
    return call


def link(call: Call, no: int, *, door: Person, at: datetime) -> None:
    """The call is about this case: every passing on of it, before and after, counts there."""
    with transaction.atomic():
        held = _locked().filter(pk=call.pk, case=None).first()
        if held is None:
            return
        held.case = no
        _write_down(held, door=door, at=at)
        held.save()


def owner(to: str) -> str:
    """The one colleague who has this number or extension on their card; "" where nobody has it, or several share it."""
    wanted, read = _digits(to), phone.number(to)
    found = [
        person.pk
        for person in (people.everyone() if wanted else ())
        if _digits(person.phone) == wanted or (read is not None and phone.number(person.phone) == read)
    ]
    return found[0] if len(found) == 1 else ""


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isdecimal())


def _locked() -> "QuerySet[Call]":
    return Call.objects.select_for_update() if connection.vendor == "postgresql" else Call.objects.all()


def _write_down(call: Call, *, door: Person, at: datetime) -> None:
    """In the telephone's own name: nobody is said to have passed the caller on."""
    if call.case is None or case_queries.case(call.case) is None:
        return
    stream = cases.stream(call.case)
    hold(stream)
    for to in call.passed_to[call.written :]:
        state = rules.case_of(history(stream))
        append(stream, *rules.passed_on(state, owner(to), asked=False), by=door.pk, at=at)
    call.written = len(call.passed_to)
