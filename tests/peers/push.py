"""A push service on loopback, and the browser that reads what comes by it.

    with PushPeer() as peer:
        browser = Browser(peer.endpoint("abc"))
        peer.will("410", "store-then-drop")

Behaviours, one per push: ok · a status such as 404, 410, 429 (with Retry-After 7) or 503 · store-then-500 ·
store-then-drop · drop · slow (stores, and answers after the caller has gone) · endless (an answer without an end).
"""

import base64
import hashlib
import json
import os
import ssl
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def _words(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    """One device: it made the keys of its subscription, and only it can read what was sealed for them."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def subscription(self) -> str:
        public = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _words(public), "auth": _words(self._auth)}
        return json.dumps({"endpoint": self.endpoint, "expirationTime": None, "keys": keys})

    @property
    def trace(self) -> str:
        return hashlib.sha256(self.endpoint.encode()).hexdigest()

    def read(self, sealed: bytes) -> dict[str, Any]:
        opened = http_ece.decrypt(sealed, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        told: dict[str, Any] = json.loads(opened)
        return told


SLOW = 3.0  # seconds: longer than any caller of ours waits


@dataclass(frozen=True)
class Pushed:
    """A push that was stored, with its headers in lower case."""

    path: str
    headers: dict[str, str]
    sealed: bytes

    def claims(self, audience: str) -> dict[str, Any]:
        """What the sender swore, checked with the key the header names. Raises jwt.PyJWTError."""
        scheme, _, rest = self.headers["authorization"].partition(" ")
        assert scheme == "vapid"
        said = dict(part.strip().split("=", 1) for part in rest.split(","))
        raw = base64.urlsafe_b64decode(said["k"] + "=" * (-len(said["k"]) % 4))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
        sworn: dict[str, Any] = jwt.decode(said["t"], key, algorithms=["ES256"], audience=audience)
        return sworn


@dataclass
class PushPeer:
    """The service as a context manager on a free port. certificate: (certificate, key) files, for https."""

    certificate: tuple[Path, Path] | None = None
    host: str = "127.0.0.1"
    stored: list[Pushed] = field(default_factory=list)
    calls: int = 0
    port: int = 0
    _queue: deque[str] = field(default_factory=deque)

    @property
    def origin(self) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}:{self.port}"

    def endpoint(self, name: str = "abc") -> str:
        return f"{self.origin}/send/{name}"

    def will(self, *behaviours: str) -> None:
        self._queue.extend(behaviours)

    def behaviour(self) -> str:
        self.calls += 1
        return self._queue.popleft() if self._queue else "ok"

    def __enter__(self) -> Self:
        peer = self

        class Bound(_Call):
            push = peer

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
        self._server.daemon_threads, self._server.block_on_close = True, False
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    push: PushPeer

    def do_POST(self) -> None:
        sealed = self.rfile.read(int(self.headers["content-length"]))
        behaviour = self.push.behaviour()
        if behaviour in ("ok", "slow", "endless") or behaviour.startswith("store"):
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.push.stored.append(Pushed(self.path, headers, sealed))
        if behaviour == "slow":
            time.sleep(SLOW)
        if behaviour.endswith("drop"):
            self.close_connection = True
            return
        self._say(201 if behaviour in ("ok", "slow", "endless") else int(behaviour[-3:]), behaviour == "endless")

    def _say(self, status: int, endless: bool) -> None:
        try:
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "7")
            if status == 201:
                self.send_header("Location", "/message/" + "x" * 400)
            if not endless:
                self.send_header("Content-Length", "0")
            self.end_headers()
            while endless:
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        pass
