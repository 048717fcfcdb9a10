"""What an operator sets for mail that comes in."""

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nattoku.notices.channels.mail.settings import Settings as Out


class Settings(BaseSettings):
    """NATTOKU_IMAP_HOST ("" for none), _PORT, _USER, _PASSWORD, _TLS, _FOLDER, _EVERY (s). NATTOKU_MAIL_DIVISION: whose
    mailbox it is, the first division when empty.
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_", hide_input_in_errors=True)

    imap_host: str = ""
    imap_port: int = Field(993, ge=1, le=65_535)
    imap_user: str = ""
    imap_password: str = Field("", repr=False)
    imap_tls: bool = True
    imap_folder: str = "INBOX"
    imap_every: float = Field(30.0, gt=0)
    mail_division: str = ""


@cache
def settings() -> Settings:
    """Of this process. Raises pydantic.ValidationError when one cannot be used."""
    return Settings()


def mailboxes() -> tuple[str, str]:
    """(the mailbox answers come to, the address our mails come from), in lower case; "" where not set."""
    out = Out()
    return out.mail_answers.lower(), out.mail_from.lower()
