"""A real SMTP server (aiosmtpd) that answers as it is told.

    with SmtpPeer() as peer:
        peer.will("451", "accept")

Answers, one per mail: accept · a code such as 451 or 550 after the mail · rcpt-451, rcpt-550 already at the
recipient · drop-after-data (takes the mail in, then hangs up without an answer) ·
silent-after-data (takes it in and never answers) · drop-before-data.
"""

import asyncio
import threading
import time
import warnings
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass(frozen=True)
class Arrived:
    """A mail that was taken in, answered or not. arrived_at: time.time()."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    arrived_at: float

    @property
    def message(self) -> Message:
        return message_from_bytes(self.raw)


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class _Answers:
    """The hooks that aiosmtpd calls."""

    def __init__(self, peer: "SmtpPeer") -> None:
        self._peer = peer

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        session.answer = self._peer.answer()  # type: ignore[attr-defined]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        at, _, code = session.answer.partition("-")  # type: ignore[attr-defined]
        if at == "rcpt":
            return f"{code} told to"
        if session.answer == "drop-before-data":  # type: ignore[attr-defined]
            _hang_up(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer: str = session.answer  # type: ignore[attr-defined]
        if not answer.isdecimal():
            raw = envelope.original_content or b""
            to = tuple(envelope.rcpt_tos)
            self._peer.arrived.append(Arrived(envelope.mail_from or "", to, raw, time.time()))
        if answer == "drop-after-data":
            _hang_up(server)
        if answer == "silent-after-data":
            await asyncio.sleep(3600)
        return f"{answer} told to" if answer.isdecimal() else "250 OK"


class SmtpPeer:
    """The server as a context manager, on a free port of 127.0.0.1, without TLS.

    login: (user, password) that must be given first; None: anybody may send.
    """

    host = "127.0.0.1"

    def __init__(self, login: tuple[str, str] | None = None) -> None:
        self.arrived: list[Arrived] = []
        self.port = 0
        self._login = login
        self._queue: deque[str] = deque()
        self._loop = asyncio.new_event_loop()

    def will(self, *answers: str) -> None:
        self._queue.extend(answers)

    def answer(self) -> str:
        return self._queue.popleft() if self._queue else "accept"

    def __enter__(self) -> Self:
        self._server = self._loop.run_until_complete(self._loop.create_server(self._smtp, self.host, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _smtp(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of log-ins without TLS; here that is wanted
            return SMTP(
                _Answers(self),
                loop=self._loop,
                hostname="peer.example",
                auth_required=self._login is not None,
                auth_require_tls=False,
                authenticator=self._check,
            )

    def _check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == self._login, handled=False)
