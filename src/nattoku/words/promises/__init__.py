"""What a text promises, and by when. Pure: no Django, no clock; `find` is the whole library."""

from nattoku.words.promises.finding import Found, find

__all__ = ["Found", "find"]
