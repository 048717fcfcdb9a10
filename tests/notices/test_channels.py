"""What is true of every channel, and of the one that writes nothing."""

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import nattoku.notices.channels as rooms
from nattoku.notices.channels import Letter, Readers, Sent, channels
from nattoku.notices.channels.demo import Demo

LETTER = Letter("N-7f3a", "1", "件名", "本文")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place beside the channels we ship, as an operator's own package would be."""
    monkeypatch.setattr(rooms, "__path__", [*rooms.__path__, str(tmp_path)])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("nattoku.notices.channels."):
            del sys.modules[name]


def add(folder: Path, name: str, called: str) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(
        textwrap.dedent(f"""
            from nattoku.notices.channels.demo import Demo

            class Pigeon(Demo):
                name = {called!r}

            def channel():
                return Pigeon()
        """)
    )


def test_asking_twice_gives_the_same_channel_so_that_connections_and_pace_are_shared() -> None:
    assert channels()["chatwork"] is channels()["chatwork"]


def test_a_channel_is_added_by_a_folder_and_nothing_else(folder: Path) -> None:
    add(folder, "pigeon", "pigeon")
    assert channels()["pigeon"].send(LETTER) == Sent("demo:N-7f3a")


def test_two_folders_cannot_claim_one_name(folder: Path) -> None:
    add(folder, "pigeon", "mail")
    with pytest.raises(ValueError, match="mail"):
        channels()


@pytest.mark.parametrize("ref", ["", "N 7f3a", "N-7f3a\r\nBcc: x@example.com", "［N］"])
def test_a_mark_that_could_break_a_header_or_a_message_is_no_mark(ref: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        Letter(ref, "1", "件名", "本文")


def test_a_demo_letter_arrives_at_once_and_nowhere() -> None:
    demo = Demo()
    assert demo.check_address("どこでも") is None
    assert demo.send(LETTER) == Sent("demo:N-7f3a")
    assert demo.find(LETTER) is None
    assert demo.readers("1") == Readers(inside=1)
