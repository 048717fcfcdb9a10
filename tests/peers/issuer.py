"""The token endpoint of the Chatwork-like server: RFC 6749 section 6, with a new refresh token each time."""

import base64
import itertools
from typing import Any


class Issuer:
    """lifetime: seconds an access token is good for. rotates: an exchanged refresh token is good no more."""

    def __init__(self) -> None:
        self.client, self.secret, self.refresh = "client-of-the-test", "secret-of-the-test", "refresh-0"
        self.lifetime, self.rotates = 1_800.0, True
        self.exchanged: list[str] = []
        self.status = 200
        self._good: set[str] = set()
        self._numbers = itertools.count(1)

    def exchange(self, authorization: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        who = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        self.exchanged.append(form.get("refresh_token", ""))
        if self.status != 200:
            return self.status, {"error": "server_error"}
        if authorization != f"Basic {who}":
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != self.refresh:
            return 400, {"error": "invalid_grant"}
        number = next(self._numbers)
        if self.rotates:
            self.refresh = f"refresh-{number}"
        self._good.add(f"access-{number}")
        return 200, {
            "access_token": f"access-{number}",
            "token_type": "Bearer",
            "expires_in": self.lifetime,
            "refresh_token": self.refresh,
            "scope": "rooms.all:read_write",
        }

    def knows(self, authorization: str) -> bool:
        return authorization.removeprefix("Bearer ") in self._good

    def forget(self) -> None:
        """No access token given so far is good any more."""
        self._good.clear()
