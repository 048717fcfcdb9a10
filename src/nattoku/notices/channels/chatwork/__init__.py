"""Chatwork, API v2."""

from functools import cache
from pathlib import Path

from django.conf import settings as installation

from nattoku.notices.channels.chatwork.client import Chatwork
from nattoku.notices.channels.chatwork.settings import Settings


@cache
def channel() -> Chatwork:
    """The one client of this process, so that its connections and its pace are shared.

    Raises pydantic.ValidationError when a NATTOKU_CHATWORK_… setting cannot be used.
    """
    return Chatwork(Settings(), Path(installation.NATTOKU_DATA) / "chatwork-refresh-token")
