"""E-mail over SMTP."""

from functools import cache

from nattoku.notices.channels.mail.mail import Mail
from nattoku.notices.channels.mail.settings import Settings


@cache
def channel() -> Mail:
    """The mail channel of this process. Raises pydantic.ValidationError when a setting cannot be used."""
    return Mail(Settings())
