"""Who visits a public page: kept only as a keyed hash of the network address."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from nattoku.lib.network import address, place


def visitor(request: HttpRequest) -> str:
    """The same word for the same place: one address, or the /64 a household gets in IPv6."""
    return salted_hmac("webform.visitor", place(address(request)), algorithm="sha256").hexdigest()
