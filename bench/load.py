"""Load from threads with kept connections: as fast as it goes, or at a given rate; bounded in count and time."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.client import Client


@dataclass
class Figures:
    """seconds: each request's latency; wall: seconds in all; wrong: answers that were not 201."""

    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0
    wrong: list[Any] = field(default_factory=list)
    answers: list[tuple[float, Any]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.wall

    def quantile(self, q: float) -> float:
        """Seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * q))]

    def __str__(self) -> str:
        return (
            f"{self.rate:7.1f}/s   p50 {self.quantile(0.5) * 1000:6.1f} ms   p95 {self.quantile(0.95) * 1000:6.1f} ms"
        )


def load(
    port: int, token: str, path: str, body: Callable[[int], Any], *, count: int, clients: int, rate: float = 0.0
) -> Figures:
    """`count` POSTs from `clients` connections; rate: submissions a second in all, 0 for as fast as it goes."""
    figures, lock, begun = Figures(), threading.Lock(), time.monotonic()
    numbers = iter(range(count))

    def work() -> None:
        client = Client(port, token)
        while True:
            with lock:
                n = next(numbers, None)
            if n is None:
                return
            if rate:
                time.sleep(max(0.0, begun + n / rate - time.monotonic()))
            sent = time.time()
            start = time.monotonic()
            status, answer = client.post(path, body(n))
            took = time.monotonic() - start
            with lock:
                figures.seconds.append(took)
                figures.answers.append((sent, answer))
                if status != 201:
                    figures.wrong.append((status, answer))

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figures.wall = time.monotonic() - begun
    return figures
