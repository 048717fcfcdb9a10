"""What an operator sets for Chatwork."""

import base64
import binascii
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_HERE = {"127.0.0.1", "::1", "localhost"}
_ASCII = r"^[!-~]*$"


class Settings(BaseSettings):
    """NATTOKU_CHATWORK_URL, _TOKEN, _TIMEOUT, _SETTLE (seconds), _PER_5MIN and _PER_ROOM_10S (0: no limit).
    OAuth instead of a token: _CLIENT_ID, _CLIENT_SECRET, _REFRESH_TOKEN (all three), _OAUTH_URL.
    _WEBHOOK_TOKEN: what Chatwork shows for each webhook (base64; several with commas); without it none is believed.

    A token never expires and opens everything the account may do, so none of these is shown in a repr, quoted
    in an error, or sent over plain http to another machine.
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_CHATWORK_", hide_input_in_errors=True)

    url: str = "https://api.chatwork.com/v2"
    token: str = Field("", repr=False, pattern=_ASCII)
    oauth_url: str = "https://oauth.chatwork.com/token"
    client_id: str = Field("", repr=False, pattern=_ASCII)
    client_secret: str = Field("", repr=False, pattern=_ASCII)
    refresh_token: str = Field("", repr=False, pattern=_ASCII)
    webhook_token: str = Field("", repr=False, pattern=_ASCII)
    timeout: float = Field(10.0, gt=0)
    # Longer than the peer ever took from getting a request to showing its message: a read-back that comes too
    # early sees nothing, and the letter would be sent twice.
    settle: float = Field(5.0, ge=0)
    per_5min: int = Field(300, ge=0)
    per_room_10s: int = Field(10, ge=0)

    @field_validator("url", "oauth_url")
    @classmethod
    def _private(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
            raise ValueError("https is needed: the token must not travel in clear")
        return url.rstrip("/")

    @field_validator("webhook_token")
    @classmethod
    def _decodable(cls, token: str) -> str:
        try:
            _keys(token)
        except binascii.Error:
            raise ValueError("a webhook's token is base64, exactly as Chatwork shows it") from None
        return token

    @property
    def webhook_keys(self) -> list[bytes]:
        """The keys that Chatwork signs webhooks with, one for each webhook; none when no token is set."""
        return _keys(self.webhook_token)


def _keys(tokens: str) -> list[bytes]:
    return [base64.b64decode(one, validate=True) for one in tokens.split(",") if one]
