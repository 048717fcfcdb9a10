"""The open streams of one process: one look at the database for all of them, then each hears what concerns it."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

SEAT: Final = "nattoku.live"  # the key of a request's environ under which a view leaves whom the stream is for
EVERY = 0.5  # seconds between two looks, while anybody watches
HEARTBEAT = 15.0  # seconds; proxies close what is silent, and a reader that is gone is noticed by writing
BEHIND = 50  # events a reader may be behind; who is slower connects again and catches up
END: Final = b""
_log = logging.getLogger(__name__)


class Watch(Protocol):
    """Looks at the database for all who watch; called in one thread, never twice at once."""

    def look(self, seats: dict[int, Any]) -> Iterable[tuple[int, bytes]]:
        """(stream, event) of what is new for each; END for a stream that may go on no longer."""
        ...

    def sleep(self) -> None:
        """Nobody watches any more."""
        ...


@dataclass(eq=False)
class Stream:
    """One reader."""

    seat: Any
    events: "asyncio.Queue[bytes]" = field(default_factory=lambda: asyncio.Queue(BEHIND))


class Streams:
    """make: what looks at the database, made in the thread that looks."""

    def __init__(self, make: Callable[[], Watch] | None = None, *, every: float = EVERY) -> None:
        self.make, self.every = make or _watch, every
        self.eyes = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.open: dict[int, Stream] = {}
        self.count = 0
        self.closed = False
        self.looking: asyncio.Task[None] | None = None

    async def serve(self, seat: Any, proto: Any, headers: list[tuple[str, str]], first: bytes) -> None:
        """Until the reader goes, may read no longer, or the server stops."""
        out = proto.response_stream(200, [h for h in headers if h[0].lower() != "content-length"])
        key, stream = self._enter(seat)
        gone = asyncio.ensure_future(proto.client_disconnect())
        gone.add_done_callback(lambda _: self._tell(key, END))
        try:
            await out.send_bytes(first)
            while (event := await self._next(stream)) != END:
                await out.send_bytes(event)
        except Exception as closed:
            if type(closed).__name__ != "RSGIProtocolClosed":
                raise
        finally:
            self.open.pop(key, None)
            gone.cancel()

    def close(self) -> None:
        """All streams end; browsers come again by themselves."""
        self.closed = True
        for key in list(self.open):
            self._tell(key, END)

    def _enter(self, seat: Any) -> tuple[int, Stream]:
        self.count += 1
        stream = self.open[self.count] = Stream(seat)
        if self.closed:
            stream.events.put_nowait(END)
        elif self.looking is None or self.looking.done():
            self.looking = asyncio.ensure_future(self._look())
        return self.count, stream

    async def _next(self, stream: Stream) -> bytes:
        try:
            return await asyncio.wait_for(stream.events.get(), HEARTBEAT)
        except TimeoutError:
            return b":\n\n"

    def _tell(self, key: int, event: bytes) -> None:
        stream = self.open.get(key)
        if stream is None:
            return
        if event == END or stream.events.full():
            while not stream.events.empty():
                stream.events.get_nowait()
            event = END
        stream.events.put_nowait(event)

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        watch = await loop.run_in_executor(self.eyes, self.make)
        try:
            while self.open and not self.closed:
                seats = {key: stream.seat for key, stream in self.open.items()}
                try:
                    news = await loop.run_in_executor(self.eyes, watch.look, seats)
                except Exception:  # the database is away: readers come again by themselves, and so do we
                    _log.exception("live")
                    news = [(key, END) for key in seats]
                for key, event in news:
                    self._tell(key, event)
                await asyncio.sleep(self.every)
        finally:
            with contextlib.suppress(RuntimeError):  # the process is going down
                await loop.run_in_executor(self.eyes, watch.sleep)


def _watch() -> Watch:
    from nattoku.live.watch import Ledger

    return Ledger()
