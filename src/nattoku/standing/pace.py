"""How often one place may open the customers' pages: enough for any person, too little for guessing."""

from django.core.cache import cache
from django.http import HttpRequest

from nattoku.webform.visitor import visitor

MOST, WINDOW = 60, 60  # openings in so many seconds


def too_often(request: HttpRequest) -> bool:
    """Whether this place has opened such pages too often just now; good links and bad ones count alike."""
    key = f"standing:{visitor(request)}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two
        return False
