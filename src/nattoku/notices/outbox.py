"""The worker's side of the outbox: lease, send, read back, mark. Nothing lost, nothing doubled, nothing silent.

A row left half-done by a dead worker is read back from the peer before it is sent again, and only after the
peer's own delay. Where nothing can be read back the row becomes 送信結果不明 and a person looks.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices import facts
from nattoku.notices.channels import (
    UNREADABLE,
    Channel,
    Letter,
    Outcome,
    Refused,
    channels,
)
from nattoku.notices.marking import Ended, NotYet, Untouched, mark
from nattoku.notices.models import Notice

LEASE = timedelta(seconds=90)
LONGEST_ATTEMPT = timedelta(seconds=45)  # longer than the time-out of any channel
BATCH = 40
NO_CHANNEL = Text("この送り先の通信手段がありません。", "There is no such channel.")


@dataclass(frozen=True)
class Leased:
    """A notice in our hands; unsure: an earlier attempt may have arrived, so it is read back first."""

    notice: Notice
    unsure: bool


def lease(*, at: datetime) -> list[Leased]:
    """Take what is due, and what a dead worker left behind, so that no other worker takes it."""
    due = Q(state__in=("waiting", "unsure"), due_at__lte=at) | Q(state="sending", leased_until__lt=at)
    with transaction.atomic():
        rows = Notice.objects.filter(due).order_by("due_at", "id")
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(skip_locked=True)
        taken = [Leased(n, unsure=n.state != "waiting") for n in rows[:BATCH]]
        ids = [one.notice.pk for one in taken]
        for one in taken:
            one.notice.leased_until = at + LEASE
        Notice.objects.filter(pk__in=ids).update(state="sending", leased_until=at + LEASE)
        Notice.objects.filter(pk__in=ids, first_tried_at=None).update(first_tried_at=at)
    return taken


def anything_due(*, at: datetime) -> bool:
    """A look without a write, so that an idle worker never takes the lock."""
    due = Q(state__in=("waiting", "unsure"), due_at__lte=at) | Q(state="sending", leased_until__lt=at)
    return Notice.objects.filter(due).exists()


def work(pool: Executor, *, clock: Callable[[], datetime]) -> int:
    """One round: lease, carry over the network outside any transaction, mark. Returns how many were carried."""
    if not anything_due(at=clock()):
        return 0
    taken = lease(at=clock())
    known = channels()

    def carried(one: Leased) -> Outcome | NotYet | Untouched | None:
        if clock() + LONGEST_ATTEMPT > (one.notice.leased_until or clock()):
            return Untouched("unsure" if one.unsure else "waiting")
        return carry(one, known.get(one.notice.channel))

    outcomes = list(pool.map(carried, taken))
    ended = [Ended(one.notice, out, known.get(one.notice.channel)) for one, out in zip(taken, outcomes, strict=True)]
    mark(ended, at=clock())
    return len(taken)


def carry(leased: Leased, channel: Channel | None) -> Outcome | NotYet | None:
    """Send it, or find out whether it had arrived; None: it can never be found out."""
    if channel is None:
        return Refused(NO_CHANNEL, final=True)
    notice = leased.notice
    letter = Letter(
        ref=notice.ref,
        address=notice.address,
        subject=notice.subject,
        body=notice.body,
        mention=notice.mention,
        reply_to=notice.reply_to,
        task_until=notice.task_until,
        urgent=notice.urgent,
    )
    if leased.unsure:
        found = channel.find(letter, since=notice.first_tried_at)
        if found is UNREADABLE:
            return None
        if isinstance(found, Refused):
            return NotYet(found.reason, found.retry_after)
        if found is not None:
            return found
    return channel.send(letter)


def send_again(notice: Notice, *, by: str, at: datetime) -> None:
    """A person says: once more. Only for what was refused, or whose outcome nobody knows."""
    if notice.state not in ("refused", "unknown"):
        raise Refusal(
            Text(
                "送り直せるのは、断られたもの、または送信結果が不明のものだけです。",
                "Only what was refused, or whose outcome is unknown, can be sent again.",
            )
        )
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(state="waiting", due_at=at, created_at=at)
        append(notice.stream, facts.SentAgain(notice=notice.ref, to=notice.to), by=by, at=at)
