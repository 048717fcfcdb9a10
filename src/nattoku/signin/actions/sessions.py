"""Sessions: begun, kept, ended. Every one that is used is listed, so that its owner can end it."""

from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from nattoku.ledger.append import append
from nattoku.lib.network import address
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.facts import COMPANY, SessionEnded
from nattoku.people.models import Person
from nattoku.signin import agents, rules
from nattoku.signin.models import Device, SignIn
from nattoku.signin.queries import FACTOR, SURE

DEVICE, BEGAN, USED = "device", "began", "used"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, person: Person, *, factor: str, at: datetime) -> None:
    """Let somebody in, under a new session key: whoever planted the old one holds nothing.

    factor: what was shown besides the password, "" for nothing.
    """
    Device.objects.filter(pk=request.session.pop(DEVICE, "")).delete()
    request.session.cycle_key()  # login() itself keeps the key of who is signed in already
    login(request, person, backend=BACKEND)
    request.session.set_expiry(None)
    request.session[FACTOR] = factor
    request.session[SURE] = at.timestamp()
    _open(request, person, at=at)
    Session.objects.filter(expire_date__lt=at).delete()
    Device.objects.filter(began_at__lt=at - settings.SESSION_LONGEST).delete()
    SignIn.objects.filter(at__lt=at - rules.SIGN_INS_KEPT).delete()


def note(request: HttpRequest, person: Person | None, *, how: str, done: bool, at: datetime) -> None:
    """Write down that somebody came in, or tried to."""
    host = address(request)[:45]
    SignIn.objects.create(person=person, how=how, done=done, at=at, host=host, agent=_agent(request))


def keep(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the session still holds. It ends when it has run out; else its use is noted, once in some minutes.

    What a page asks by itself is no use by a person, so a screen that is only left open runs out too.
    """
    session, person = request.session, request.user
    assert isinstance(person, Person)
    if DEVICE not in session:
        _open(request, person, at=at)
    began, used = _moment(session[BEGAN]), _moment(session[USED])
    if rules.over(began=began, used=used, at=at, idle=settings.SESSION_IDLE, longest=settings.SESSION_LONGEST):
        leave(request)
        return False
    if at - used >= rules.NOTED_EVERY and request.headers.get("Sec-Fetch-Dest") != "empty":
        session[USED] = at.timestamp()
        Device.objects.filter(pk=session[DEVICE]).update(used_at=at)
    return True


def leave(request: HttpRequest) -> None:
    """Sign out at the device itself."""
    Device.objects.filter(pk=request.session.get(DEVICE, "")).delete()
    logout(request)


def end(person: Person, device: str, *, at: datetime) -> None:
    """End one of one's own sessions from another. Refused (404) when there is none of that name."""
    if not _end(person, by=person.pk, at=at, only=device):
        raise Refusal(Text("そのサインインはもうありません。", "That session is no longer there."), status=404)


def end_others(person: Person, *, keep: str = "", by: str, at: datetime) -> int:
    """End every session of somebody but this one; how many there were."""
    return _end(person, by=by, at=at, but=keep)


def _end(person: Person, *, by: str, at: datetime, only: str = "", but: str = "") -> int:
    with transaction.atomic():
        found = Device.objects.filter(person=person).exclude(pk=but)
        ended = list(found.filter(pk=only) if only else found)
        Session.objects.filter(pk__in=[d.session for d in ended]).delete()
        Device.objects.filter(pk__in=[d.pk for d in ended]).delete()
        if ended:
            append(COMPANY, SessionEnded(person=person.pk, count=len(ended)), by=by, at=at)
    return len(ended)


def rekey(request: HttpRequest) -> None:
    """The session has a new key: the list must name it."""
    request.session.save()
    Device.objects.filter(pk=request.session[DEVICE]).update(session=request.session.session_key)


def _open(request: HttpRequest, person: Person, *, at: datetime) -> None:
    session = request.session
    session.update({DEVICE: uuid4().hex, BEGAN: at.timestamp(), USED: at.timestamp()})
    session.save()
    Device.objects.create(
        id=session[DEVICE],
        person=person,
        session=session.session_key or "",
        agent=_agent(request),
        began_at=at,
        used_at=at,
    )


def _agent(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[: agents.LONGEST]


def _moment(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
