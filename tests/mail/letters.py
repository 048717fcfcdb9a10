"""Mails for tests, and the one reader that reads them all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage

import pytest

from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.mail import taking
from nattoku.mail.models import Mail

BOX, SENDER = "box@minato.example", "nattoku@minato.example"


def written(
    words: str = "椅子がまだ届きません。もう3日も待っています。",
    *,
    sender: str = "山田太郎 <taro@example.jp>",
    to: str = BOX,
    subject: str = "椅子の件",
    mark: str = "<1@example.jp>",
    **head: str,
) -> bytes:
    """A mail as a customer writes it."""
    one = EmailMessage()
    one["From"], one["To"], one["Subject"], one["Message-ID"] = sender, to, subject, mark
    for name, value in head.items():
        one[name.replace("_", "-")] = value
    one.set_content(words)
    return one.as_bytes()


@contextmanager
def set_up(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The mailbox that is read, and the address that notices come from."""
    patch.setenv("NATTOKU_MAIL_ANSWERS", BOX)
    patch.setenv("NATTOKU_MAIL_FROM", SENDER)
    yield


def arrive(reader: Reader, raw: bytes, *, at: datetime) -> Mail:
    """It comes in."""
    return taking.receive(raw, reader=reader, at=at)
