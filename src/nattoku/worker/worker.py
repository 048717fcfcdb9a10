"""The worker: carries the outbox, watches the deadlines. What it cannot do it dies of, and is started again."""

import fcntl
import os
import signal
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import connection
from django.utils import timezone

from nattoku.deadlines import watcher
from nattoku.duties import actions as duties
from nattoku.imports import actions as imports
from nattoku.ledger.models import Answer
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.mail import mailbox
from nattoku.notices import digests, outbox
from nattoku.notices.carrier import Carrier
from nattoku.signs import looking as signs
from nattoku.signs.daily import Daily
from nattoku.surveys import looking as surveys

PAUSE = 0.1
WATCH_EVERY = timedelta(seconds=1)
KEEP_ANSWERS = timedelta(days=30)
TWO = Text(
    "このデータでは、もう一つの nattoku worker が動いています。埋め込みのデータベースでは一つだけにしてください。",
    "Another nattoku worker is running on this data. The embedded database takes one only.",
)


_lock: list[int] = []  # held until this process ends, however it ends


def alone() -> bool:
    """Whether this is certainly the only worker: the embedded database has one, a second is refused (409).

    On PostgreSQL others may live on other machines: what they leave behind waits for its lease to run out.
    """
    if connection.vendor != "sqlite":
        return False
    held = os.open(Path(settings.NATTOKU_DATA) / "worker.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        os.close(held)
        raise Refusal(TWO) from taken
    _lock.append(held)
    return True


class Worker:
    """One process; several may run at once on PostgreSQL, each leases its own rows."""

    def __init__(self) -> None:
        self.stopping = False
        self.parent = os.getppid()
        self.watched_at = datetime.min.replace(tzinfo=timezone.get_current_timezone())
        self.swept_at = self.watched_at

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Finish what is in hand, then end."""
        self.stopping = True

    def run(self) -> None:
        """Until told to stop, or until the supervisor is gone."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        if alone():
            outbox.reclaim(at=timezone.now())
        with (
            mailbox.watching(timezone.now),
            Daily(signs.look_daily, surveys.look_daily) as self.daily,
            Carrier(timezone.now) as carrier,
        ):
            while not self.stopping and os.getppid() == self.parent:
                busy = carrier.round()
                busy = imports.step(at=timezone.now()) or bool(busy)
                self._watch(timezone.now())
                if not busy:
                    carrier.pause(PAUSE)

    def _watch(self, at: datetime) -> None:
        if at - self.watched_at >= WATCH_EVERY:
            watcher.watch(at=at)
            digests.gather(at=at)
            self.watched_at = at
        if at - self.swept_at >= timedelta(hours=1):
            Answer.objects.filter(at__lt=at - KEEP_ANSWERS).delete()
            self.daily.look(at)
            duties.watch(at=at)
            self.swept_at = at
