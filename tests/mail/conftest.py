"""One reader for all, and a mailbox that is set up."""

from collections.abc import Iterator

import pytest

from nattoku.lib.japanese_mail.bounded import Reader
from tests.mail import letters


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as running:
        yield running


@pytest.fixture(autouse=True)
def _box(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with letters.set_up(monkeypatch):
        yield
