"""Passkeys (WebAuthn): registered, shown, removed. What a browser sends is believed only as far as it is signed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import webauthn
from django.db import transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.facts import COMPANY, Factor, SecondFactorAdded, SecondFactorRemoved
from nattoku.people.models import Person
from nattoku.signin import queries, rules
from nattoku.signin.actions import codes
from nattoku.signin.models import Passkey

LONGEST, MOST = 20_000, 20
NOT_TAKEN = Text(
    "パスキーを確かめられませんでした。もう一度お試しください。",
    "The passkey could not be verified. Please try again.",
)
NO_NAME = Text(
    "パスキーは、番地（数字のアドレス）ではなく名前で開いた画面でお使いいただけます。",
    "Passkeys need a page opened by its name, not by a numeric address.",
)
UNVERIFIED = Text(
    "このパスキーは指紋や暗証番号でご本人を確かめていません。パスワードでサインインし、二段階目にお使いください。",
    "This passkey did not check who you are. Please sign in with your password and use it as the second step.",
)


@dataclass(frozen=True)
class Site:
    """Where passkeys are used: rp_id is the name they are bound to, origins the addresses it is opened at."""

    rp_id: str
    origins: list[str]


def creation(person: Person, site: Site, challenge: bytes) -> str:
    """What the browser needs to make a passkey (JSON): kept on the device, the person checked where it can."""
    _named(site)
    options = webauthn.generate_registration_options(
        rp_id=site.rp_id,
        rp_name="納得",
        user_id=person.pk.encode(),
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_known(person),
    )
    return webauthn.options_to_json(options)


def request(site: Site, challenge: bytes, person: Person | None = None) -> str:
    """What the browser needs to show a passkey (JSON): any of this site, or one of this person's."""
    _named(site)
    options = webauthn.generate_authentication_options(
        rp_id=site.rp_id,
        challenge=challenge,
        allow_credentials=_known(person) if person else [],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options)


def add(person: Person, site: Site, challenge: bytes, answer: str, *, name: str, at: datetime) -> list[str]:
    """Keep a passkey; new recovery codes where it is the first second step, else none. Refused (400, 409)."""
    name = clean(name, Text("パスキーの名前", "Name of the passkey"), longest=100)
    try:
        made = webauthn.verify_registration_response(
            credential=_bounded(answer),
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origins,
        )
        transports = _transports(answer)
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise Refusal(NOT_TAKEN, status=400) from wrong
    credential = bytes_to_base64url(made.credential_id)
    with transaction.atomic():
        _refuse_more(person, credential)
        Passkey.objects.create(
            id=uuid4().hex,
            person=person,
            credential=credential,
            public_key=bytes_to_base64url(made.credential_public_key),
            count=made.sign_count,
            name=name,
            transports=transports,
            added_at=at,
        )
        append(COMPANY, SecondFactorAdded(person=person.pk, factor=Factor.PASSKEY), by=person.pk, at=at)
        return codes.first_recovery(person)


def shown(site: Site, challenge: bytes, answer: str, *, at: datetime, person: Person | None = None) -> Person:
    """Whose passkey this is. Without a `person` (no password came before) the device must have checked who holds it.

    Refused (403): an unknown passkey answers like a wrong one; one whose count of uses went back is said to be copied.
    """
    with transaction.atomic():
        key = _asked(answer, person)
        try:
            seen = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=site.rp_id,
                expected_origin=site.origins,
                credential_public_key=base64url_to_bytes(key.public_key),
                credential_current_sign_count=0,  # ours to judge, once the signature is known to be good
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
            raise Refusal(NOT_TAKEN, status=403) from wrong
        count = rules.count_of(key.count, seen.new_sign_count)
        if person is None and not seen.user_verified:
            raise Refusal(UNVERIFIED, status=403)
        Passkey.objects.filter(pk=key.pk).update(count=count, used_at=at)
    return key.person


def remove(person: Person, passkey: str, *, by: str, at: datetime) -> None:
    """That passkey no longer counts. Refused (404) when it is not this person's."""
    with transaction.atomic():
        if not Passkey.objects.filter(pk=passkey, person=person).delete()[0]:
            raise Refusal(Text("そのパスキーが見つかりません。", "There is no such passkey."), status=404)
        append(COMPANY, SecondFactorRemoved(person=person.pk, factor=Factor.PASSKEY), by=by, at=at)
        codes.without_factor(person)


def _asked(answer: str, person: Person | None) -> Passkey:
    try:
        read = parse_authentication_credential_json(_bounded(answer))
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise Refusal(NOT_TAKEN, status=403) from wrong
    found = Passkey.objects.select_for_update().select_related("person").filter(credential=read.id)
    key = (found.filter(person=person) if person else found).first()
    holder = read.response.user_handle
    if key is None or not key.person.is_active or (holder and holder != key.person_id.encode()):
        raise Refusal(NOT_TAKEN, status=403)
    return key


def _refuse_more(person: Person, credential: str) -> None:
    if Passkey.objects.filter(credential=credential).exists():
        raise Refusal(Text("そのパスキーはすでに登録されています。", "That passkey is registered already."))
    if Passkey.objects.filter(person=person).count() >= MOST:
        raise Refusal(
            Text("パスキーは{n}個までです。使わないものを外してください。", "No more than {n} passkeys.").with_(n=MOST)
        )


def _known(person: Person) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(key.credential), transports=[AuthenticatorTransport(t) for t in key.transports]
        )
        for key in queries.passkeys(person.pk)
    ]


def _transports(answer: str) -> list[str]:
    read = webauthn.helpers.parse_registration_credential_json(answer)
    return [t.value for t in read.response.transports or []]


def _bounded(answer: str) -> str:
    if not answer or len(answer) > LONGEST:
        raise ValueError("no answer of an authenticator is so long")
    return answer


def _named(site: Site) -> None:
    if not site.rp_id:
        raise Refusal(NO_NAME)
