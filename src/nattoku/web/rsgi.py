"""The web server's two hands: pages and API go to Django in one thread, open streams stay with the event loop.

docs/decisions/0016-live-streams.md says why, with figures.
"""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any, Protocol

from nattoku.live.streams import SEAT, Streams

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
IN_MEMORY = 1024 * 1024
LARGEST = 100 * 1024 * 1024
AT_ONCE = 256 * 1024
NO_BODY = (204, 304)
_CGI = {"CONTENT_TYPE", "CONTENT_LENGTH"}


class Scope(Protocol):
    """What granian says of a request (RSGI 1.5)."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Any


@dataclass
class Answer:
    """What Django answered: all of it, or its first piece and where the rest comes from."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    rest: Iterable[bytes] | None = None


class Door:
    """One worker process. Django runs in one thread, as many as SQLite lets write; a slow sender or a slow reader
    holds up the loop's own socket and not that thread.
    """

    def __init__(self, wsgi: Wsgi) -> None:
        self.wsgi = wsgi
        self.hand = ThreadPoolExecutor(1, thread_name_prefix="django")
        self.streams = Streams()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Streams end when the worker is told to stop: granian waits for what is open, and they would stay open.

        The loop's own handler, by which granian hears of the signal, is called all the same (signal.set_wakeup_fd).
        """
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: loop.call_soon_threadsafe(self.streams.close))

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self.streams.close()
        self.hand.shutdown(wait=True)

    async def __rsgi__(self, scope: Scope, proto: Any) -> None:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            if not await _received(proto, body):
                proto.response_empty(413, [])
                return
            environ = environ_of(scope, body)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self.hand, self._ask, environ)
            if SEAT in environ and answer.status == 200:
                await self.streams.serve(environ[SEAT], proto, answer.headers, answer.body)
            elif answer.rest is None:
                proto.response_bytes(answer.status, answer.headers, answer.body)
            else:
                await self._pour(answer, proto)

    def _ask(self, environ: Environ) -> Answer:
        told: list[Any] = []
        pieces = self.wsgi(environ, lambda status, headers, exc=None: told.extend((status, headers)))
        status, headers = int(told[0].split(" ", 1)[0]), told[1]
        body, left = bytearray(), iter(pieces)
        for piece in left:
            body += piece
            if len(body) > AT_ONCE:
                return Answer(status, headers, bytes(body), _rest(pieces, left))
        _close(pieces)
        return Answer(status, headers, bytes(body))

    async def _pour(self, answer: Answer, proto: Any) -> None:
        loop = asyncio.get_running_loop()
        out = proto.response_stream(answer.status, answer.headers)
        assert answer.rest is not None
        left = iter(answer.rest)
        piece: bytes | None = answer.body
        try:
            while piece is not None:
                await out.send_bytes(piece)
                piece = await loop.run_in_executor(self.hand, next, left, None)
        finally:
            await loop.run_in_executor(self.hand, left.close)  # type: ignore[attr-defined]


def _rest(pieces: Iterable[bytes], left: Iterable[bytes]) -> Iterable[bytes]:
    try:
        yield from left
    finally:
        _close(pieces)


def _close(pieces: Iterable[bytes]) -> None:
    if hasattr(pieces, "close"):
        pieces.close()


async def _received(proto: AsyncIterator[bytes], body: IO[bytes]) -> bool:
    """Whether the whole body came and was not too long. A body beyond a megabyte waits on disk."""
    size = 0
    async for piece in proto:
        size += len(piece)
        if size > LARGEST:
            return False
        body.write(piece)
    body.seek(0)
    return True


def environ_of(scope: Scope, body: IO[bytes]) -> Environ:
    """The request as PEP 3333 says it. A header that comes twice is joined, as a cookie must be with "; "."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # X_Forwarded_For would pass for X-Forwarded-For
            continue
        key = name.upper().replace("-", "_")
        key = key if key in _CGI else f"HTTP_{key}"
        joined = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joined}{value}" if key in environ else value
    environ.setdefault("HTTP_HOST", scope.authority or scope.server)
    return environ


def application() -> Door:
    """Made once a worker, after it was forked: threads do not live through a fork."""
    from nattoku.web.wsgi import application as wsgi

    return Door(wsgi)
