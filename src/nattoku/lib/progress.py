"""How far something long has come. Whoever does it says so in passing; who runs it from a terminal may look.

Nothing is written unless standard error is a terminal, so scripts and logs never see it.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from nattoku.lib.text import Text

Far = Callable[[], tuple[float | None, int | None]]  # share done, 0 to 1, and things done; None where it is not known

AFTER: Final = 0.7  # seconds; what is done sooner needs no bar
EVERY: Final = 0.2
WIDTH: Final = 24
_STEPS: Final = "▏▎▍▌▋▊▉█"
_COUNT: Final = Text("{n:,}件", "{n:,}")
_SECONDS: Final = Text("{n}秒", "{n} s")
_WIPE: Final = "\r\x1b[K"
_under_way: list[Far] = []


@contextmanager
def under_way(far: Far) -> Iterator[None]:
    """While this lasts, `far` knows how far it has come. It is called from another thread and must not wait."""
    _under_way.append(far)
    try:
        yield
    finally:
        _under_way.remove(far)


def far() -> tuple[float | None, int | None]:
    """What is known of what is under way: the innermost share and count."""
    shares = [told for each in [*_under_way] for told in [each()]]
    share = next((share for share, _count in reversed(shares) if share is not None), None)
    return share, next((count for _share, count in reversed(shares) if count is not None), None)


@contextmanager
def shown(words: Text, lang: str, *, on: TextIO | None = None, after: float = AFTER) -> Iterator[None]:
    """A bar with these words on standard error until it is done, then nothing of it."""
    to = on or sys.stderr
    if not to.isatty():
        yield
        return
    done = threading.Event()
    painter = threading.Thread(target=_paint, args=(words.to(lang), lang, to, done, after), daemon=True)
    painter.start()
    try:
        yield
    finally:
        done.set()
        painter.join()


def line(words: str, lang: str, share: float | None, count: int | None, seconds: float) -> str:
    """One line: the bar where a share is known, how many, how long."""
    parts = [words]
    if share is not None:
        parts += [bar(share), f"{share:4.0%}"]
    if count is not None:
        parts.append(_COUNT.with_(n=count).to(lang))
    return " ".join([*parts, _SECONDS.with_(n=int(seconds)).to(lang)])


def bar(share: float) -> str:
    """Of eighths of a character."""
    eighths = round(min(max(share, 0.0), 1.0) * WIDTH * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_STEPS[rest - 1] if rest else "")).ljust(WIDTH, "·")


def _paint(words: str, lang: str, to: TextIO, done: threading.Event, after: float) -> None:
    began = time.monotonic()
    if done.wait(after):
        return
    while True:
        to.write(_WIPE + line(words, lang, *far(), time.monotonic() - began))
        to.flush()
        if done.wait(EVERY):
            break
    to.write(_WIPE)
    to.flush()
