"""What the leader looks at first: what nobody has acknowledged, and who waits for whom."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nattoku.board import waiting
from nattoku.board.next import ELSEWHERE
from nattoku.board.waiting import Row
from nattoku.cases import keeping
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.cases.words import STAGES, Stage
from nattoku.deadlines.queries import Silence
from nattoku.deadlines.queries import silence as decided_silence
from nattoku.ledger.models import FactRow, Promise
from nattoku.lib.text import Text
from nattoku.mail import queries as mail
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.signs import queries as signs
from nattoku.signs.words import SignKind
from nattoku.webform import queries as webform

MOST_CARDS = 400
REVIEWS = ("letters.approve", "visits.approve", "closure.confirm_word")


@dataclass(frozen=True)
class Card:
    """A case on the leader's board. waits: who waits for whom; state: late, today or open, by the next promise."""

    case: Case
    name: Text
    waits: Text
    due: datetime | None
    state: str
    silence: Text
    silent: str


@dataclass(frozen=True)
class Unheard:
    """A first report that nobody has acknowledged. told_at: None while it has not even been made."""

    case: Case
    name: Text
    told_at: datetime | None
    receiver: str


def leader_page(by: Person, at: datetime) -> dict[str, Any]:
    """The leader's board: only cases this person sees, the oldest first."""
    access.allow(by, "board.leader")
    version = waiting.version()
    found = list(cases.visible_cases(by).filter(ending="").order_by("received_at", "no")[: MOST_CARDS + 1])
    shown = found[:MOST_CARDS]
    owed = _owed({c.stream for c in shown})
    rows = {c.stream: waiting.beside(c, owed[c.stream], hide=access.masks(by), at=at) for c in shown}
    silence = decided_silence()
    every = sorted((r for many in rows.values() for r in many), key=lambda r: r.promise.due_at)
    names = people.names({p.owed_by for many in owed.values() for p in many} | {c.contact for c in shown})
    quiet = signs.rows(by, at=at)
    return {
        "version": version,
        "more": len(found) > MOST_CARDS,
        "together": keeping.together(keeping.kept(by, at=at)),
        "days": keeping.LATELY,
        "unheard": _unheard(shown, names, hide=access.masks(by)),
        "stages": [
            (STAGES[s], [_card(c, rows[c.stream], names, silence, at=at) for c in shown if c.stage == s]) for s in Stage
        ],
        "visits": [r for r in every if r.promise.kind == "visits.visit" and r.state != "open"],
        "reviews": [r for r in every if r.promise.kind in REVIEWS],
        "around": _around(shown, hide=access.masks(by)),
        "to_look": webform.held(by).count(),
        "mails_to_look": mail.waiting(by).count(),
        "signs": [r for r in every if r.promise.kind == "closure.answer_sign"],
        "at_risk": [r for r in quiet if r.sign.kind == SignKind.AT_RISK],
        "quiet": len(quiet),
        "quiet_late": sum(r.state == "late" for r in quiet),
    }


def _owed(streams: set[str]) -> dict[str, list[Promise]]:
    """Open promises of these cases, the earliest first."""
    owed = defaultdict(list)
    here = Promise.objects.filter(stream__in=streams, outcome="open").exclude(kind__in=ELSEWHERE)
    for promise in here.order_by("due_at", "id"):
        owed[promise.stream].append(promise)
    return owed


def _unheard(shown: list[Case], names: dict[str, str], *, hide: bool) -> list[Unheard]:
    """First reports nobody has acknowledged, and complaints of which no leader has been told at all."""
    wanted = FactRow.objects.filter(
        stream__in=[c.stream for c in shown], kind__in=("reports.told_leader", "reports.acknowledged", "reports.taken")
    )
    facts = wanted.order_by("id").values_list("stream", "kind", "happened_at")
    heard = {stream for stream, kind, _ in facts if kind != "reports.told_leader"}
    told = {stream: moment for stream, kind, moment in facts if kind == "reports.told_leader"}
    return [
        Unheard(c, waiting.called(c, hide=hide), told.get(c.stream), names.get(c.contact, ""))
        for c in shown
        if c.stream not in heard
    ]


def _around(shown: list[Case], *, hide: bool) -> list[tuple[Case, Text]]:
    """Callers who were passed from one to another (S004-2.1.4), the oldest first."""
    streams = [c.stream for c in shown]
    found = FactRow.objects.filter(stream__in=streams, kind="cases.passed_around").values_list("stream", flat=True)
    passed = set(found)
    return [(c, waiting.called(c, hide=hide)) for c in shown if c.stream in passed]


def _card(case: Case, rows: list[Row], names: dict[str, str], silence: Silence, *, at: datetime) -> Card:
    first = rows[0] if rows else None
    return Card(
        case=case,
        name=waiting.called(case, hide=False),
        waits=who_waits(first.promise, case, names) if first else Text("次のご連絡が未定です", "No next contact"),
        due=first.promise.due_at if first else None,
        state=first.state if first else "late",
        silence=waiting.silence(case, at=at),
        silent=silence.colour(waiting.silent(case, at=at)),
    )


def who_waits(promise: Promise, case: Case, names: dict[str, str]) -> Text:
    """お客様が佐藤さんを待っています: who waits for whom."""
    contact = names.get(case.contact, "")
    owner = names.get(promise.owed_by) or contact
    owes = Text(f"{owner}さん", owner) if owner else Text("窓口", "the contact")
    if promise.to.startswith("role:") and not promise.owed_by:
        one = Text(f"{contact}さん", contact) if contact else Text("窓口", "The contact")
        return _waits(one, waiting.whom(promise.to, {}))
    return _waits(waiting.whom(promise.to, names), owes)


def _waits(one: Text, other: Text) -> Text:
    return Text("{one}が{other}を待っています", "{one} waits for {other}").with_(one=one, other=other)
