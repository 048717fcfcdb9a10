"""Passwords: changed by their owner, or set anew through a link that a colleague hands over. Never sent by mail."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.facts import COMPANY, PasswordChanged, ResetLinkMade
from nattoku.people.models import Person
from nattoku.signin import queries, rules
from nattoku.signin.actions import sessions
from nattoku.signin.models import ResetLink
from nattoku.signin.seal import trace

LONGEST = 200
NOT_YOURS = Text(
    "この方のパスワードは、代表か苦情対応管理責任者にお願いしてください。",
    "For this person please ask the representative or the complaints-handling manager.",
)
DEAD = Text(
    "このリンクはもう使えません。使えるのは一度だけで、時間の限りがあります。もう一度作ってもらってください。",
    "This link no longer works. It works once and for a limited time. Please ask for a new one.",
)
SIMILAR = Text(
    "お名前やメールアドレスに似たパスワードは使えません。", "A password must not resemble your name or e-mail address."
)
DIFFERENT = Text("二つの新しいパスワードが違います。", "The two new passwords differ.")


def change(person: Person, new: str, again: str, *, keep: str, at: datetime) -> None:
    """One's own; every other session ends (`keep` goes on). Refused (400) when it is weak or was mistyped."""
    with transaction.atomic():
        _set(person, new, again, by_link=False, at=at)
        sessions.end_others(person, keep=keep, by=person.pk, at=at)


def make_link(whose: Person, *, by: Person | None, at: datetime) -> str:
    """The secret of a new link, shown once; former links of the person are void.

    by: None for the operator at the command line. Ten minutes for who has a password, a day for a newcomer.
    Refused (403) when it is not theirs to help, (404) for nobody.
    """
    if not whose.is_active or whose.door:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=404)
    if by is not None:
        access.allow(by, "people.reset_password")
        if not queries.may_reset(by, whose, set(people.divisions_of(by.pk, led_only=True))):
            raise Refusal(NOT_YOURS, status=403)
    secret = secrets.token_urlsafe(32)
    until = at + (rules.RESET_FOR if whose.has_usable_password() else rules.INVITED_FOR)
    with transaction.atomic():
        ResetLink.objects.filter(person=whose).delete()
        ResetLink.objects.create(trace=trace(secret), person=whose, until=until)
        append(COMPANY, ResetLinkMade(person=whose.pk, until=until), by=by.pk if by else "system", at=at)
    return secret


def link(secret: str, *, at: datetime) -> ResetLink:
    """The link of this secret. Refused (404), in the same words, when it is unknown, late, used or of one who left."""
    found = ResetLink.objects.select_related("person").filter(pk=trace(secret), until__gt=at).first()
    if found is None or not found.person.is_active:
        raise Refusal(DEAD, status=404)
    return found


def reset(secret: str, new: str, again: str, *, at: datetime) -> None:
    """Set the password the link allows, once; every session ends. A second step, if there is one, stays asked."""
    person = link(secret, at=at).person
    with transaction.atomic():
        if not ResetLink.objects.filter(pk=trace(secret)).delete()[0]:
            raise Refusal(DEAD, status=404)
        _set(person, new, again, by_link=True, at=at)
        sessions.end_others(person, by=person.pk, at=at)


def _set(person: Person, new: str, again: str, *, by_link: bool, at: datetime) -> None:
    if new != again:
        raise Refusal(DIFFERENT, status=400)
    _refuse_weak(person, new)
    person.set_password(new)
    person.save(update_fields=["password"])
    append(COMPANY, PasswordChanged(person=person.pk, by_link=by_link), by=person.pk, at=at)


def _refuse_weak(person: Person, new: str) -> None:
    if len(new) > LONGEST or "\0" in new:
        raise Refusal(
            Text("パスワードは200文字までにしてください。", "A password has at most 200 characters."), status=400
        )
    try:
        validate_password(new, person)
    except ValidationError as weak:
        raise Refusal(Text(_said(weak, "ja"), _said(weak, "en")), status=400) from weak


def _said(weak: ValidationError, language: str) -> str:
    with override(language):
        words = [
            SIMILAR.to(language) if one.code == "password_too_similar" else one.messages[0] for one in weak.error_list
        ]
    return " ".join(words)
