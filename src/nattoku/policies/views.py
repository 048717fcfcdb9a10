"""取り決め: every default in plain words, its history, and the form that decides anew; the calendar."""

from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.lib.calendar import holidays, written
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import UNREADABLE, Fields, submit
from nattoku.people.models import Person
from nattoku.policies import actions, queries, shown, words
from nattoku.policies.defaults import CLOCK, TIME, WHOM

WEEKDAYS = [
    Text("月曜日", "Monday"),
    Text("火曜日", "Tuesday"),
    Text("水曜日", "Wednesday"),
    Text("木曜日", "Thursday"),
    Text("金曜日", "Friday"),
    Text("土曜日", "Saturday"),
    Text("日曜日", "Sunday"),
]


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """The list: what, how much, since when, by whom, why."""
    access.allow(who(request), "policies.see")
    found = sorted(shown.everything(), key=lambda p: _ORDER.index(p.group))
    groups = [(group, list(some)) for group, some in groupby(found, key=lambda p: p.group)]
    return render(request, "policies/policies.html", {"groups": groups, "mark": words.MARK})


_ORDER = [shown.PROMISED, shown.RUNNING, shown.MONEY, shown.REST]


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy: its history, and for the representative the form."""
    access.allow(who(request), "policies.see")
    one = shown.one(key)

    def again(refusal: Refusal | None = None) -> HttpResponse:
        number, measure = words.typed(one.value, one.unit, business=one.business)
        page = {
            "one": one,
            "mark": words.MARK,
            "number": words.clock(number) if one.unit == CLOCK else number,
            "measure": measure,
            "measures": list(words.MEASURES.items()),
            "whom": list(words.WHOM_OF.items()) if one.unit == WHOM else [],
            "typed": request.POST if refusal else {},
            "refusal": refusal,
            "key": str(uuid4()),
        }
        return render(request, "policies/policy.html", page, status=refusal.status if refusal else 200)

    if request.method == "GET":
        return again()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        access.allow(by, "policies.decide")
        value, business = _value(fields, one.unit)
        actions.decide(key=key, value=value, business=business, reason=fields.text("reason"), by=by, at=at)

    return submit(request, act, then=f"/policies/{key}", again=again)


def _value(fields: Fields, unit: str) -> tuple[int, bool]:
    if unit == CLOCK:
        hours, _, minutes = fields.line("number").partition(":")
        if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):
            raise Refusal(UNREADABLE.with_(name=fields.line("number")[:20]), status=400)
        return int(hours) * 60 + int(minutes), False
    number, measure = fields.number("number"), fields.line("measure")
    if unit != TIME:
        return number, False
    if measure not in words.MEASURES:
        raise Refusal(UNREADABLE.with_(name=measure[:20]), status=400)
    return words.minutes(number, measure)


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """営業日と営業時間: closed days of the company, hours of each division."""
    access.allow(who(request), "policies.see")
    if request.method == "GET":
        return _calendar(request)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "hours":
            week = [] if fields.flag("none") else [fields.line(f"day{i}") for i in range(7)]
            actions.set_hours(division=fields.line("division"), week=week, reason=fields.text("reason"), by=by, at=at)
        else:
            actions.set_calendar(
                closed=fields.text("closed").split(),
                year_end_from=fields.line("year_end_from"),
                year_end_to=fields.line("year_end_to"),
                holidays=fields.flag("holidays"),
                reason=fields.text("reason"),
                by=by,
                at=at,
            )

    return submit(request, act, then="/policies/calendar", again=lambda refusal: _calendar(request, refusal))


def _calendar(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    days, known, at = queries.closed_days(), queries.weeks(), now(request)
    company = [written(spans) for spans in queries.calendar().week]
    year = at.astimezone(TOKYO).year
    past = queries.calendar_decisions()
    page: dict[str, Any] = {
        "days": days,
        "weekdays": WEEKDAYS,
        "weeks": [("", None, company, bool(known[""]))]
        + [(d.pk, d, known.get(d.pk) or company, d.pk in known) for d in people.divisions()],
        "holidays": sorted({**holidays(year), **holidays(year + 1)}.items()),
        "today": at.astimezone(TOKYO).date(),
        "history": [(r, people.names({r.by}).get(r.by, "")) for r in past],
        "typed": request.POST if refusal else {},
        "mark": words.MARK,
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "policies/calendar.html", page, status=refusal.status if refusal else 200)
