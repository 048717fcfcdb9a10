"""Microsoft Teams, by the webhook of a workflow."""

from functools import cache

from nattoku.notices.channels.teams.client import Teams
from nattoku.notices.channels.teams.settings import Settings


@cache
def channel() -> Teams:
    """The one client of this process. Raises pydantic.ValidationError when a NATTOKU_TEAMS_… setting cannot be used."""
    return Teams(Settings())
