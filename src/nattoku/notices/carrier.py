"""Carries the outbox over the network, outside any transaction: each channel at its own pace.

A peer that is slow or down keeps its own threads waiting and nobody else's.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from nattoku.notices import outbox
from nattoku.notices.channels import Channel, channels
from nattoku.notices.marking import Ended, Untouched, mark
from nattoku.notices.outbox import Leased

THREADS = 4  # of each channel
AHEAD = 2  # rows of each channel in our hands beyond those being sent
LONGEST_ATTEMPT = timedelta(seconds=45)  # longer than the time-out of any channel


@dataclass(frozen=True)
class Flight:
    """One row on its way."""

    leased: Leased
    attempt: "Future[Ended]"


class Carrier:
    """One worker's hands. known: the channels by name, None for those that are installed."""

    def __init__(self, clock: Callable[[], datetime], known: dict[str, Channel] | None = None) -> None:
        self._clock = clock
        self._known = channels() if known is None else known
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._flying: dict[str, list[Flight]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.finish()
        for pool in self._pools.values():
            pool.shutdown(wait=kind is None, cancel_futures=True)

    def round(self) -> bool:
        """Write down what has come back, take what is due; whether there was anything to do."""
        back = self._marked()
        taken = False
        for channel in outbox.channels_due(at=self._clock()):
            room = THREADS + AHEAD - len(self._flying[channel])
            for leased in outbox.lease(at=self._clock(), channel=channel, most=room) if room > 0 else ():
                taken = True
                attempt = self._pool(channel).submit(self._carried, leased, self._known.get(channel))
                self._flying[channel].append(Flight(leased, attempt))
        return back or taken

    def pause(self, seconds: float) -> None:
        """Until something has come back, at most so long."""
        flying = [f.attempt for flights in self._flying.values() for f in flights]
        if flying:
            wait(flying, timeout=seconds, return_when=FIRST_COMPLETED)
        else:
            time.sleep(seconds)

    def finish(self) -> None:
        """What is on its way comes back and is written down."""
        wait([f.attempt for flights in self._flying.values() for f in flights])
        self._marked()

    def _marked(self) -> bool:
        ended: list[Ended] = []
        for channel, flights in self._flying.items():
            ended += [f.attempt.result() for f in flights if f.attempt.done()]
            self._flying[channel] = [f for f in flights if not f.attempt.done()]
        if ended:
            mark(ended, at=self._clock())
        return bool(ended)

    def _carried(self, leased: Leased, channel: Channel | None) -> Ended:
        notice = leased.notice
        if self._clock() + LONGEST_ATTEMPT > (notice.leased_until or self._clock()):
            return Ended(notice, Untouched("unsure" if leased.unsure else "waiting"), channel)
        return Ended(notice, outbox.carry(leased, channel, at=self._clock()), channel)

    def _pool(self, channel: str) -> ThreadPoolExecutor:
        if channel not in self._pools:
            self._pools[channel] = ThreadPoolExecutor(THREADS, thread_name_prefix=f"{channel}-sender")
        return self._pools[channel]
