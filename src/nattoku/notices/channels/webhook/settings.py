"""What an operator sets for webhooks."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """NATTOKU_WEBHOOK_TIMEOUT (seconds), _CA (a file: an authority of one's own), _LOOPBACK (receivers on this machine,
    plain http too: for tests, and for a receiver that runs beside Nattoku)."""

    model_config = SettingsConfigDict(env_prefix="NATTOKU_WEBHOOK_", hide_input_in_errors=True)

    timeout: float = Field(15.0, gt=0)
    ca: str = ""
    loopback: bool = False
