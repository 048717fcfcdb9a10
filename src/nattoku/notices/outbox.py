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
LONGEST_ATTEMPT = timedelta(seconds=45)  # longer than the time-out of any channel
GIVE_UP = timedelta(hours=24)
BATCH = 20
NO_CHANNEL = Text("この送り先の通信手段がありません。", "There is no such channel.")
GAVE_UP = Text("24時間送れませんでした。", "It could not be sent for 24 hours.")


@dataclass(frozen=True)
class Leased:
    """A notice in our hands; unsure: an earlier attempt may have arrived, so it is read back first."""

    notice: Notice
    unsure: bool


@dataclass(frozen=True)
class NotYet:
    """It could not be read back just now: it stays unsure, and is looked for again after the peer's own delay."""

    reason: Text
    retry_after: timedelta | None


@dataclass(frozen=True)
class Untouched:
    """Not begun: the lease would run out in the middle, and another worker would send it too."""

    state: str


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
    for one, outcome in zip(taken, outcomes, strict=True):
        mark(one.notice, outcome, known.get(one.notice.channel), at=clock())
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


def mark(
    notice: Notice, outcome: Outcome | NotYet | Untouched | None, channel: Channel | None, *, at: datetime
) -> None:
    """Write down what became of it; final outcomes become facts of the case. Nothing once the lease is another's."""
    changes: dict[str, object] = {"leased_until": None, "attempts": notice.attempts + 1}
    fact: Fact | None = None
    to, through = notice.to, notice.channel
    if isinstance(outcome, Refused) and not outcome.final and at - notice.created_at > GIVE_UP:
        outcome = Refused(GAVE_UP, final=True)
    if isinstance(outcome, NotYet) and at - notice.created_at > GIVE_UP:
        outcome = None  # a day of asking in vain: a person looks
    match outcome:
        case Sent(peer_id=peer):
            changes |= {"state": "sent", "sent_at": at, "peer": peer, "reason_ja": "", "reason_en": ""}
            fact = facts.Delivered(notice=notice.ref, channel=through, to=to, peer=peer)
        case Refused(reason=reason, final=True):
            changes |= {"state": "refused", "reason_ja": reason.ja, "reason_en": reason.en}
            fact = facts.NoticeRefused(notice=notice.ref, channel=through, to=to, reason=reason.ja)
        case Refused(reason=reason, retry_after=wait):
            changes |= _later("waiting", reason, at + (wait or _backoff(notice.attempts)))
        case NotYet(reason=reason, retry_after=wait):
            changes |= _later("unsure", reason, at + (wait or _backoff(notice.attempts)))
        case Unknown(reason=reason):
            changes |= _later("unsure", reason, at + (channel.settle_after if channel else timedelta(seconds=5)))
        case Untouched(state=state):
            changes = {"state": state, "leased_until": None}
        case None:
            changes |= {"state": "unknown"}
            fact = facts.OutcomeUnknown(notice=notice.ref, channel=through, to=to)
    with transaction.atomic():
        ours = Notice.objects.filter(pk=notice.pk, state="sending", leased_until=notice.leased_until)
        held = ours.update(**changes)
        if held and fact:
            append(notice.stream, fact, by=SYSTEM, at=at)


def _later(state: str, reason: Text, due_at: datetime) -> dict[str, object]:
    return {"state": state, "due_at": due_at, "reason_ja": reason.ja, "reason_en": reason.en}


def _backoff(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … up to 10 minutes."""
    return min(timedelta(seconds=2 ** min(attempts, 9)), timedelta(minutes=10))


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
