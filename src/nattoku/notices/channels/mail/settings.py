"""What an operator sets for e-mail."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_ASCII = r"^[ -~]*$"  # all that the log-in of SMTP can carry


class Settings(BaseSettings):
    """NATTOKU_SMTP_HOST, _PORT (465: TLS from the first byte), _USER, _PASSWORD, _STARTTLS, _TIMEOUT (s).
    NATTOKU_MAIL_FROM: the bare address that notices come from. NATTOKU_MAIL_ANSWERS: the mailbox that Nattoku reads, to
    which answers come back; its server must take box+anything@ as well. "": answers go to the sender, as they always did.

    STARTTLS is on unless switched off, so that a password never leaves in clear by forgetting a line.
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_", hide_input_in_errors=True)

    smtp_host: str = ""
    smtp_port: int = Field(587, ge=1, le=65_535)
    smtp_user: str = Field("", pattern=_ASCII)
    smtp_password: str = Field("", repr=False, pattern=_ASCII)
    smtp_starttls: bool = True
    smtp_timeout: float = Field(30.0, gt=0)
    mail_from: str = ""
    mail_answers: str = ""
