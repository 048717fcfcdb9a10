"""A page that is one part of a case: its head, what is owed with a link to each, and forms that lose nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nattoku.cases import links, queries, saying, suiting
from nattoku.cases.answers import MASKED
from nattoku.cases.models import Case
from nattoku.cases.rules import CaseState
from nattoku.ledger import queries as promises
from nattoku.ledger.facts import History
from nattoku.ledger.models import Promise
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.models import Person

CHANNELS = [
    ("phone", Text("お電話", "Phone")),
    ("visit", Text("対面", "In person")),
    ("mail", Text("メール", "E-mail")),
    ("letter", Text("お手紙", "Letter")),
    ("chat", Text("チャット", "Chat")),
]


@dataclass(frozen=True)
class Part:
    """A case as somebody sees it who opened one of its parts."""

    case: Case
    past: History
    state: CaseState
    by: Person

    def private(self, words: str) -> str:
        """Words of people, as this person may read them."""
        return MASKED if words and access.masks(self.by) else words

    def may(self, act: str) -> bool:
        return access.may(self.by, act)


def opened(request: HttpRequest, no: str) -> Part:
    """Refused (404) when the case is unknown or foreign."""
    case, past, state = queries.opened(no, by=who(request))
    return Part(case, past, state, who(request))


@dataclass(frozen=True)
class Typed:
    """What was typed into the form that came back; every other form of the page reads its defaults."""

    request: HttpRequest | None

    def __call__(self, act: str, name: str, default: str = "") -> str:
        if not self.came_back(act) or self.request is None:
            return default
        return self.request.POST.get(name, "")

    def all(self, act: str, name: str, default: list[str] | None = None) -> list[str]:
        if not self.came_back(act) or self.request is None:
            return default or []
        return self.request.POST.getlist(name)

    def came_back(self, act: str) -> bool:
        return self.request is not None and self.request.POST.get("act", "") == act


def shown(
    request: HttpRequest, template: str, part: Part, *, refusal: Refusal | None = None, **more: Any
) -> HttpResponse:
    """Render a part of a case; with a refusal, its sentence, what is in the way, and what was typed."""
    no, at = part.case.no, now(request)
    writes = part.may("cases.write")  # who only reads is offered no form
    owed = [
        (p, promises.what(p), links.settled_at(p.kind, no, p.pk) if writes else "", due(p.due_at, at))
        for p in _open(part)
    ]
    ids = {r.by for r in part.past} | {part.state.contact}
    in_the_way = _in_the_way(refusal, no)
    page = {
        "part": part,
        "case": part.case,
        "state": part.state,
        "version": part.state.version,
        "private": part.private,
        "names": people.names(ids),
        "owed": owed,
        "card_says": [] if access.masks(part.by) else suiting.card_says(part.state),
        "refusal": refusal,
        "undertaken": saying.lines(refusal, request.POST),
        "in_the_way": in_the_way,
        "listed": refusal is not None and bool(in_the_way) and all(w.ja in refusal.sentence.ja for w, _ in in_the_way),
        "typed": Typed(request if refusal else None),
        "key": str(uuid4()),
        "local_now": local(at),
        "channels": CHANNELS,
    }
    return render(request, template, page | more, status=refusal.status if refusal else 200)


def _open(part: Part) -> list[Promise]:
    found = promises.open_promises(part.case.stream)
    if access.masks(part.by):
        for one in found:
            one.detail = ""
    return found


def _in_the_way(refusal: Refusal | None, no: int) -> list[tuple[Text, str]]:
    kinds = {p.pk: p.kind for p in promises.promises(f"case:{no}")} if refusal and refusal.owed else {}
    return [
        (o["what"], links.settled_at(kinds.get(o["promise"], ""), no, o["promise"]))
        for o in (refusal.owed if refusal else [])
    ]


def due(moment: datetime, at: datetime) -> str:
    """late, today or open, as promises are coloured."""
    if moment < at:
        return "late"
    return "today" if moment.astimezone(TOKYO).date() == at.astimezone(TOKYO).date() else "open"


def local(moment: datetime) -> str:
    """The value of a datetime-local input."""
    return f"{moment.astimezone(TOKYO):%Y-%m-%dT%H:%M}"
