"""Links to the customer's page: unguessable, revocable, expiring. Only the trace of the secret is kept."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import guesses, promising, queries
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person
from nattoku.response.facts import LinkMade, LinkRevoked, Released
from nattoku.response.models import Link

BYTES = 32  # 256 bits
LIVES = timedelta(days=60)
UNKNOWN = Text("そのリンクはありません。", "There is no such link.")


def trace(secret: str) -> str:
    """What is kept of a secret: SHA-256 in hex. The secret is random, so nobody gets back from it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def make(no: int | str, *, by: Person, at: datetime) -> str:
    """A new link of a case; returns its secret, which is shown this once."""
    secret = secrets.token_urlsafe(BYTES)
    made = LinkMade(trace=trace(secret), expires_at=at + LIVES)
    cases.write(no, made, by=by, at=at, act="response.write")
    return secret


def revoke(no: int | str, *, trace: str, by: Person, at: datetime) -> None:
    """From now on the link answers as one that never was."""
    case, _, _ = queries.opened(no, by=by, act="response.write")
    if not Link.objects.filter(pk=trace, no=case.no, revoked=False).exists():
        raise Refusal(UNKNOWN, status=404)
    cases.write(no, LinkRevoked(trace=trace), by=by, at=at, act="response.write", ended_too=True)


def release(
    no: int | str,
    *,
    known: str,
    unknown: str = "",
    sayings: promising.Sayings = promising.NOTHING,
    by: Person,
    at: datetime,
) -> None:
    """A leader says what the customer's page may tell; it replaces what it told before. What it promises is owed.

    Refused (409) where a hypothesis is given among what is known.
    """
    _, past, _ = queries.opened(no, by=by, act="response.release")
    guesses.refuse(past, known)
    said = Released(
        known=clean(known, Text("分かったこと", "What is known"), longest=5000),
        unknown=clean(unknown, Text("まだ分からないこと", "What is not known yet"), longest=5000, required=False),
    )
    with transaction.atomic():
        cases.write(no, said, by=by, at=at, act="response.release")
        text = f"{said.known}\n{said.unknown}"
        promising.told(no, about=said.kind, text=text, channel="status_page", said=sayings, by=by, at=at)


def case_behind(secret: str, *, at: datetime) -> int | None:
    """The number of the case a link shows; None alike for a revoked, an expired and a guessed one."""
    found = Link.objects.filter(pk=trace(secret)).first()
    good = found is not None and not found.revoked and found.expires_at > at
    return found.no if found is not None and good else None


def of_case(no: int) -> list[Link]:
    """Every link of a case, the newest first. The caller has checked who asks."""
    return list(Link.objects.filter(no=no).order_by("-made_at"))
