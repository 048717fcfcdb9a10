"""The access token: asked for with a JWT that the service account's private key has signed, kept until it ends."""

import time
from threading import Lock

import httpx
import jwt
from pydantic import BaseModel, ValidationError

from nattoku.lib.text import Text
from nattoku.notices.channels import Refused, calls
from nattoku.notices.channels.lineworks.settings import Settings

LINEWORKS = Text("LINE WORKS", "LINE WORKS")
_FRESH = 60  # seconds; a token that is refused so soon after it was granted will not be better next time
_EARLY = 300  # seconds before its end from which a token is not used any more
_SET_UP = Text(
    "LINE WORKSの設定が足りません（NATTOKU_LINEWORKS_BOT、_CLIENT、_SECRET、_ACCOUNT、_KEY）。",
    "LINE WORKS is not set up (NATTOKU_LINEWORKS_BOT, _CLIENT, _SECRET, _ACCOUNT, _KEY).",
)
_KEY = Text(
    "LINE WORKSの秘密鍵を読めません（NATTOKU_LINEWORKS_KEY）。",
    "The private key for LINE WORKS cannot be read (NATTOKU_LINEWORKS_KEY).",
)
NOT_US = Text(
    "LINE WORKSが認証を受け付けませんでした。Client ID、Client Secret、サービスアカウント、秘密鍵をお確かめください。",
    "LINE WORKS did not accept the sign-in. Please check client ID, client secret, service account and private key.",
)


class _Granted(BaseModel):
    access_token: str
    expires_in: int = 86_400


class Token:
    """The token of this process. Safe to be shared by threads."""

    def __init__(self, settings: Settings, http: httpx.Client) -> None:
        self._settings, self._http = settings, http
        self._lock = Lock()
        self._value, self._since, self._until = "", 0.0, 0.0

    def get(self) -> str | Refused:
        """The token, or why there is none; nothing of any letter has been sent then."""
        with self._lock:
            if self._value and time.monotonic() < self._until:
                return self._value
            return self._asked()

    def forget(self, value: str) -> bool:
        """The peer does not take it. True: it had been in use for a while, so a new one may do."""
        with self._lock:
            if self._value == value:
                self._value = ""
            return time.monotonic() - self._since > _FRESH

    def _asked(self) -> str | Refused:
        assertion = self._assertion()
        if isinstance(assertion, Refused):
            return assertion
        form = {
            "assertion": assertion,
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "client_id": self._settings.client,
            "client_secret": self._settings.secret,
            "scope": "bot",
        }
        try:
            answer = self._http.post(self._settings.auth_url, data=form)
        except httpx.HTTPError:
            return calls.unreached(LINEWORKS)
        return self._kept(answer)

    def _kept(self, answer: httpx.Response) -> str | Refused:
        if answer.status_code == 429:
            return calls.slow_down(LINEWORKS, calls.asked_wait(answer, "ratelimit-reset"))
        if answer.is_client_error:
            return Refused(NOT_US, final=True)
        try:
            granted = _Granted.model_validate_json(answer.content) if answer.is_success else None
        except ValidationError:
            granted = None
        if granted is None or not granted.access_token.isascii() or not granted.access_token.isprintable():
            return calls.out_of_order(LINEWORKS, answer.status_code)
        self._value = granted.access_token
        self._since = time.monotonic()
        self._until = self._since + max(granted.expires_in - _EARLY, 0)
        return self._value

    def _assertion(self) -> str | Refused:
        if not self._settings.complete or self._settings.key is None:
            return Refused(_SET_UP, final=True)
        now = int(time.time())
        claims = {"iss": self._settings.client, "sub": self._settings.account, "iat": now, "exp": now + 1800}
        try:
            return jwt.encode(claims, self._settings.key.read_bytes(), algorithm="RS256")
        except (OSError, ValueError, TypeError, jwt.PyJWTError):
            return Refused(_KEY, final=True)
