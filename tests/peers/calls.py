"""The calls of Chatwork's API v2 that the server answers, as rooms.py tells it to."""

import json
import re
import socket
import time
from collections.abc import Callable
from dataclasses import asdict
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.peers.rooms import ME, File, House, Room, Task

_LONGEST = 65_535
_LARGEST_FILE = 5 * 1024 * 1024
_LIMITS = {"none", "date", "time"}
_ERRORS = {
    400: "Parameter 'body' is required",
    401: "Invalid API token",
    403: "You don't have permission to send messages in this room",
    404: "Not found",
    429: "Rate limit exceeded",
}


Store = Callable[[], dict[str, Any]]


class Upload(str):
    """A file in a form: its name, with what it holds."""

    content: bytes


def _form(kind: str, raw: bytes) -> dict[str, str]:
    if not kind.startswith("multipart/form-data"):
        return {k: v[0] for k, v in parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True).items()}
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
    form: dict[str, str] = {}
    for part in whole.iter_parts():
        name, file = part.get_param("name", header="content-disposition"), part.get_filename()
        content = part.get_payload(decode=True)
        form[name] = content.decode("utf-8") if file is None else Upload(file)
        if isinstance(upload := form[name], Upload):
            upload.content = content
    return form


def _fits(body: str | None) -> bool:
    return bool(body) and len(body or "") <= _LONGEST


def _task(task: Task) -> dict[str, Any]:
    return {
        "task_id": task.task_id,
        "account": {"account_id": task.account_id, "name": "", "avatar_image_url": ""},
        "assigned_by_account": ME,
        "message_id": task.message_id,
        "body": task.body,
        "limit_time": task.limit,
        "limit_type": task.limit_type,
        "status": "open",
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "file_id": file.file_id,
        "account": ME,
        "message_id": file.message_id,
        "filename": file.filename,
        "filesize": len(file.content),
        "upload_time": 0,
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
        asked = {k: v[0] for k, v in parse_qs(url.query).items()}
        match url.path.split("/")[4:]:
            case ["messages"]:
                return self._list(room, forced=asked.get("force") == "1")
            case ["tasks"]:
                of = [_task(t) for t in room.tasks if asked.get("account_id") in (None, str(t.account_id))]
                return self._say(200 if of else 204, of[-100:] or None)
            case ["tasks", number]:
                return self._one([_task(t) for t in room.tasks if str(t.task_id) == number])
            case ["files", number]:
                return self._one([_file(f) for f in room.files if str(f.file_id) == number])
            case ["members"]:
                return self._say(200, room.members)
            case []:
                return self._say(200, {"room_id": int(room.number), "name": f"room {room.number}", "type": "group"})
        return self._error(404)

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        form = _form(self.headers.get("content-type", ""), raw)
        path = urlsplit(self.path).path
        if path == "/peer/will":
            self.house.will(form["behaviour"], room=form.get("room") or None)
            return self._say(200, {})
        if path == "/token":
            return self._say(*self.house.oauth.exchange(self.headers.get("authorization", ""), form))
        if not self._welcome(path) or not (room := self._room(path)):
            return None
        act = {"messages": self._message, "tasks": self._tasks, "files": self._upload}.get(path.split("/")[-1])
        if act is None or len(path.split("/")) != 5:
            return self._error(404)
        store = act(room, form)
        if store is None:
            return self._error(400)
        if not self.house.count_post(room):
            return self._error(429)
        return self._behave(self.house.behaviour(room.number), store)

    def _message(self, room: Room, form: dict[str, str]) -> Store | None:
        if self.headers.get_content_type() != "application/x-www-form-urlencoded" or not _fits(form.get("body")):
            return None
        return lambda: {"message_id": self.house.store(room, form["body"]).message_id}

    def _tasks(self, room: Room, form: dict[str, str]) -> Store | None:
        """400 as Chatwork says it: no text, no known kind of limit, or somebody who is not in the room."""
        to, limit, kind = form.get("to_ids", "").split(","), form.get("limit", ""), form.get("limit_type", "")
        members = {str(m["account_id"]) for m in room.members}
        if not _fits(form.get("body")) or not set(to) <= members or not limit.isdecimal() or kind not in _LIMITS:
            return None
        return lambda: {"task_ids": self.house.store_tasks(room, form["body"], [int(t) for t in to], int(limit), kind)}

    def _upload(self, room: Room, form: dict[str, str]) -> Store | None:
        file = form.get("file")
        if not isinstance(file, Upload) or not 0 < len(file.content) <= _LARGEST_FILE:
            return None
        words = form.get("message", "")
        return lambda: {"file_id": self.house.store_file(room, str(file), file.content, words)}

    def _behave(self, behaviour: str, store: Store) -> None:
        name, _, seconds = behaviour.rstrip(")").partition("(")
        if name.isdecimal():
            return self._error(int(name))
        if name in {"drop", "500-before-store"}:
            return self._hang_up() if name == "drop" else self._error(500)
        if name == "slow":
            time.sleep(float(seconds))
        stored = store()
        if name == "twice":
            store()
        if name == "store-then-slow":
            time.sleep(float(seconds))
        if name == "500-after-store":
            return self._error(500)
        if name == "store-then-drop-connection":
            return self._hang_up()
        return self._say(200, stored)

    def _one(self, found: list[dict[str, Any]]) -> None:
        self._say(200, found[0]) if found else self._error(404)

    def _list(self, room: Room, *, forced: bool) -> None:
        """The newest hundred; without force only what this reader has not got yet. 204 when there is none."""
        new = room.messages if forced else room.messages[room.shown :]
        room.shown = len(room.messages)
        shown = [
            {
                "message_id": m.message_id,
                "account": ME | {"account_id": m.account_id},
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
        by_oauth = self.house.oauth.knows(self.headers.get("authorization", ""))
        if self.headers.get("x-chatworktoken") != self.server.token and not by_oauth:
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
