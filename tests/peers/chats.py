"""A chat server on loopback whose posts behave as told; slack.py, teams.py and lineworks.py say what theirs look like.

    with SlackPeer() as peer:
        peer.will("429", "store-then-drop")

Behaviours, one per post: ok · a status such as 401, 403, 404, 429 (asks for 7 seconds) or 503, which stores nothing ·
store-then-500 · store-then-drop · drop · slow (stores, and answers when the caller has gone) · garbage (stores, and
answers 200 with something that is no JSON).
"""

import json
import threading
import time
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs

SLOW = 3.0  # seconds: longer than any caller of ours waits


@dataclass(frozen=True)
class Call:
    """One request: body as it came, headers in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Answer:
    status: int = 200
    said: Any = None
    headers: tuple[tuple[str, str], ...] = ()


class ChatPeer:
    """The server as a context manager on a free port."""

    retry_header = "Retry-After"

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.posts: list[Call] = []
        self.port = 0
        self._queue: deque[str] = deque()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def will(self, *behaviours: str) -> None:
        self._queue.extend(behaviours)

    def is_post(self, call: Call) -> bool:
        """Whether this call carries a letter; only these behave as queued."""
        raise NotImplementedError

    def welcome(self, call: Call) -> Answer | None:
        """None, or why this caller gets nothing."""

    def stored(self, call: Call) -> Answer:
        """Keeps a letter, and what is said to it."""
        raise NotImplementedError

    def asked(self, call: Call) -> Answer:
        """Every other call."""
        return Answer(404, {"code": "NOT_FOUND"})

    def refused(self, status: int) -> Answer:
        wait = ((self.retry_header, "7"),) if status == 429 else ()
        return Answer(status, {"code": "told to"}, wait)

    def answer(self, call: Call) -> Answer | str:
        """The answer, or a word for one that does not come as it should."""
        self.calls.append(call)
        if not_you := self.welcome(call):
            return not_you
        if not self.is_post(call):
            return self.asked(call)
        behaviour = self._queue.popleft() if self._queue else "ok"
        if behaviour.isdecimal():
            return self.refused(int(behaviour))
        kept = self._kept(call) if behaviour != "drop" else None
        if behaviour == "ok" and kept:
            return kept
        return Answer(500, {}) if behaviour == "store-then-500" else behaviour

    def _kept(self, call: Call) -> Answer:
        self.posts.append(call)
        return self.stored(call)

    def __enter__(self) -> Self:
        class Bound(_Handler):
            peer = self

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
        self._server.daemon_threads, self._server.block_on_close = True, False
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    peer: ChatPeer

    def _do(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        answer = self.peer.answer(Call(self.command, self.path, headers, body))
        if isinstance(answer, Answer):
            self._say(answer.status, json.dumps(answer.said).encode() if answer.said is not None else b"", answer)
        elif answer == "garbage":
            self._say(200, b"<html>\xff", Answer())
        elif answer == "slow":
            time.sleep(SLOW)

    def _say(self, status: int, raw: bytes, answer: Answer) -> None:
        self.send_response(status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = _do

    def log_message(self, format: str, *args: Any) -> None:
        pass
