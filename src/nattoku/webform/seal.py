"""What the form carries so that one opening is one complaint: an id and a moment, signed. No cookie, no third party."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.core import signing

_FORM, _RECEIPT = "webform.form", "webform.receipt"


@dataclass(frozen=True)
class Seal:
    """key: the client's id of this opening of the form. age: None when it was not signed by us."""

    key: str
    age: timedelta | None


def fresh(*, at: datetime) -> str:
    """A new seal for a form that is shown now."""
    return signing.dumps([uuid4().hex, int(at.timestamp())], salt=_FORM)


def read(sealed: str, *, at: datetime) -> Seal:
    """The seal of a posted form; a forged one still has a key, so that it too is kept once."""
    try:
        key, opened = signing.loads(sealed, salt=_FORM)
    except signing.BadSignature:
        return Seal(uuid4().hex, None)
    return Seal(key, timedelta(seconds=max(0, int(at.timestamp()) - opened)))


def receipt(ref: str) -> str:
    """The address part by which the acknowledgement of a posting is shown again."""
    return signing.dumps(ref, salt=_RECEIPT)


def of_receipt(sealed: str) -> str:
    """The posting's ref, "" for a receipt that is not ours or older than a day."""
    try:
        ref: str = signing.loads(sealed, salt=_RECEIPT, max_age=24 * 3600)
    except signing.BadSignature:
        return ""
    return ref
