"""The way of an order, measured from its cited history: each leg against its own standard. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nattoku.cases.facts import OrderCited
from nattoku.causes.standards import Standards
from nattoku.causes.words import Process, Verdict
from nattoku.lib.clock import span, when
from nattoku.lib.text import Text


@dataclass(frozen=True)
class Event:
    """One moment of an order's history. planned: agreed beforehand. source: the hash of the file it came from."""

    process: Process
    code: str
    at: datetime
    role: str
    planned: bool
    source: str


@dataclass(frozen=True)
class Leg:
    """A stretch of the order's way. limit_at: until when it had to be done; ended_at None: no record of it."""

    code: str
    process: Process
    words: Text
    begun_at: datetime
    ended_at: datetime | None
    limit_at: datetime | None
    verdict: Verdict

    @property
    def took(self) -> timedelta | None:
        """How long it took, None when nobody can say."""
        return self.ended_at - self.begun_at if self.ended_at else None

    @property
    def over(self) -> timedelta | None:
        """How far it went beyond its limit, None when it did not or nobody can say."""
        if self.ended_at and self.limit_at and self.ended_at > self.limit_at:
            return self.ended_at - self.limit_at
        return None

    @property
    def says(self) -> Text:
        """The leg in one sentence."""
        if self.limit_at is None:
            return Text("{w}：基準がありません", "{w}: there is no standard").with_(w=self.words)
        if self.ended_at is None:
            return Text("{w}：{limit}までの記録がありません", "{w}: no record of it by {limit}").with_(
                w=self.words, limit=when(self.limit_at)
            )
        if self.over:
            return Text(
                "{w}：期限の{limit}を{over}過ぎて、{end}でした", "{w}: {over} past its limit of {limit}, at {end}"
            ).with_(w=self.words, limit=when(self.limit_at), over=span(self.over), end=when(self.ended_at))
        return Text("{w}：期限の{limit}までに済みました（{end}）", "{w}: done by its limit of {limit} ({end})").with_(
            w=self.words, limit=when(self.limit_at), end=when(self.ended_at)
        )


def events_of(cited: OrderCited) -> list[Event]:
    """The cited history, in the order of time."""
    found = [_event(e) for e in cited.events if e.get("at")]
    return sorted(found, key=lambda e: e.at)


def _event(raw: dict[str, str | None]) -> Event:
    return Event(
        process=Process(raw["process"] or Process.CUSTOMER),
        code=raw["code"] or "",
        at=datetime.fromisoformat(raw["at"] or ""),
        role=raw.get("role") or "",
        planned=bool(raw.get("planned")),
        source=raw.get("source") or "",
    )


def moments_of(events: list[Event]) -> dict[str, datetime]:
    """activity -> when."""
    return {e.code: e.at for e in events}


def legs_of(events: list[Event], standards: Standards, *, complaint_at: datetime) -> list[Leg]:
    """Accepting the order, shipping it, carrying it: each with its verdict, in their order.

    complaint_at: what had not been done by then although its limit had passed counts as broken.
    """
    at = moments_of(events)
    if "ordered" not in at:
        return []
    legs: list[Any] = [
        ("order", Process.ORDER, Text("受注の確定", "Order desk"), "ordered", "approved"),
        ("shipping", Process.SHIPPING, Text("発送の準備", "Shipping"), "approved", "handed"),
        ("carriage", Process.SHIPPING, Text("運送", "Carriage"), "handed", "delivered"),
    ]
    limits = {
        "order": at["ordered"] + standards.order,
        "shipping": at.get("ship_limit"),
        "carriage": at.get("promised"),
    }
    done = []
    for code, process, words, begin, end in legs:
        begun = at.get(begin)
        if begun is None:
            continue
        later = any(e.at > begun and not e.planned for e in events)
        verdict = _verdict(at.get(end), limits[code], complaint_at, later=later)
        done.append(Leg(code, process, words, begun, at.get(end), limits[code], verdict))
    return done


def _verdict(ended: datetime | None, limit: datetime | None, complaint_at: datetime, *, later: bool) -> Verdict:
    """later: something else happened afterwards, so that a missing end is a missing record and not a delay."""
    if limit is None or (ended is None and later):
        return Verdict.UNKNOWN
    if ended is None:
        return Verdict.BROKEN if limit < complaint_at else Verdict.UNKNOWN
    return Verdict.BROKEN if ended > limit else Verdict.OK


def late(events: list[Event], *, complaint_at: datetime) -> bool | None:
    """Whether the promised day was missed; None when no promise or no end is known."""
    at = moments_of(events)
    if "promised" not in at:
        return None
    if "delivered" in at:
        return at["delivered"] > at["promised"]
    return True if at["promised"] < complaint_at else None


def tight(events: list[Event], standards: Standards) -> bool | None:
    """Whether the date was tighter than our usual lead from the very beginning (S000-6); None when unknown."""
    at = moments_of(events)
    if not {"ordered", "promised"} <= at.keys():
        return None
    return at["promised"] - at["ordered"] < standards.lead
