"""A post office between houses: a real SMTP server that carries each mail on to the house of its domain, and counts."""

import asyncio
import smtplib
from email import message_from_bytes
from email.policy import compat32
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

from tests.house import free_port


class PostOffice:
    """routes: domain -> port. strips: header fields that a careless gateway loses on the way."""

    def __init__(self, routes: dict[str, int], *, strips: tuple[str, ...] = ()) -> None:
        self.routes, self.strips = routes, strips
        self.carried: list[tuple[str, str]] = []
        self.port = free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.stop()

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        for to in envelope.rcpt_tos:
            port = self.routes.get(to.rpartition("@")[2])
            if port is not None:
                self.carried.append((str(envelope.mail_from), to))
                await asyncio.to_thread(self._carry, str(envelope.mail_from), to, raw, port)
        return "250 OK"

    def _carry(self, sender: str, to: str, raw: bytes, port: int) -> None:
        one = message_from_bytes(raw, policy=compat32)
        for name in self.strips:
            del one[name]
        with smtplib.SMTP("127.0.0.1", port, local_hostname="post.example", timeout=60) as house:
            house.sendmail(sender, [to], one.as_bytes())
