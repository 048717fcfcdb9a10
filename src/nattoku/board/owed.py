"""お約束: what is owed by whom and when, over all cases one may see; how many were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case as Choice
from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Substr
from django.http import QueryDict

from nattoku.board import waiting
from nattoku.board.waiting import Row
from nattoku.cases import keeping
from nattoku.cases import queries as cases
from nattoku.ledger.models import Promise
from nattoku.lib.clock import TOKYO
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.models import Person

PAGE = 50
STATES = [
    ("open", Text("まだ果たしていない", "Still owed")),
    ("late", Text("遅れて果たした", "Kept late")),
    ("kept", Text("果たした", "Kept")),
    ("moved", Text("ご了承を得て変えた", "Moved with consent")),
]
TO = [
    ("customer", Text("お客様に", "To customers")),
    ("inside", Text("社内で", "Inside")),
    ("all", Text("すべて", "All")),
]
GROUPS = {
    "today": Text("きょうが期日", "Due today"),
    "late": Text("期日を過ぎています", "Past due"),
    "open": Text("これから", "To come"),
}


@dataclass(frozen=True)
class Line:
    """One promise with who keeps it."""

    row: Row
    owner: str


def page(asked: QueryDict, *, by: Person, at: datetime) -> dict[str, Any]:
    """The context of the list. asked: state, to, who ("", "me" or an id), division, page (from 1)."""
    wanted = {name: asked.get(name, "").strip()[:60] for name in ("state", "to", "who", "division")}
    turned = asked.get("page", "")
    number = int(turned) if turned.isdecimal() and len(turned) < 6 else 1
    begins = (max(number, 1) - 1) * PAGE
    found = list(_ordered(_filtered(wanted, by=by), wanted["state"], at=at)[begins : begins + PAGE + 1])
    lines = _lines(found[:PAGE], by=by, at=at)
    everybody = [("me", Text("私", "Me")), *((p.pk, p.name) for p in people.everybody(by.pk))]
    divisions = sorted(((d.pk, d.title) for d in people.divisions()), key=lambda one: one[1])
    rates = keeping.kept(by, at=at)
    kept = {k: v for k, v in wanted.items() if v}
    return {
        "wanted": wanted,
        "states": STATES,
        "to": TO,
        "people": everybody,
        "divisions": divisions,
        "chosen": _chosen(wanted, {**dict(everybody), **dict(divisions)}),
        "groups": _groups(lines) if wanted["state"] in ("", "open") else [("", Text("", ""), lines)],
        "empty": not lines,
        "later": f"/promises?{urlencode(kept | {'page': str(number + 1)})}" if len(found) > PAGE else "",
        "earlier": f"/promises?{urlencode(kept | {'page': str(number - 1)})}" if number > 1 else "",
        "rates": rates,
        "together": keeping.together(rates),
        "days": keeping.LATELY,
    }


def _chosen(wanted: dict[str, str], names: dict[str, Any]) -> Text:
    """What is looked at, in words."""
    words = [
        dict(STATES).get(wanted["state"], STATES[0][1]),
        dict(TO).get(wanted["to"], TO[0][1]),
        *(names[pk] for pk in (wanted["who"], wanted["division"]) if pk in names),
    ]
    both = [one if isinstance(one, Text) else Text(one, one) for one in words]
    return Text("・".join(one.ja for one in both), ", ".join(one.en for one in both))


def _filtered(wanted: dict[str, str], *, by: Person) -> "QuerySet[Promise]":
    outcome = wanted["state"] if wanted["state"] in dict(STATES) else "open"
    seen = cases.visible_cases(by)
    if wanted["division"]:
        seen = seen.filter(division=wanted["division"])
    found = Promise.objects.filter(outcome=outcome, stream__startswith="case:").annotate(
        no=Cast(Substr("stream", 6), IntegerField())
    )
    found = found.annotate(contact=Subquery(seen.filter(pk=OuterRef("no")).values("contact")[:1]))
    found = found.exclude(contact=None)
    if wanted["to"] != "all":
        found = found.exclude(to="customer") if wanted["to"] == "inside" else found.filter(to="customer")
    if who := by.pk if wanted["who"] == "me" else wanted["who"]:
        found = found.filter(Q(owed_by=who) | Q(owed_by="", to="customer", contact=who))
    return found


def _ordered(found: "QuerySet[Promise]", state: str, *, at: datetime) -> "QuerySet[Promise]":
    """What is due today, then what is late, then the rest; of what is settled, the last one first."""
    if state not in ("", "open"):
        return found.order_by("-settled_at", "-id")
    midnight = at.astimezone(TOKYO).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    rank = Choice(
        When(due_at__lt=at, then=Value(1)),
        When(due_at__lt=midnight, then=Value(0)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.annotate(rank=rank).order_by("rank", "due_at", "id")


def _lines(found: list[Promise], *, by: Person, at: datetime) -> list[Line]:
    rows = waiting.rows(found, by=by, at=at)
    names = people.names({r.promise.owed_by or r.case.contact for r in rows})
    return [Line(r, names.get(r.promise.owed_by or r.case.contact, "")) for r in rows]


def _groups(lines: Iterable[Line]) -> list[tuple[str, Text, list[Line]]]:
    lines = list(lines)
    grouped = ((state, words, [one for one in lines if one.row.state == state]) for state, words in GROUPS.items())
    return [one for one in grouped if one[2]]
