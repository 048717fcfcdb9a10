"""Who is at which case just now: no fact, no history, never kept (docs/decisions/0016-live-streams.md).

A file of its own beside the database, never synced to the disk: it may be lost at any moment, and a keystroke must not
wait behind a complaint that is being written down.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from nattoku.live.rules import HERE, TYPING

_TABLE = (
    "CREATE TABLE IF NOT EXISTS here"
    " (seat TEXT PRIMARY KEY, stream TEXT, person TEXT, since REAL, seen REAL, typing REAL) WITHOUT ROWID"
)


def file() -> Path:
    """Where it lies."""
    return Path(settings.NATTOKU_DATA) / "presence.sqlite3"


def forget() -> None:
    """At the start of the server: nobody is here yet."""
    file().unlink(missing_ok=True)


class Presence:
    """One connection to it, of one thread."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(file(), timeout=2, isolation_level=None)
        with contextlib.suppress(OSError):
            os.chmod(file(), 0o600)
        self.db.execute("PRAGMA journal_mode = MEMORY")
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA secure_delete = ON")
        self.db.execute(_TABLE)

    def looks(self, seats: Iterable[tuple[str, str, str]], *, at: datetime) -> None:
        """These (seat, stream, person) are still open; what has run out is deleted."""
        now = at.timestamp()
        with self._writing():
            self.db.executemany(
                "INSERT INTO here VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (seat) DO UPDATE SET seen = excluded.seen",
                [(seat, stream, person, now, now) for seat, stream, person in seats],
            )
            self.db.execute("DELETE FROM here WHERE seen < ?", [now - HERE.total_seconds()])

    def leaves(self, seats: Iterable[tuple[str, str, str]]) -> None:
        """These pages were closed, and nobody types in them."""
        with self._writing():
            gone = [(seat, f"{stream} {person}") for seat, stream, person in seats]
            self.db.executemany("DELETE FROM here WHERE seat IN (?, ?)", gone)

    def types(self, stream: str, person: str, *, typing: bool, at: datetime) -> None:
        """Somebody types in a form of this case, or has stopped. In which field is nobody's business."""
        now = at.timestamp()
        values = (f"{stream} {person}", stream, person, now, now, now if typing else 0)
        with self._writing():
            self.db.execute(
                "INSERT INTO here VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (seat)"
                " DO UPDATE SET seen = excluded.seen, typing = excluded.typing",
                values,
            )

    def here(self, *, at: datetime) -> dict[str, dict[str, tuple[datetime, bool]]]:
        """stream -> person -> (since when, whether typing)."""
        now = at.timestamp()
        rows = self.db.execute(
            "SELECT stream, person, min(since), max(typing) FROM here WHERE seen >= ? GROUP BY stream, person",
            [now - HERE.total_seconds()],
        )
        found: dict[str, dict[str, tuple[datetime, bool]]] = {}
        for stream, person, since, typed in rows:
            typing = typed >= now - TYPING.total_seconds()
            found.setdefault(stream, {})[person] = (datetime.fromtimestamp(since, UTC), typing)
        return found

    def close(self) -> None:
        self.db.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
