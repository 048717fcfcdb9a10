"""Django's SQLite with a queue before the write lock.

SQLite has no queue: who finds the database locked sleeps and asks again, up to 100 ms late and in no order. A file
lock wakes the next writer at once (docs/decisions/0004-write-queue.md has the figures).
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """One writer at a time through flock on FILE.write; the kernel lets go when a process dies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _enter(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._queue is None and not self.is_in_memory_db():
            self._queue = os.open(f"{name}.write", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._queue, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None
