"""Other systems hear by a signed call: Standard Webhooks."""

from functools import cache

from nattoku.notices.channels.webhook.client import Webhook
from nattoku.notices.channels.webhook.settings import Settings


@cache
def channel() -> Webhook:
    """The one client of this process. Raises pydantic.ValidationError when a setting cannot be used."""
    return Webhook(Settings())
