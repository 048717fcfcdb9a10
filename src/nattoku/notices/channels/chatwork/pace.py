"""Our own pace: we stop before the peer has to tell us to.

Counted over a sliding window, not with a bucket that refills: a full bucket of 300 that refills at 300 per
five minutes lets nearly 600 calls through in five minutes, and the peer would rightly refuse half of them.
The count is this process's own; what other processes use up is learnt from the peer's answers (`hold`).
"""

import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from threading import Lock

PER_TOKEN = timedelta(minutes=5)
PER_ROOM = timedelta(seconds=10)


class Window:
    """At most `limit` moments in any span of time (0: no limit), and none before the end of a hold."""

    def __init__(self, limit: int, span: timedelta) -> None:
        self._limit = limit
        self._span = span.total_seconds()
        self._taken: deque[float] = deque()
        self.held_until = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until a place is free; 0 or less when one is."""
        while self._taken and self._taken[0] <= now - self._span:
            self._taken.popleft()
        full = bool(self._limit) and len(self._taken) >= self._limit
        return max(self.held_until - now, self._taken[0] + self._span - now if full else 0.0)

    def take(self, now: float) -> None:
        self._taken.append(now)


class Pace:
    """One token's calls, and each room's posts. Safe to be shared by threads."""

    def __init__(self, calls: int, posts: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._posts = posts
        self._clock = clock
        self._lock = Lock()
        self._calls = Window(calls, PER_TOKEN)
        self._rooms: dict[str, Window] = {}

    def take(self, room: str | None = None) -> timedelta | None:
        """None: a place for one call (a post, when a room is named) is taken. Else how long to wait."""
        with self._lock:
            now = self._clock()
            windows = [self._calls] if room is None else [self._calls, self._room(room)]
            if (longest := max(window.wait(now) for window in windows)) > 0:
                return timedelta(seconds=longest)
            for window in windows:
                window.take(now)
            return None

    def hold(self, length: timedelta, room: str | None = None) -> None:
        """No call at all for this long; no post to this room only, when one is named."""
        with self._lock:
            window = self._calls if room is None else self._room(room)
            window.held_until = max(window.held_until, self._clock() + length.total_seconds())

    def _room(self, room: str) -> Window:
        return self._rooms.setdefault(room, Window(self._posts, PER_ROOM))
