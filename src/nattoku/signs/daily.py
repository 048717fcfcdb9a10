"""The daily look beside the worker's own work: a hundred thousand customers take seconds, and no message waits for them."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Self

from django.db import connection


class Daily:
    """One thread. looks: what is done, each knowing whether it was done today. What went wrong in one look is raised at the next, in the worker."""

    def __init__(self, *looks: Callable[[datetime], object]) -> None:
        self._looks = looks
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="signs")
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def look(self, at: datetime) -> None:
        """Look where today's look has not been made; returns at once."""
        if self._last is not None and not self._last.done():
            return
        if self._last is not None:
            self._last.result()
        self._last = self._pool.submit(_look, self._looks, at)


def _look(looks: Sequence[Callable[[datetime], object]], at: datetime) -> None:
    try:
        for one in looks:
            one(at)
    finally:
        connection.close()
