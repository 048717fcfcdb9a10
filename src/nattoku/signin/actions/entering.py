"""Coming in: by password, then by the second step where there is one; or by a passkey alone."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.models import Person
from nattoku.signin import queries, rules
from nattoku.signin.actions import codes, passkeys, sessions
from nattoku.signin.actions.passkeys import Site
from nattoku.signin.models import CodeKey

WAITING = "second_step"
WRONG = Text(
    "メールアドレスかパスワードが違います。もう一度お確かめください。",
    "The e-mail address or the password is wrong. Please try again.",
)
WRONG_STEP = Text(
    "数字が合いません。一度使った数字も使えません。次に出る数字をお試しください。",
    "The code does not match, or was used already. Please try the next one.",
)
WRONG_RECOVERY = Text(
    "復旧コードが合いません。一度使ったコードは使えません。",
    "The recovery code does not match. A code works only once.",
)
TIRED = Text(
    "間違いが続いたため、しばらく受け付けられません。15分ほどあとに、もう一度お試しください。",
    "There were too many mistakes. Please try again in about 15 minutes.",
)
START_AGAIN = Text(
    "時間がたったため、はじめからサインインしてください。", "Too much time has passed. Please sign in again."
)


def by_password(request: HttpRequest, email: str, password: str, *, at: datetime) -> bool:
    """Whether the person is in; False: the second step is asked. Refused (403) in words that tell nobody who exists."""
    person = authenticate(request, username=email, password=password)
    if not isinstance(person, Person):
        sessions.note(request, Person.objects.filter(email=email).first(), how="password", done=False, at=at)
        raise Refusal(WRONG, status=403)
    if not queries.factors(person.pk):
        sessions.note(request, person, how="password", done=True, at=at)
        sessions.begin(request, person, factor="", at=at)
        return True
    request.session.cycle_key()
    request.session[WAITING] = {"person": person.pk, "at": at.timestamp()}
    request.session.set_expiry(int(rules.UNFINISHED.total_seconds()))
    return False


def waiting(request: HttpRequest, *, at: datetime) -> Person:
    """Who has shown the password and not yet the second step. Refused (403) when nobody has, or too long ago."""
    half = request.session.get(WAITING) or {}
    fresh = at.timestamp() - half.get("at", 0) <= rules.UNFINISHED.total_seconds()
    person = Person.objects.filter(pk=half.get("person", ""), is_active=True, door="").first() if fresh else None
    if person is None:
        request.session.pop(WAITING, None)
        raise Refusal(START_AGAIN, status=403)
    return person


def by_code(request: HttpRequest, code: str, recovery: str, *, at: datetime) -> None:
    """The second step: a code of the app, or a recovery code. Refused (403), and (429) after too many mistakes."""
    person = waiting(request, at=at)
    how = "recovery" if recovery.strip() else "code"
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # guesses at the same time are counted one by one
        if queries.tired(person.pk, at=at):
            raise Refusal(TIRED, status=429)
        right = codes.spend_recovery(person, recovery) if how == "recovery" else codes.spend(person, code, at=at)
        sessions.note(request, person, how=how, done=right, at=at)
    if not right:
        raise Refusal(WRONG_RECOVERY if how == "recovery" else WRONG_STEP, status=403)
    _in(request, person, factor=how, at=at)


def by_passkey(request: HttpRequest, site: Site, challenge: bytes, answer: str, *, at: datetime) -> None:
    """By a passkey: alone, or as the second step after the password. Refused (403)."""
    half = waiting(request, at=at) if WAITING in request.session else None
    try:
        person = passkeys.shown(site, challenge, answer, at=at, person=half)
    except Refusal:
        sessions.note(request, half, how="passkey", done=False, at=at)
        raise
    sessions.note(request, person, how="passkey", done=True, at=at)
    _in(request, person, factor="passkey", at=at)


def confirm(request: HttpRequest, person: Person, password: str, *, at: datetime) -> None:
    """The person shows once more who they are, before what matters changes. Refused (403, 429)."""
    if queries.tired(person.pk, at=at):
        raise Refusal(TIRED, status=429)
    right = person.check_password(password)
    sessions.note(request, person, how="confirm", done=right, at=at)
    if not right:
        raise Refusal(Text("パスワードが違います。", "The password is wrong."), status=403)
    request.session[queries.SURE] = at.timestamp()


def unlock(person: Person, *, by: str, at: datetime) -> int:
    """Take every second step of somebody away, for whoever lost their devices; sessions end. How many there were."""
    had = len(queries.passkeys(person.pk)) + CodeKey.objects.filter(person=person).count()
    with transaction.atomic():
        codes.remove(person, by=by, at=at)
        for key in queries.passkeys(person.pk):
            passkeys.remove(person, key.pk, by=by, at=at)
        sessions.end_others(person, by=by, at=at)
    return had


def _in(request: HttpRequest, person: Person, *, factor: str, at: datetime) -> None:
    request.session.pop(WAITING, None)
    sessions.begin(request, person, factor=factor, at=at)
