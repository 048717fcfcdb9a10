"""What an operator sets for web push."""

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """NATTOKU_WEBPUSH_CONTACT (a mail address or https URL that a push service may turn to; else NATTOKU_MAIL_FROM;
    Apple wants one), _TIMEOUT (seconds), _KEEP (seconds a push service keeps what it cannot deliver),
    _CA (a file: the authority of a push service of one's own), _LOOPBACK (tests: services on this machine).
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_WEBPUSH_", hide_input_in_errors=True, populate_by_name=True)

    contact: str = Field("", validation_alias=AliasChoices("NATTOKU_WEBPUSH_CONTACT", "NATTOKU_MAIL_FROM"))
    timeout: float = Field(10.0, gt=0)
    keep: int = Field(3 * 24 * 3600, ge=0, le=28 * 24 * 3600)
    ca: str = ""
    loopback: bool = False

    @property
    def sub(self) -> str:
        """The contact as VAPID wants it (RFC 8292 2.1), "" for none."""
        if not self.contact or self.contact.startswith(("mailto:", "https://")):
            return self.contact
        return f"mailto:{self.contact}"
