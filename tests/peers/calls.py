"""The calls of Chatwork's API v2 that the server answers, as rooms.py tells it to."""

import json
import re
import socket
import time
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.peers.rooms import ME, House, Room

_LONGEST = 65_535
_ERRORS = {
    400: "Parameter 'body' is required",
    401: "Invalid API token",
    403: "You don't have permission to send messages in this room",
    404: "Not found",
    429: "Rate limit exceeded",
}


class Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together
    server: "Server"

    @property
    def house(self) -> House:
        return self.server.house

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/peer/accepted":
            return self._say(200, [asdict(one) for one in self.house.accepted])
        if not self._welcome(url.path):
            return None
        if url.path == "/v2/me":
            return self._say(200, ME)
        if not (room := self._room(url.path)):
            return None
        match url.path.split("/")[4:]:
            case ["messages"]:
                return self._list(room, forced=parse_qs(url.query).get("force") == ["1"])
            case ["members"]:
                return self._say(200, room.members)
            case []:
                return self._say(200, {"room_id": int(room.number), "name": f"room {room.number}", "type": "group"})
        return self._error(404)

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        form = {k: v[0] for k, v in parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True).items()}
        path = urlsplit(self.path).path
        if path == "/peer/will":
            self.house.will(form["behaviour"], room=form.get("room") or None)
            return self._say(200, {})
        if not self._welcome(path) or not (room := self._room(path)):
            return None
        if path.split("/")[4:] != ["messages"]:
            return self._error(404)
        if self.headers.get_content_type() != "application/x-www-form-urlencoded":
            return self._error(400)
        if not form.get("body") or len(form["body"]) > _LONGEST:
            return self._error(400)
        if not self.house.count_post(room):
            return self._error(429)
        return self._behave(self.house.behaviour(room.number), room, form["body"])

    def _behave(self, behaviour: str, room: Room, body: str) -> None:
        name, _, seconds = behaviour.rstrip(")").partition("(")
        if name.isdecimal():
            return self._error(int(name))
        if name in {"drop", "500-before-store"}:
            return self._hang_up() if name == "drop" else self._error(500)
        if name == "slow":
            time.sleep(float(seconds))
        stored = self.house.store(room, body)
        if name == "twice":
            self.house.store(room, body)
        if name == "store-then-slow":
            time.sleep(float(seconds))
        if name == "500-after-store":
            return self._error(500)
        if name == "store-then-drop-connection":
            return self._hang_up()
        return self._say(200, {"message_id": stored.message_id})

    def _list(self, room: Room, *, forced: bool) -> None:
        """The newest hundred; without force only what this reader has not got yet. 204 when there is none."""
        new = room.messages if forced else room.messages[room.shown :]
        room.shown = len(room.messages)
        shown = [
            {
                "message_id": m.message_id,
                "account": ME,
                "body": m.body,
                "send_time": int(m.arrived_at),
                "update_time": 0,
            }
            for m in new[-100:]
        ]
        self._say(200 if shown else 204, shown or None)

    def _welcome(self, path: str) -> bool:
        """Token first, then the token's limit. Answers itself when the call is not welcome."""
        self.house.calls.append((self.command, path))
        if self.headers.get("x-chatworktoken") != self.server.token:
            self._error(401)
        elif not self.house.count_call():
            self._error(429)
        else:
            return True
        return False

    def _room(self, path: str) -> Room | None:
        found = re.match(r"/v2/rooms/([^/]+)", path)
        room = self.house.rooms.get(found[1]) if found else None
        if room is None:
            self._error(404)
        return room

    def _error(self, status: int) -> None:
        self._say(status, {"errors": [_ERRORS.get(status, "Server error")]})

    def _say(self, status: int, answer: Any) -> None:
        raw = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
        try:
            self.send_response(status)
            for name, value in self.house.limit_headers().items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            if status != 204:
                self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
            self.wfile.flush()
        except OSError:  # the caller did not wait for the answer
            self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # kept connections would hold the end of a test back
    request_queue_size = 256

    def __init__(self, port: int, token: str, house: House) -> None:
        super().__init__(("127.0.0.1", port), Call)
        self.token, self.house = token, house
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        self.house.connections += 1
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away in the middle is nothing to print."""

    def hang_up_on_all(self) -> None:
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
