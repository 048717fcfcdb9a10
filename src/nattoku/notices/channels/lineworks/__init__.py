"""LINE WORKS, Bot API 2.0."""

from functools import cache

from nattoku.notices.channels.lineworks.client import LineWorks
from nattoku.notices.channels.lineworks.settings import Settings


@cache
def channel() -> LineWorks:
    """The one client of this process, so that its token is shared.

    Raises pydantic.ValidationError when a NATTOKU_LINEWORKS_… setting cannot be used.
    """
    return LineWorks(Settings())
