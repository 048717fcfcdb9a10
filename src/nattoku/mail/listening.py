"""A mail server hands its mails over itself: SMTP or LMTP on this machine. It says yes only when the mail is safe."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope
from django.db import close_old_connections

from nattoku.lib.japanese_mail.bounded import Reader
from nattoku.mail import taking

LARGEST = 50 * 1024 * 1024
log = structlog.get_logger()


class _Door:
    """What aiosmtpd calls. One thread reads and writes, so that mails are taken in one after another."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._reader = Reader()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="mail")

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        raw = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        came = (envelope.mail_from, tuple(envelope.rcpt_tos))
        loop = asyncio.get_running_loop()
        safe = await loop.run_in_executor(self._pool, self._take, raw, came)
        return "250 2.0.0 kept" if safe else "451 4.3.0 please try again"

    def _take(self, raw: bytes, came: tuple[str | None, tuple[str, ...]]) -> bool:
        close_old_connections()
        try:
            kept = taking.keep(raw, envelope=came, at=self._clock())
        except Exception as error:
            log.error("mail.not_kept", error=type(error).__name__)
            return False
        try:
            if not kept.action:
                taking.take(kept, reader=self._reader, at=self._clock())
            taking.take_rest(reader=self._reader, at=self._clock(), most=5)
        except Exception as error:  # it is safe, and taken in with the next one
            log.error("mail.not_taken", mail=kept.pk, error=type(error).__name__)
        return True

    def close(self) -> None:
        self._pool.shutdown()
        self._reader.close()


def listen(host: str, port: int, *, lmtp: bool, clock: Callable[[], datetime]) -> None:
    """Until SIGTERM or SIGINT."""
    asyncio.run(_listen(host, port, lmtp=lmtp, clock=clock))


async def _listen(host: str, port: int, *, lmtp: bool, clock: Callable[[], datetime]) -> None:
    loop, door, ended = asyncio.get_running_loop(), _Door(clock), asyncio.Event()
    kind = LMTP if lmtp else SMTP
    server = await loop.create_server(
        lambda: kind(door, data_size_limit=LARGEST, hostname="nattoku", ident="nattoku", enable_SMTPUTF8=True),
        host,
        port,
    )
    for wanted in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(wanted, ended.set)
    async with server:
        await ended.wait()
    door.close()
