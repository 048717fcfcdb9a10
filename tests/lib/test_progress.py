"""A bar for what takes long: on a terminal, and nowhere else."""

import io
import threading

import pytest

from nattoku.lib.progress import bar, far, line, shown, under_way
from nattoku.lib.text import Text

WORDS = Text("読み取っています", "reading")


def test_where_standard_error_is_no_terminal_nothing_is_written() -> None:
    to = io.StringIO()
    with shown(WORDS, "ja", on=to, after=0):
        pass
    assert to.getvalue() == ""


class Terminal(io.StringIO):
    """What says that it is a terminal. Not every machine has one to give."""

    def __init__(self) -> None:
        super().__init__()
        self.wrote = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, words: str) -> int:
        self.wrote.set()
        return super().write(words)


def test_on_a_terminal_the_bar_says_how_far_it_has_come_and_is_wiped_away() -> None:
    terminal = Terminal()
    with under_way(lambda: (0.5, 1_200)), shown(WORDS, "ja", on=terminal, after=0):
        assert terminal.wrote.wait(30)
    assert "読み取っています ████████████············  50% 1,200件" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_fails_takes_its_bar_with_it() -> None:
    with pytest.raises(ValueError, match="broken"), shown(WORDS, "en", on=Terminal(), after=60):
        raise ValueError("broken")
    assert not [each for each in threading.enumerate() if "_paint" in each.name]


def test_the_innermost_thing_under_way_is_told() -> None:
    with under_way(lambda: (0.2, 5)):
        with under_way(lambda: (None, 9)):
            assert far() == (0.2, 9)
        assert far() == (0.2, 5)
    assert far() == (None, None)


@pytest.mark.parametrize(("share", "drawn"), [(0, "·" * 24), (1, "█" * 24), (7, "█" * 24), (1 / 192, "▏" + "·" * 23)])
def test_a_bar_is_drawn_in_eighths(share: float, drawn: str) -> None:
    assert bar(share) == drawn


def test_what_is_not_known_is_not_shown() -> None:
    assert line("reading", "en", None, None, 3.9) == "reading 3 s"
