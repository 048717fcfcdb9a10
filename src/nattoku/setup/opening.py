"""The very first moment: nobody is there who could sign in, so a key on the terminal says who may begin."""

import contextlib
import hmac
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from nattoku.ledger.append import hold
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import actions as people
from nattoku.people import queries
from nattoku.people.facts import COMPANY, Role
from nattoku.people.models import Person

ALREADY = Text("ここにはすでに会社があります。", "There is a company here already.")
GONE = Text(
    "このリンクは使えません。会社がすでにあるか、リンクが違います。端末に表示されたリンクをお確かめください。",
    "This link cannot be used: there is a company already, or it is another link. Please look at the terminal.",
)
DIFFERENT = Text("二つのパスワードが違います。", "The two passwords differ.")


def _file() -> Path:
    return Path(settings.NATTOKU_DATA) / "first-key"


def unfounded() -> bool:
    """Whether nobody is there yet who could let others in."""
    return queries.representative() is None and not Person.objects.filter(door="").exists()


def key() -> str:
    """The key of this directory, made when first asked for; readable by its owner alone, gone once it was used."""
    with contextlib.suppress(FileExistsError):
        made = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(made, secrets.token_urlsafe(24).encode())
        os.close(made)
    return _file().read_text()


def refuse_wrong(said: str) -> None:
    """Refused (404), in the same words, for a wrong key and for a company that is there already."""
    known = _file().read_text() if _file().is_file() else ""
    if not known or not hmac.compare_digest(known.encode(), said.encode("utf-8", "replace")) or not unfounded():
        raise Refusal(GONE, status=404)


def found(
    *, company: str, division: str, name: str, email: str, password: str | None, reading: str = "", at: datetime
) -> Person:
    """The company, its first division, its representative. Refused (409) when somebody is there already.

    password None: the representative sets it through a link (`nattoku reset-link`).
    """
    with transaction.atomic():
        hold(COMPANY)
        if not unfounded():
            raise Refusal(ALREADY)
        if password is not None:
            _refuse_weak(password, Person(email=email, name=name, reading=reading))
        pk = people.open_division(name=division, by=people.SYSTEM, at=at)
        top = people.join(
            name=name,
            reading=reading,
            email=email,
            role=Role.REPRESENTATIVE,
            password=password,
            by=people.SYSTEM,
            at=at,
        )
        people.assign(person=top, division=pk, leads=True, by=top, at=at)
        person = Person.objects.get(pk=top)
        if company:
            people.describe_company(name=company, by=person, at=at)
    _file().unlink(missing_ok=True)
    return person


def _refuse_weak(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refusal(Text(_said(weak, "ja"), _said(weak, "en")), status=400) from weak


def _said(weak: ValidationError, language: str) -> str:
    with override(language):
        return " ".join(str(m) for one in weak.error_list for m in one.messages)
