"""The worker's side of the outbox: lease, send, read back, mark. Nothing lost, nothing doubled, nothing silent.

A row left half-done by a dead worker is read back from the peer before it is sent again, and only after the
peer's own delay. Where nothing can be read back the row becomes 送信結果不明 and a person looks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

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
)
from nattoku.notices.marking import NotYet
from nattoku.notices.models import Notice
from nattoku.notices.to_customer import BY_HAND
from nattoku.people.actions import SYSTEM

LEASE = timedelta(seconds=90)
BATCH = 40
RESTORED = Text(
    "バックアップから戻す前に送られたかもしれません。", "It may have been sent before the backup was restored."
)
NO_CHANNEL = Text("この送り先の通信手段がありません。", "There is no such channel.")


@dataclass(frozen=True)
class Leased:
    """A notice in our hands; unsure: an earlier attempt may have arrived, so it is read back first."""

    notice: Notice
    unsure: bool


def lease(*, at: datetime, channel: str | None = None, most: int = BATCH) -> list[Leased]:
    """Take what is due (of one channel), and what a dead worker left behind, so that no other worker takes it.

    What is grave goes first.
    """
    with transaction.atomic():
        rows = _due(at).order_by("-urgent", "due_at", "id")
        if channel is not None:
            rows = rows.filter(channel=channel)
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(skip_locked=True)
        taken = [Leased(n, unsure=n.state != "waiting") for n in rows[:most]]
        ids = [one.notice.pk for one in taken]
        for one in taken:
            one.notice.leased_until = at + LEASE
            one.notice.first_tried_at = one.notice.first_tried_at or at
            one.notice.unsure_since = (one.unsure and one.notice.unsure_since) or at
        fresh = [one.notice.pk for one in taken if not one.unsure]
        Notice.objects.filter(pk__in=fresh).update(unsure_since=at)
        Notice.objects.filter(pk__in=ids).update(state="sending", leased_until=at + LEASE)
        Notice.objects.filter(pk__in=ids, first_tried_at=None).update(first_tried_at=at)
    return taken


def reclaim(*, at: datetime, settle: timedelta = timedelta(seconds=5)) -> int:
    """What a worker that is certainly dead had in its hands may have arrived: read back soon, not after its lease.

    Only for whoever knows that no other worker lives. Returns how many there were.
    """
    left = Notice.objects.filter(state="sending")
    return left.update(state="unsure", leased_until=None, due_at=at + settle)


def freeze(*, at: datetime) -> int:
    """After a restore: what was on its way then may have been sent since, so a person looks at each. How many."""
    held = Notice.objects.filter(state__in=("waiting", "sending", "unsure", "gathering", "gathered"))
    with transaction.atomic():
        for notice in held.exclude(stream="").order_by("stream", "id"):
            append(
                notice.stream,
                facts.OutcomeUnknown(notice=notice.ref, channel=notice.channel, to=notice.to),
                by=SYSTEM,
                at=at,
            )
        return held.update(state="unknown", leased_until=None, reason_ja=RESTORED.ja, reason_en=RESTORED.en)


def channels_due(*, at: datetime) -> list[str]:
    """Which channels have something due: a look without a write, so that an idle worker never takes the lock."""
    return sorted(set(_due(at).order_by().values_list("channel", flat=True).distinct()))


def anything_due(*, at: datetime) -> bool:
    """Whether anything waits to be carried now."""
    return _due(at).exists()


def _due(at: datetime) -> "QuerySet[Notice]":
    waiting = Q(state__in=("waiting", "unsure"), due_at__lte=at)
    return Notice.objects.filter(waiting | Q(state="sending", leased_until__lt=at))


def carry(leased: Leased, channel: Channel | None, *, at: datetime) -> Outcome | NotYet | None:
    """Send it, or find out whether it had arrived; None: it can never be found out.

    What was proven not to have arrived begins anew: only this attempt is to be looked for the next time.
    """
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
        about=notice.stream,
        by_hand=notice.kind in BY_HAND,
    )
    if leased.unsure:
        found = channel.find(letter, since=notice.unsure_since)
        if found is UNREADABLE:
            return None
        if isinstance(found, Refused):
            return NotYet(found.reason, found.retry_after)
        if found is not None:
            return found
        notice.unsure_since = at
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
