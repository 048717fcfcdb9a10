"""What the Chatwork-like server keeps: rooms, members, messages, limits, and how it is told to behave."""

import itertools
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from tests.peers.issuer import Issuer

ME = {"account_id": 1001, "name": "納得 通知", "organization_id": 7, "organization_name": "株式会社みなと"}
_ids = itertools.count(1_928_374_655_918_273_645)


@dataclass(frozen=True)
class Accepted:
    """A stored message. arrived_at: time.time() when it was stored."""

    room: str
    message_id: str
    body: str
    arrived_at: float
    account_id: int = 1001  # ME: who holds the token


@dataclass(frozen=True)
class Task:
    """A task of one person, shown in the room by its message. limit: Unix time."""

    task_id: int
    account_id: int
    body: str
    limit: int
    limit_type: str
    message_id: str


@dataclass(frozen=True)
class File:
    """An uploaded file, shown in the room by its message."""

    file_id: int
    filename: str
    content: bytes
    message_id: str


@dataclass
class Room:
    number: str
    members: list[dict[str, Any]] = field(default_factory=lambda: [dict(ME)])
    messages: list[Accepted] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    shown: int = 0  # how many a reader without force has already got
    posts: deque[float] = field(default_factory=deque)

    def join(self, account_id: int, name: str, organization_id: int, organization_name: str) -> None:
        self.members.append(
            {
                "account_id": account_id,
                "name": name,
                "organization_id": organization_id,
                "organization_name": organization_name,
                "role": "member",
            }
        )


class House:
    """All rooms, the limits of the one token, the queued behaviours, and what was called and accepted.

    calls_per_window: calls of the token in `window` seconds, in fixed windows as Chatwork counts them;
    posts_per_10s: posts to one room in ten seconds. 0 switches a limit off; both may be changed at any time.
    usual: how it behaves when nothing is queued.
    """

    def __init__(self, rooms: tuple[str, ...] = ("1",), calls_per_window: int = 300, posts_per_10s: int = 10) -> None:
        self.rooms = {number: Room(number) for number in rooms}
        self.calls_per_window, self.posts_per_10s, self.window = calls_per_window, posts_per_10s, 300
        self.usual = "ok"
        self.accepted: list[Accepted] = []
        self.calls: list[tuple[str, str]] = []
        self.connections = 0
        self.lock = RLock()
        self.oauth = Issuer()
        self._queue: dict[str | None, deque[str]] = defaultdict(deque)
        self._reset, self._used = 0, 0

    def will(self, *behaviours: str, room: str | None = None) -> None:
        """Queues how the next posts are treated, to one room or to any."""
        with self.lock:
            self._queue[room].extend(behaviours)

    def behaviour(self, room: str) -> str:
        with self.lock:
            queue = self._queue[room] or self._queue[None]
            return queue.popleft() if queue else self.usual

    def store(self, room: Room, body: str, account_id: int = 1001) -> Accepted:
        with self.lock:
            one = Accepted(room.number, str(next(_ids)), body, time.time(), account_id)
            room.messages.append(one)
            self.accepted.append(one)
            return one

    def store_tasks(self, room: Room, body: str, to: list[int], limit: int, limit_type: str) -> list[int]:
        """A task for each, and one message that tells the room of them."""
        with self.lock:
            told = "".join(f"[task aid={who} st=open lt={limit}]{body}[/task]" for who in to)
            message = self.store(room, f"[info][title][dtext:task_added][/title]{told}[/info]")
            made = [Task(next(_ids) % 10**9, who, body, limit, limit_type, message.message_id) for who in to]
            room.tasks += made
            return [task.task_id for task in made]

    def store_file(self, room: Room, name: str, content: bytes, words: str) -> int:
        with self.lock:
            number = next(_ids) % 10**9
            told = f"[info][title][dtext:file_uploaded][/title][download:{number}]{name}[/download][/info]"
            message = self.store(room, f"{words}{told}")
            room.files.append(File(number, name, content, message.message_id))
            return number

    def delete(self, message_id: str) -> None:
        """As when a person deletes a message: it stays in the list, with this body."""
        for room in self.rooms.values():
            for at, one in enumerate(room.messages):
                if one.message_id == message_id:
                    room.messages[at] = Accepted(one.room, message_id, "[deleted]", one.arrived_at)

    def count_call(self) -> bool:
        """Whether the token may make one more call in this window; counts it."""
        with self.lock:
            if time.time() >= self._reset:
                self._reset, self._used = int(time.time()) + self.window, 0
            self._used += 1
            return not self.calls_per_window or self._used <= self.calls_per_window

    def count_post(self, room: Room) -> bool:
        """Whether this room may get one more post; counts it if so."""
        with self.lock:
            now = time.time()
            while room.posts and room.posts[0] <= now - 10:
                room.posts.popleft()
            if self.posts_per_10s and len(room.posts) >= self.posts_per_10s:
                return False
            room.posts.append(now)
            return True

    def limit_headers(self) -> dict[str, str]:
        limit = self.calls_per_window or 1_000_000
        return {
            "x-ratelimit-limit": str(limit),
            "x-ratelimit-remaining": str(max(0, limit - self._used)),
            "x-ratelimit-reset": str(self._reset),
        }
