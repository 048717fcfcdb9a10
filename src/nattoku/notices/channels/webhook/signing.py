"""Signatures of Standard Webhooks (standardwebhooks.com, symmetric, v1)."""

import base64
import hashlib
import hmac

from django.conf import settings

PREFIX = "whsec_"


def secret(hook: str) -> str:
    """The receiver's key, as it is shown to whoever sets the receiver up: made of our own key, kept nowhere."""
    made = hmac.digest(settings.SECRET_KEY.encode(), f"webhook:{hook}".encode(), hashlib.sha256)
    return PREFIX + base64.b64encode(made).decode()


def signature(hook: str, ref: str, at: int, body: bytes) -> str:
    """The header `webhook-signature`. at: seconds since 1970, as in `webhook-timestamp`."""
    key = base64.b64decode(secret(hook).removeprefix(PREFIX))
    signed = hmac.digest(key, f"{ref}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"
