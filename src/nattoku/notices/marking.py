"""What became of a notice, written down; and what follows: another attempt, the next way, or a person's look."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from nattoku.ledger.append import append
from nattoku.ledger.facts import Fact
from nattoku.lib.text import Text
from nattoku.notices import facts
from nattoku.notices.audiences import Way
from nattoku.notices.channels import Channel, Outcome, Refused, Sent, Unknown
from nattoku.notices.models import Notice
from nattoku.notices.reaction import addressed
from nattoku.people.actions import SYSTEM

GIVE_UP = timedelta(hours=24)
# How long one way may be down before the next is taken; a peer that only asks us to slow down is not down.
PATIENCE, PATIENCE_WHEN_GRAVE = timedelta(minutes=10), timedelta(minutes=3)
GAVE_UP = Text("24時間送れませんでした。", "It could not be sent for 24 hours.")


@dataclass(frozen=True)
class NotYet:
    """It could not be read back just now: it stays unsure, and is looked for again after the peer's own delay."""

    reason: Text
    retry_after: timedelta | None


@dataclass(frozen=True)
class Untouched:
    """Not begun: the lease would run out in the middle, and another worker would send it too."""

    state: str


@dataclass(frozen=True)
class Ended:
    """One attempt and its outcome; None: it can never be found out."""

    notice: Notice
    outcome: Outcome | NotYet | Untouched | None
    channel: Channel | None


@dataclass(frozen=True)
class Verdict:
    """changes: columns of the row; ends: it has a final outcome, a fact; passes_on: the next way is taken."""

    changes: dict[str, Any] = field(default_factory=dict)
    ends: str = ""
    passes_on: bool = False


def verdict(ended: Ended, *, at: datetime) -> Verdict:
    """What the outcome of one attempt means. Pure."""
    notice, outcome = ended.notice, ended.outcome
    asked_to_wait = isinstance(outcome, Refused | NotYet) and outcome.retry_after is not None
    attempts = notice.attempts if asked_to_wait else notice.attempts + 1
    tried = {"leased_until": None, "attempts": attempts, "unsure_since": notice.unsure_since}
    age = at - max(notice.created_at, notice.first_tried_at or notice.created_at)
    another = bool(notice.further) and not notice.passed_on
    down = another and age > (PATIENCE_WHEN_GRAVE if notice.urgent else PATIENCE)
    match outcome:
        case Sent(peer_id=peer):
            done = {"state": "sent", "sent_at": at, "peer": peer, "reason_ja": "", "reason_en": ""}
            return Verdict(tried | done, ends="sent")
        case Refused(reason=reason, final=final) if final or (down and outcome.retry_after is None) or age > GIVE_UP:
            why = reason if final or age <= GIVE_UP else GAVE_UP
            done = {"state": "refused", "reason_ja": why.ja, "reason_en": why.en}
            return Verdict(tried | done, ends="refused", passes_on=another)
        case Refused(reason=reason, retry_after=wait):
            return Verdict(tried | _later("waiting", reason, at + (wait or _backoff(notice))))
        case NotYet(reason=reason, retry_after=wait) if age <= GIVE_UP:
            again = _later("unsure", reason, at + (wait or _backoff(notice)))
            return Verdict(tried | again, passes_on=down and wait is None)
        case Unknown(reason=reason):
            wait = ended.channel.settle_after if ended.channel else timedelta(seconds=5)
            return Verdict(tried | _later("unsure", reason, at + wait))
        case Untouched(state=state):
            return Verdict({"state": state, "leased_until": None})
        case _:  # nobody can tell: a person looks, and it is told by another way as well
            return Verdict(tried | {"state": "unknown"}, ends="unknown", passes_on=another)


def mark(ended: Sequence[Ended], *, at: datetime) -> None:
    """Write down what became of these; final outcomes become facts. Nothing for a row whose lease is another's now."""
    told: dict[str, list[Fact]] = defaultdict(list)
    with transaction.atomic():
        for one in ended:
            said = verdict(one, at=at)
            ours = Notice.objects.filter(pk=one.notice.pk, state="sending", leased_until=one.notice.leased_until)
            changes = said.changes | ({"passed_on": True} if said.passes_on else {})
            if not ours.update(**changes):
                continue
            after = _pass_on(one.notice, at=at) if said.passes_on else None
            if said.ends:
                for notice in _told_by(one.notice, said, digest_goes_on=after is not None):
                    told[notice.stream].append(_fact(notice, one.notice, said))
        for stream in sorted(told):  # in one order everywhere, so that two workers never wait for each other
            append(stream, *told[stream], by=SYSTEM, at=at)


def _pass_on(notice: Notice, *, at: datetime) -> Notice:
    """The same words by the next way; a digest takes what it tells along."""
    ways = tuple(Way(*one) for one in notice.further)
    fresh: dict[str, Any] = {
        "pk": None,
        "state": "waiting",
        "attempts": 0,
        "leased_until": None,
        "first_tried_at": None,
    }
    fresh |= {"due_at": at, "created_at": at, "passed_on": False, "reply_to": "", "reason_ja": "", "reason_en": ""}
    after = Notice.objects.get(pk=notice.pk)
    for name, value in (fresh | addressed(ways)).items():
        setattr(after, name, value)
    after.save(force_insert=True)
    Notice.objects.filter(digest=notice.ref).update(digest=after.ref)
    return after


def _told_by(notice: Notice, said: Verdict, *, digest_goes_on: bool) -> list[Notice]:
    """The notices whose fate this is: itself, or all that a digest gathered (unless the next way tells them)."""
    if notice.stream:
        return [notice]
    if digest_goes_on:
        return []
    gathered = Notice.objects.filter(digest=notice.ref)
    shared = {k: v for k, v in said.changes.items() if k not in ("leased_until", "attempts")}
    rows = list(gathered)
    gathered.update(**shared)
    return rows


def _fact(notice: Notice, carried: Notice, said: Verdict) -> Fact:
    to, through = notice.to, carried.channel
    match said.ends:
        case "sent":
            return facts.Delivered(notice=notice.ref, channel=through, to=to, peer=str(said.changes["peer"]))
        case "refused":
            ja, en = str(said.changes["reason_ja"]), str(said.changes["reason_en"])
            return facts.NoticeRefused(notice=notice.ref, channel=through, to=to, reason=ja, reason_en=en)
        case _:
            return facts.OutcomeUnknown(notice=notice.ref, channel=through, to=to)


def _later(state: str, reason: Text, due_at: datetime) -> dict[str, Any]:
    return {"state": state, "due_at": due_at, "reason_ja": reason.ja, "reason_en": reason.en}


def _backoff(notice: Notice) -> timedelta:
    """1 s, 2 s, 4 s … up to 10 minutes, up to 1 for what is grave."""
    longest = timedelta(minutes=1 if notice.urgent else 10)
    return min(timedelta(seconds=2 ** min(notice.attempts, 10)), longest)
