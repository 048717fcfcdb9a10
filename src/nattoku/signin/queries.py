"""What a person's own page and the doors ask."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.http import HttpRequest

from nattoku.ledger.append import mark
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import who
from nattoku.people.facts import Factor, Role
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.signin import rules
from nattoku.signin.models import CodeKey, Device, Passkey, RecoveryCode, SignIn

FACTOR = "factor"
SURE = "sure"


def factors(person: str) -> list[Factor]:
    """Which second steps somebody has."""
    code = [Factor.CODE] if CodeKey.objects.filter(pk=person).exists() else []
    return code + ([Factor.PASSKEY] if passkeys(person) else [])


def code_key(person: str) -> CodeKey | None:
    """The authenticator app somebody has set up."""
    return CodeKey.objects.filter(pk=person).first()


def passkeys(person: str) -> Sequence[Passkey]:
    """A person's passkeys, the oldest first."""
    return list(Passkey.objects.filter(person=person).order_by("added_at", "pk"))


def recovery_left(person: str) -> int:
    """How many recovery codes are left."""
    return RecoveryCode.objects.filter(person=person).count()


def devices(person: str, *, at: datetime, idle: timedelta, longest: timedelta) -> Sequence[Device]:
    """The sessions that still hold, the last used first."""
    found = Device.objects.filter(person=person, used_at__gte=at - idle, began_at__gte=at - longest)
    return list(found.order_by("-used_at", "pk"))


def sign_ins(person: str, *, most: int = 10) -> Sequence[SignIn]:
    """The last times somebody came in, or tried to, under this name."""
    return list(SignIn.objects.filter(person=person).order_by("-at", "-pk")[:most])


def tired(person: str, *, at: datetime) -> bool:
    """Whether so many second steps have failed that nobody may try for now."""
    since = at - rules.FAILURES_WITHIN
    wrong = SignIn.objects.filter(person=person, done=False, at__gt=since).exclude(how="password")
    return wrong.count() >= rules.MOST_FAILURES


def asked_of(person: Person) -> bool:
    """Whether the company asks a second step of this person; never in a demonstration."""
    decided = policies.number("people.second_factor_for")
    return rules.needs_second_factor(Role(person.role), decided) and not mark("demo")


def owes_second_factor(request: HttpRequest) -> bool:
    """Whether this session came in without the second step the company asks for."""
    return not request.session.get(FACTOR) and asked_of(who(request))


def sure(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the person has just shown who they are; in a demonstration nobody has a password to show."""
    shown = datetime.fromtimestamp(request.session.get(SURE, 0), at.tzinfo)
    return at - shown <= rules.SURE_FOR or bool(mark("demo"))


def may_help(by: Person) -> bool:
    """Whether the role may hand anybody a link to a new password."""
    return access.may(by, "people.reset_password")


def helped_by(by: Person) -> list[Person]:
    """Whom this person may hand a link to a new password."""
    led = set(people.divisions_of(by.pk, led_only=True))
    return [p for p in people.everybody(by.pk) if may_reset(by, p, led)]


def may_reset(by: Person, whose: Person, led: set[str]) -> bool:
    """Whether `by`, who leads these divisions, may help."""
    near = bool(led & set(people.divisions_of(whose.pk)))
    return rules.may_reset(Role(by.role), Role(whose.role), own=by.pk == whose.pk, led=near)
