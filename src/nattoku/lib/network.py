"""From which network address somebody comes, believing only our own proxies."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The last address that none of our own proxies (NATTOKU_PROXIES) has; anything a visitor claims is not read."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    passed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    for before in reversed([one.strip() for one in passed if one.strip()]):
        if not _ours(here):
            break
        here = before
    return here


def place(address: str) -> str:
    """What is counted together."""
    try:
        read = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((read, 64), strict=False)) if read.version == 6 else str(read)


def _ours(address: str) -> bool:
    try:
        read = ip_address(address)
    except ValueError:
        return False
    return any(read in ip_network(ours, strict=False) for ours in settings.TRUSTED_PROXIES)
