"""Many people at the same moment, each with a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Do all of it at the same time; the answers in order. The first exception is raised again here."""
    start = threading.Barrier(len(acts))
    answers: list[T | None] = [None] * len(acts)
    wrong: list[BaseException] = []

    def act(i: int) -> None:
        try:
            start.wait(20)
            answers[i] = acts[i]()
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=act, args=(i,)) for i in range(len(acts))]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join(60)
    if wrong:
        raise wrong[0]
    return answers  # type: ignore[return-value]


def times(n: int, act: Callable[[int], T]) -> Sequence[Callable[[], T]]:
    """The act n times, each told its number."""
    return [lambda i=i: act(i) for i in range(n)]  # type: ignore[misc]
