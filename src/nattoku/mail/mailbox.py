"""The mailbox that is read again and again: every mail once, whoever else opens it meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.db import connection

from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.mail import imap, taking
from nattoku.mail.models import Box, Mail
from nattoku.mail.settings import Settings, settings

log = structlog.get_logger()


def fetch(wanted: Settings, *, reader: Reader, clock: Callable[[], datetime]) -> int:
    """One round: take in what came since the last; returns how many mails were looked at.

    How far we are is kept by the server's own numbers, not by who has opened what. At the first look, and when the
    server numbers its mails anew, what nobody has opened is taken; a mail that was here before is known by its bytes.
    """
    name = f"{wanted.imap_user}@{wanted.imap_host}/{wanted.imap_folder}"[:300]
    with imap.opened(wanted) as box:
        row = Box.objects.filter(pk=name).first()
        if row is None or row.validity != box.validity:
            newest, numbers = box.newest(), box.unseen()
        else:
            newest, numbers = row.uid, box.after(row.uid)
        for uid in numbers:
            raw = box.content(uid)
            if raw is not None:
                kept = taking.keep(raw, at=clock())
                box.mark_seen(uid)
                if not kept.action:
                    _take(kept, reader, clock)
            if row is not None and row.validity == box.validity:
                _reached(name, box.validity, uid)
        _reached(name, box.validity, max([newest, *numbers]))
        return len(numbers)


def _take(kept: Mail, reader: Reader, clock: Callable[[], datetime]) -> None:
    """What goes wrong now is tried again later: the mail is safe, and the next one waits behind it."""
    try:
        taking.take(kept, reader=reader, at=clock())
    except Exception as error:
        log.error("mail.not_taken", mail=kept.pk, error=type(error).__name__)


def _reached(name: str, validity: int, uid: int) -> None:
    Box.objects.update_or_create(pk=name, defaults={"validity": validity, "uid": uid})


@contextmanager
def watching(clock: Callable[[], datetime]) -> Iterator[None]:
    """Read the mailbox beside whatever else the worker does; nothing where none is set up."""
    wanted = settings()
    if not wanted.imap_host:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_watch, args=(wanted, clock, ended), name="mailbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(10)


def _watch(wanted: Settings, clock: Callable[[], datetime], ended: threading.Event) -> None:
    with Reader() as reader:
        while not ended.is_set():
            try:
                with _alone() as ours:
                    if ours:
                        fetch(wanted, reader=reader, clock=clock)
                        taking.take_rest(reader=reader, at=clock())
            except Exception as error:  # a mailbox that is away comes back; the outbox must not die of it
                log.error("mail.mailbox", error=str(error)[:200])
                connection.close()
            ended.wait(wanted.imap_every)
    connection.close()


@contextmanager
def _alone() -> Iterator[bool]:
    """Of several workers on PostgreSQL one reads the mailbox at a time; the others come round again."""
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('nattoku.mailbox'))")
        got = bool(cursor.fetchone()[0])
        try:
            yield got
        finally:
            if got:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('nattoku.mailbox'))")
