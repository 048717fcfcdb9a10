"""Every other chat service, through the library Apprise."""

from functools import cache

from nattoku.notices.channels.apprise.client import Others
from nattoku.notices.channels.apprise.settings import Settings


@cache
def channel() -> Others:
    """The one channel of this process. Raises pydantic.ValidationError when a NATTOKU_APPRISE_… setting cannot be used."""
    return Others(Settings())
