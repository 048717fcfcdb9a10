"""A real mailbox: every mail once, seen only when it is safe, nothing deleted."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.mail import imap, mailbox, taking
from nattoku.mail.models import Box, Mail
from nattoku.mail.settings import Settings
from tests.company import Company
from tests.mail.letters import written
from tests.peers.dovecot import Dovecot


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with Dovecot() as running:
        yield running


def settings(server: Dovecot, **changed: object) -> Settings:
    values = {
        "imap_host": "127.0.0.1",
        "imap_port": server.port,
        "imap_user": server.user,
        "imap_password": server.password,
        "imap_tls": False,
    }
    return Settings.model_validate(values | changed)


def test_every_mail_is_taken_once_and_marked_when_it_is_safe(
    company: Company, reader: Reader, server: Dovecot, at: datetime
) -> None:
    server.deliver(written("一通目です。"))
    server.deliver(written("二通目です。", mark="<2@x>", sender="b@example.jp"))
    assert mailbox.fetch(settings(server), reader=reader, clock=lambda: at) == 2
    assert mailbox.fetch(settings(server), reader=reader, clock=lambda: at) == 0
    assert server.flags() == [True, True]
    assert sorted(Mail.objects.values_list("body", flat=True)) == ["一通目です。", "二通目です。"]


def test_what_somebody_else_has_opened_is_taken_all_the_same(
    company: Company, reader: Reader, server: Dovecot, at: datetime
) -> None:
    mailbox.fetch(settings(server), reader=reader, clock=lambda: at)
    server.deliver(written())
    with server.connected() as client:
        client.store("1", "+FLAGS", r"(\Seen)")
    assert mailbox.fetch(settings(server), reader=reader, clock=lambda: at) == 1
    assert Mail.objects.get().action == "received"


def test_a_mailbox_that_is_numbered_anew_doubles_nothing(
    company: Company, reader: Reader, server: Dovecot, at: datetime
) -> None:
    server.deliver(written())
    mailbox.fetch(settings(server), reader=reader, clock=lambda: at)
    Box.objects.update(validity=1)
    with server.connected() as client:
        client.store("1", "-FLAGS", r"(\Seen)")
    assert mailbox.fetch(settings(server), reader=reader, clock=lambda: at) == 1
    assert Mail.objects.count() == 1


def test_a_mail_that_could_not_be_kept_stays_unseen_and_is_taken_the_next_time(
    company: Company, reader: Reader, server: Dovecot, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: nothing is acknowledged to the server."""
    server.deliver(written())
    with monkeypatch.context() as full:
        full.setattr(taking, "keep", _full)
        with pytest.raises(OSError, match="full"):
            mailbox.fetch(settings(server), reader=reader, clock=lambda: at)
    assert server.flags() == [False]
    assert mailbox.fetch(settings(server), reader=reader, clock=lambda: at) == 1
    assert Mail.objects.get().action == "received"


def _full(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


def test_a_wrong_password_a_missing_folder_and_an_absent_server_are_said(
    company: Company, reader: Reader, server: Dovecot, at: datetime
) -> None:
    for wrong in ({"imap_password": "no"}, {"imap_folder": "受信箱"}, {"imap_port": 1}):
        with pytest.raises(imap.MailboxError):
            mailbox.fetch(settings(server, **wrong), reader=reader, clock=lambda: at)


def test_a_mailbox_is_read_over_tls_only_when_its_certificate_is_trusted_and_its_own(
    company: Company, reader: Reader, server: Dovecot, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(written())
    sealed = {"imap_tls": True, "imap_port": server.tls_port, "imap_host": "localhost"}
    with pytest.raises(imap.MailboxError, match="CERTIFICATE"):
        mailbox.fetch(settings(server, **sealed), reader=reader, clock=lambda: at)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.cert))
    with pytest.raises(imap.MailboxError, match="CERTIFICATE"):
        mailbox.fetch(settings(server, **(sealed | {"imap_host": "127.0.0.1"})), reader=reader, clock=lambda: at)
    assert mailbox.fetch(settings(server, **sealed), reader=reader, clock=lambda: at) == 1
