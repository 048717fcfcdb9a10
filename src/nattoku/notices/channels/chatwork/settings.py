"""What an operator sets for Chatwork."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_HERE = {"127.0.0.1", "::1", "localhost"}


class Settings(BaseSettings):
    """NATTOKU_CHATWORK_URL, _TOKEN, _TIMEOUT, _SETTLE (seconds), _PER_5MIN and _PER_ROOM_10S (0: no limit).

    The token never expires and opens everything the account may do, so it is neither shown in a repr, nor
    quoted in an error, nor sent over plain http to another machine.
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_CHATWORK_", hide_input_in_errors=True)

    url: str = "https://api.chatwork.com/v2"
    token: str = Field("", repr=False, pattern=r"^[!-~]*$")
    timeout: float = Field(10.0, gt=0)
    # Longer than the peer ever took from getting a request to showing its message: a read-back that comes too
    # early sees nothing, and the letter would be sent twice.
    settle: float = Field(5.0, ge=0)
    per_5min: int = Field(300, ge=0)
    per_room_10s: int = Field(10, ge=0)

    @field_validator("url")
    @classmethod
    def _private(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
            raise ValueError("https is needed: the token must not travel in clear")
        return url.rstrip("/")
