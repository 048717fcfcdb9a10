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
from nattoku.ledger.facts import Fact
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices import facts
from nattoku.notices.channels import (
    UNREADABLE,
    Channel,
    Letter,
    Outcome,
    Refused,
    Sent,
    Unknown,
    channels,
)
from nattoku.notices.models import Notice
from nattoku.people.actions import SYSTEM

LEASE = timedelta(seconds=90)
GIVE_UP = timedelta(hours=24)
BATCH = 20
NO_CHANNEL = Text("この送り先の通信手段がありません。", "There is no such channel.")
GAVE_UP = Text("24時間送れませんでした。", "It could not be sent for 24 hours.")


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
    outcomes = list(pool.map(lambda one: carry(one, known.get(one.notice.channel)), taken))
    for one, outcome in zip(taken, outcomes, strict=True):
        mark(one.notice, outcome, known.get(one.notice.channel), at=clock())
    return len(taken)


def carry(leased: Leased, channel: Channel | None) -> Outcome | None:
    """Send it, or find out whether it had arrived; None: it cannot be found out."""
    if channel is None:
        return Refused(NO_CHANNEL, final=True)
    notice = leased.notice
    letter = Letter(ref=notice.ref, address=notice.address, subject=notice.subject, body=notice.body)
    if leased.unsure:
        found = channel.find(letter, since=notice.first_tried_at)
        if found is UNREADABLE:
            return None
        if isinstance(found, Refused):
            return Unknown(found.reason)
        if found is not None:
            return found
    return channel.send(letter)


def mark(notice: Notice, outcome: Outcome | None, channel: Channel | None, *, at: datetime) -> None:
    """Write down what became of it; final outcomes become facts of the case."""
    changes: dict[str, object] = {"leased_until": None, "attempts": notice.attempts + 1}
    fact: Fact | None = None
    to, through = notice.to, notice.channel
    if isinstance(outcome, Refused) and not outcome.final and at - notice.created_at > GIVE_UP:
        outcome = Refused(GAVE_UP, final=True)
    match outcome:
        case Sent(peer_id=peer):
            changes |= {"state": "sent", "sent_at": at, "peer": peer, "reason_ja": "", "reason_en": ""}
            fact = facts.Delivered(notice=notice.ref, channel=through, to=to, peer=peer)
        case Refused(reason=reason, final=True):
            changes |= {"state": "refused", "reason_ja": reason.ja, "reason_en": reason.en}
            fact = facts.NoticeRefused(notice=notice.ref, channel=through, to=to, reason=reason.ja)
        case Refused(reason=reason, retry_after=wait):
            pause = wait or min(timedelta(seconds=2 ** min(notice.attempts, 9)), timedelta(minutes=10))
            changes |= {
                "state": "waiting",
                "due_at": at + pause,
                "reason_ja": reason.ja,
                "reason_en": reason.en,
            }
        case Unknown(reason=reason):
            pause = channel.settle_after if channel else timedelta(seconds=5)
            changes |= {
                "state": "unsure",
                "due_at": at + pause,
                "reason_ja": reason.ja,
                "reason_en": reason.en,
            }
        case None:
            changes |= {"state": "unknown"}
            fact = facts.OutcomeUnknown(notice=notice.ref, channel=through, to=to)
    with transaction.atomic():
        held = Notice.objects.filter(pk=notice.pk, state="sending").update(**changes)
        if held and fact:
            append(notice.stream, fact, by=SYSTEM, at=at)


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
