"""Slack, Web API."""

from functools import cache

from nattoku.notices.channels.slack.client import Slack
from nattoku.notices.channels.slack.settings import Settings


@cache
def channel() -> Slack:
    """The one client of this process. Raises pydantic.ValidationError when a NATTOKU_SLACK_… setting cannot be used."""
    return Slack(Settings())
