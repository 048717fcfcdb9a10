"""案件: the cases one may see, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from nattoku.board import waiting
from nattoku.board.waiting import Row
from nattoku.cases import queries as cases
from nattoku.cases.models import Case
from nattoku.cases.projection import ENDINGS as SHORT_ENDINGS
from nattoku.cases.rules import ENDINGS
from nattoku.cases.words import SEVERITIES, STAGES, Severity, Stage
from nattoku.deadlines import queries as deadlines
from nattoku.ledger.models import Promise
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person

PAGE = 50
STATES = [
    ("open", Text("続いている", "Open")),
    ("ended", Text("終わった", "Ended")),
    ("all", Text("すべて", "All")),
]
_GRAVITIES = [*((s.value, SEVERITIES[s]) for s in Severity), ("none", Text("未評価", "Not assessed"))]
_ENDED = {short: ENDINGS[kind] for kind, short in SHORT_ENDINGS.items()}


@dataclass(frozen=True)
class Listed:
    """One line of the list. first: the promise that is due first; ending: None while open."""

    case: Case
    name: Text
    fact: str
    stage: Text
    severity: str
    ending: Text | None
    silence: Text
    silent: str
    contact: str
    first: Row | None


def page(asked: QueryDict, *, by: Person, at: datetime) -> dict[str, Any]:
    """The context of the list. asked: state, q, severity, after (the last number of the page before)."""
    wanted = {k: asked.get(k, "").strip()[:100] for k in ("state", "q", "severity", "after")}
    version, hide = waiting.version(), access.masks(by)
    found = list(_filtered(cases.visible_cases(by), wanted, hide=hide).order_by("-no")[: PAGE + 1])
    shown = found[:PAGE]
    filters = {k: v for k, v in wanted.items() if v and k != "after"}
    return {
        "version": version,
        "rows": _lines(shown, hide=hide, at=at),
        "wanted": wanted,
        "states": STATES,
        "severities": _GRAVITIES,
        "hide": hide,
        "filtered": bool(wanted["q"] or wanted["severity"]),
        "live": f"/cases/live?{urlencode(filters | _cursor(wanted['after']))}",
        "older": f"/cases?{urlencode(filters | {'after': str(shown[-1].no)})}" if len(found) > PAGE else "",
        "newest": f"/cases?{urlencode(filters)}" if wanted["after"] else "",
    }


def _cursor(after: str) -> dict[str, str]:
    return {"after": after} if after else {}


def _filtered(found: "QuerySet[Case]", wanted: dict[str, str], *, hide: bool) -> "QuerySet[Case]":
    if wanted["state"] == "ended":
        found = found.exclude(ending="")
    elif wanted["state"] != "all":
        found = found.filter(ending="")
    if wanted["severity"]:
        found = found.filter(severity="" if wanted["severity"] == "none" else wanted["severity"])
    if wanted["q"]:
        found = found.filter(_named(wanted["q"], hide=hide))
    if wanted["after"].isdecimal() and len(wanted["after"]) < 10:
        found = found.filter(no__lt=int(wanted["after"]))
    return found


def _named(words: str, *, hide: bool) -> Q:
    """The words in the fact or the caller's name, or the number; a viewer finds by number alone."""
    number = Q(no=int(words)) if words.isdecimal() and len(words) < 10 else Q(pk__in=[])
    if hide:
        return number
    return number | Q(fact__icontains=words) | Q(caller__icontains=words)


def _lines(shown: list[Case], *, hide: bool, at: datetime) -> list[Listed]:
    names = people.names({c.contact for c in shown})
    owed: dict[str, Promise] = {}
    for promise in Promise.objects.filter(stream__in=[c.stream for c in shown], outcome="open").order_by("-due_at"):
        owed[promise.stream] = promise
    lines, silence = [], deadlines.silence()
    for case in shown:
        first = owed.get(case.stream)
        lines.append(
            Listed(
                case=case,
                name=waiting.called(case, hide=hide),
                fact=waiting.MASKED if hide else case.fact,
                stage=STAGES[Stage(case.stage)],
                severity=case.severity,
                ending=_ENDED.get(case.ending),
                silence=waiting.silence(case, at=at),
                silent="" if case.ending else silence.colour(waiting.silent(case, at=at)),
                contact=names.get(case.contact, ""),
                first=waiting.beside(case, [first], hide=hide, at=at)[0] if first else None,
            )
        )
    return lines
