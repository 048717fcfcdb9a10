"""Web Push: a notice on the screen of a device, also when no page is open."""

from functools import cache
from pathlib import Path

from django.conf import settings as installation

from nattoku.notices.channels.webpush.client import WebPush
from nattoku.notices.channels.webpush.keys import Keys
from nattoku.notices.channels.webpush.settings import Settings


@cache
def channel() -> WebPush:
    """The one client of this process. Raises pydantic.ValidationError when a NATTOKU_WEBPUSH_… setting cannot be used."""
    return WebPush(Settings(), Keys(Path(installation.NATTOKU_DATA) / "webpush.pem"))
