"""How we show who we are: by the account's token, or by OAuth 2 with a token of half an hour (RFC 6749, 6).

A refresh token that was exchanged for a newer one may be of no use any more, so the newer one is written beside
the data, where the next start and the other processes of this installation find it.
"""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Protocol
from uuid import uuid4

import httpx
from pydantic import BaseModel, ValidationError

from nattoku.lib.text import Text
from nattoku.notices.channels import Refused
from nattoku.notices.channels.chatwork.settings import Settings

_AHEAD = timedelta(minutes=2)  # longer than any call we make with it
_NONE = Text(
    "Chatworkのトークンが設定されていません（NATTOKU_CHATWORK_TOKEN、またはOAuthの "
    "NATTOKU_CHATWORK_CLIENT_ID・CLIENT_SECRET・REFRESH_TOKEN の三つ）。",
    "No Chatwork token is set (NATTOKU_CHATWORK_TOKEN, or all three of NATTOKU_CHATWORK_CLIENT_ID, "
    "CLIENT_SECRET and REFRESH_TOKEN for OAuth).",
)
_DENIED = Text(
    "ChatworkのOAuth認証が認められませんでした（{status}）。NATTOKU_CHATWORK_CLIENT_ID・CLIENT_SECRET・"
    "REFRESH_TOKEN をお確かめください。",
    "Chatwork did not accept the OAuth credentials ({status}). Please check NATTOKU_CHATWORK_CLIENT_ID, "
    "CLIENT_SECRET and REFRESH_TOKEN.",
)
_AWAY = Text(
    "ChatworkのOAuth認証サーバーに接続できません。送信していません。",
    "Chatwork's OAuth server cannot be reached. Nothing was sent.",
)


class Credentials(Protocol):
    def headers(self) -> dict[str, str] | Refused:
        """What goes with a call just now, or why there is nothing to go with it."""

    def renew(self, used: dict[str, str]) -> bool:
        """After a 401 with these headers: whether others are worth one more attempt."""


class Token:
    """The account's own token: it never expires."""

    def __init__(self, token: str) -> None:
        self._token = token

    def headers(self) -> dict[str, str] | Refused:
        return {"x-chatworktoken": self._token} if self._token else Refused(_NONE, final=True)

    def renew(self, used: dict[str, str]) -> bool:
        return False


class _Granted(BaseModel):
    access_token: str
    expires_in: float = 1_800
    refresh_token: str = ""


class OAuth:
    """An access token kept in the process, renewed ahead of its end. Safe to be shared by threads.

    kept: where a newer refresh token is written; None keeps it in the process only.
    """

    def __init__(
        self, settings: Settings, kept: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._clock = settings, clock
        self._refresh = Kept(settings.refresh_token, kept)
        self._lock = Lock()
        self._access, self._until = "", float("-inf")

    def headers(self) -> dict[str, str] | Refused:
        with self._lock:
            if self._clock() >= self._until and (refusal := self._exchange()):
                return refusal
            return {"authorization": f"Bearer {self._access}"}

    def renew(self, used: dict[str, str]) -> bool:
        with self._lock:
            if used.get("authorization") == f"Bearer {self._access}":
                self._until = float("-inf")
            return True

    def _exchange(self) -> Refused | None:
        """A new access token. Another process may have used our refresh token up: then once more with its newer one."""
        tried = self._refresh.newest()
        answer = self._ask(tried)
        if isinstance(answer, httpx.Response) and answer.status_code in (400, 401):
            newer = self._refresh.newest()
            answer = self._ask(newer) if newer != tried else answer
        if isinstance(answer, Refused):
            return answer
        if not answer.is_success:
            return Refused(_DENIED.with_(status=answer.status_code), final=answer.is_client_error)
        try:
            granted = _Granted.model_validate_json(answer.content)
        except ValidationError:
            return Refused(_DENIED.with_(status=answer.status_code), final=False)
        self._access = granted.access_token
        self._until = self._clock() + max(granted.expires_in - _AHEAD.total_seconds(), granted.expires_in / 2)
        self._refresh.keep(granted.refresh_token)
        return None

    def _ask(self, refresh: str) -> httpx.Response | Refused:
        form = {"grant_type": "refresh_token", "refresh_token": refresh}
        who = (self._settings.client_id, self._settings.client_secret)
        try:
            return httpx.post(self._settings.oauth_url, data=form, auth=who, timeout=self._settings.timeout)
        except httpx.HTTPError:
            return Refused(_AWAY, final=False)


class Kept:
    """The newest refresh token that came from the one in the settings; another setting begins anew."""

    def __init__(self, first: str, file: Path | None) -> None:
        self._newest, self._file = first, file
        self._of = hashlib.sha256(first.encode()).hexdigest()[:16]

    def newest(self) -> str:
        if self._file:
            with suppress(OSError, ValueError):
                of, _, token = self._file.read_text().partition(" ")
                self._newest = token if of == self._of and token else self._newest
        return self._newest

    def keep(self, token: str) -> None:
        """Writes it whole or not at all, for the owner's eyes alone."""
        if not token or token == self._newest:
            return
        self._newest = token
        if self._file:
            self._write(self._file, token)

    def _write(self, file: Path, token: str) -> None:
        half = file.with_name(f"{file.name}.{uuid4().hex}")
        with suppress(OSError):  # this process goes on with what it has in hand
            with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(f"{self._of} {token}")
                out.flush()
                os.fsync(out.fileno())
            half.replace(file)


def credentials(settings: Settings, kept: Path | None = None) -> Credentials:
    """OAuth when all three of its settings are there, else the token."""
    if settings.client_id and settings.client_secret and settings.refresh_token:
        return OAuth(settings, kept)
    return Token(settings.token)
