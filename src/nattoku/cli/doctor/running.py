"""What should be going on by itself: the worker that carries notices and watches promises."""

import fcntl
import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from nattoku.cli.doctor.finding import Finding
from nattoku.imports.models import Upload
from nattoku.ledger.models import Promise
from nattoku.lib.clock import when
from nattoku.lib.text import Text
from nattoku.notices.models import Notice

LATE = timedelta(minutes=5)
_NOBODY = Text(
    "知らせを運び、お約束の期限を見る仕事（nattoku worker）が動いていません。",
    "Nobody carries notices and watches promises: nattoku worker is not running.",
)
_START = Text(
    "nattoku serve（systemdでは systemctl start nattoku）で動かしてください。"
    "動かしているのに出るときは、journalctl -u nattoku で止まった理由をお確かめください。",
    "Start it: nattoku serve, or systemctl start nattoku. If it was started, see why it ended: journalctl -u nattoku",
)
_STANDING = Text(
    "{when}に出るはずの知らせが、まだ出ていません（ほかに{n}件）。",
    "A notice due on {when} has not gone out yet ({n} more).",
)
_LOST = Text(
    "届いていない、または届いたか分からない通知が{n}件あります。",
    "{n} notices were refused or their outcome is unknown.",
)
_LOOK = Text("画面の「通知」でお確かめください。", "Look at them on the page “Notices”.")


def findings() -> list[Finding]:
    """What stands still."""
    return [*asleep(), *standing(at=timezone.now()), *_lost()]


def asleep() -> list[Finding]:
    """Nobody works although there is work. Where several machines work (PostgreSQL), only what stands still tells."""
    if connection.vendor != "sqlite" or working(Path(settings.NATTOKU_DATA)) or not _work():
        return []
    return [Finding(_NOBODY, _START)]


def working(data: Path) -> bool:
    """Whether a worker holds its lock on this data."""
    try:
        held = os.open(data / "worker.lock", os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(held)
    return False


def _work() -> bool:
    return (
        Promise.objects.filter(outcome="open").exists()
        or Notice.objects.filter(state="waiting").exists()
        or Upload.objects.filter(state__in=("waiting", "running")).exists()
    )


def standing(*, at: datetime) -> list[Finding]:
    """Notices that should have gone out minutes ago."""
    late = Notice.objects.filter(state="waiting", due_at__lt=at - LATE).order_by("due_at")
    first = late.first()
    return [Finding(_STANDING.with_(when=when(first.due_at), n=late.count() - 1), _START)] if first else []


def _lost() -> list[Finding]:
    stuck = Notice.objects.filter(state__in=("refused", "unknown")).count()
    return [Finding(_LOST.with_(n=stuck), _LOOK)] if stuck else []
