"""One-time codes of an authenticator app, and the recovery codes that stand in when the device is lost."""

from datetime import datetime

import pyotp
from django.db import transaction

from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.facts import COMPANY, Factor, SecondFactorAdded, SecondFactorRemoved
from nattoku.people.models import Person
from nattoku.signin import queries, rules
from nattoku.signin.models import CodeKey, Passkey, RecoveryCode
from nattoku.signin.seal import seal, trace, unseal

WRONG_CODE = Text(
    "数字が合いません。認証アプリに今出ている6桁を入れてください。",
    "The code does not match. Please type the six digits the app shows now.",
)
NEVER = -1


def new_key() -> str:
    """A key for an authenticator app, in base32; it counts only once a code of it has been shown."""
    return pyotp.random_base32()


def address(person: Person, key: str) -> str:
    """What the QR code says (otpauth://…)."""
    return pyotp.TOTP(key).provisioning_uri(name=person.email, issuer_name="Nattoku")


def add(person: Person, key: str, code: str, *, at: datetime) -> list[str]:
    """The app is set up. The new recovery codes where it is the first second step, else none.

    Refused (400) when the code is not one of this key, (409) when there is an app already.
    """
    step = rules.step_of(key, code, at=at, last=NEVER)
    if step is None:
        raise Refusal(WRONG_CODE, status=400)
    with transaction.atomic():
        _, made = CodeKey.objects.get_or_create(
            person=person, defaults={"sealed": seal(key), "last": step, "added_at": at, "used_at": at}
        )
        if not made:
            raise Refusal(
                Text("認証アプリはすでに設定されています。", "There is an authenticator app already."), status=409
            )
        append(COMPANY, SecondFactorAdded(person=person.pk, factor=Factor.CODE), by=person.pk, at=at)
        return first_recovery(person)


def spend(person: Person, code: str, *, at: datetime) -> bool:
    """Whether the code lets in; it never will again."""
    with transaction.atomic():
        key = CodeKey.objects.select_for_update().filter(person=person).first()
        step = rules.step_of(unseal(key.sealed), code, at=at, last=key.last) if key else None
        if key and step is not None:
            CodeKey.objects.filter(pk=key.pk).update(last=step, used_at=at)
        return step is not None


def remove(person: Person, *, by: str, at: datetime) -> None:
    """The app no longer counts. Nothing happens when there is none."""
    with transaction.atomic():
        if CodeKey.objects.filter(person=person).delete()[0]:
            append(COMPANY, SecondFactorRemoved(person=person.pk, factor=Factor.CODE), by=by, at=at)
            without_factor(person)


def spend_recovery(person: Person, typed: str) -> bool:
    """Whether the recovery code lets in; it is gone afterwards."""
    return bool(RecoveryCode.objects.filter(person=person, trace=_trace(person, typed)).delete()[0])


def renew_recovery(person: Person) -> list[str]:
    """Ten new codes, to be shown once; the former ones are void. Refused (409) without a second step."""
    if not queries.factors(person.pk):
        raise Refusal(Text("先に二段階目を設定してください。", "Please set up a second step first."))
    made = rules.recovery_codes()
    with transaction.atomic():
        RecoveryCode.objects.filter(person=person).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(person=person, trace=_trace(person, c)) for c in made)
    return made


def first_recovery(person: Person) -> list[str]:
    """Recovery codes come with the first second step of any kind."""
    return [] if RecoveryCode.objects.filter(person=person).exists() else renew_recovery(person)


def without_factor(person: Person) -> None:
    """Recovery codes without a second step would be passwords on paper."""
    if not CodeKey.objects.filter(person=person).exists() and not Passkey.objects.filter(person=person).exists():
        RecoveryCode.objects.filter(person=person).delete()


def _trace(person: Person, typed: str) -> str:
    return trace(f"{person.pk}:{rules.recovery_of(typed)}")
