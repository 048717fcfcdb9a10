"""What is told while a demo is filled: nothing when it is quick, a bar when it takes over two seconds."""

import sys
import time

from nattoku.lib.terminal import language
from nattoku.lib.text import Text

QUIET = 2.0
WIDTH = 30
WORDS = Text("お試しの会社を用意しています", "Preparing the demo company")


class Progress:
    """Called with how many cases are told, of how many."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        passed = time.monotonic() - self.began
        if passed < QUIET and not self.shown:
            return
        self.shown = True
        left = passed / done * (total - done)
        bar = "█" * (WIDTH * done // total) + "░" * (WIDTH - WIDTH * done // total)
        words = Text(f"{done}/{total}件　あと{left:.0f}秒", f"{done}/{total} cases, {left:.0f} s left").to(language())
        sys.stderr.write(f"\r{WORDS.to(language())}  {bar}  {words}  ")
        if done >= total:
            sys.stderr.write("\n")
        sys.stderr.flush()
