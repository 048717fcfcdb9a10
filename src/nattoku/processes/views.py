"""What usually happens, in pictures and as tables; one order beside all others; the odds of a date."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from math import isfinite
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nattoku.causes import queries as causes
from nattoku.drill.flows import flow
from nattoku.drill.hands import handovers
from nattoku.drill.log import Log
from nattoku.drill.paths import variants
from nattoku.drill.staging import stages
from nattoku.ledger.export import harmless
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.orders import comparing, population, promising, sight
from nattoku.orders import queries as orders
from nattoku.orders.population import Asked
from nattoku.orders.tables import FIELDS, KNOWN, promised_until
from nattoku.orders.words import ROLES
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.processes import drawing
from nattoku.processes.tables import SINGLE, TABLES
from nattoku.processes.tables import orders as listed
from nattoku.processes.tables import step as passages

SHARES = ((0.0, Text("すべて", "All")), (0.02, Text("2%以上", "2 % or more")), (0.1, Text("10%以上", "10 % or more")))
MOST_VARIANTS, MOST_LATE, MOST_LISTED = 12, 100, 100


def _when_imported(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Before any order was imported, the page says how they come in."""

    @wraps(view)
    def shown(request: HttpRequest, *parts: str) -> HttpResponse:
        access.allow(who(request), "orders.see")
        return view(request, *parts) if population.imported() else render(request, "processes/empty.html")

    return shown


@require_GET
@_when_imported
def overview(request: HttpRequest) -> HttpResponse:
    """The map with frequency or time, the stages, the paths, the handovers by role."""
    log, asked = _asked(request)
    by = "time" if request.GET.get("by") == "time" else "count"
    share = next((s for s, _ in SHARES if str(s) == request.GET.get("share")), SHARES[0][0])
    rows = stages(log)
    page = {
        "by": by,
        "share": share,
        "shares": SHARES,
        "map": drawing.process_map(flow(log), drawing.in_order(log), by=by, share=share),
        "stages": rows,
        "longest": max((row["share"] for row in rows), default=0) or 1,
        "variants": variants(log, most=MOST_VARIANTS),
        "heat": _heat(handovers(log, by="division")),
    }
    return _shown(request, "processes/overview.html", log, asked, page)


@require_GET
@_when_imported
def late(request: HttpRequest) -> HttpResponse:
    """Late orders, each with the first stage that was longer than its standard."""
    log, asked = _asked(request)
    rows = _rows(request, log, "late")
    return _shown(
        request,
        "processes/late.html",
        log,
        asked,
        {"rows": rows[:MOST_LATE], "more": len(rows), "broke": request.GET.get("broke", "")},
    )


@require_GET
@_when_imported
def charts(request: HttpRequest) -> HttpResponse:
    """The latest orders one by one: the dotted chart, and the spectrum of one step."""
    log, asked = _asked(request)
    log = sight.one_by_one(log, by=who(request))
    order = drawing.in_order(log)
    steps = [(e["from"], e["to"]) for e in flow(log)["edges"]]
    came, _, went = request.GET.get("step", "").partition(">")
    step = (came, went) if (came, went) in steps else next(iter(steps), ("", ""))
    latest = population.present(log)[::-1].tolist()
    page = {
        "dots": drawing.dotted(log, latest),
        "order": order,
        "steps": steps,
        "step": step,
        "strands": drawing.spectrum(log, *step),
        "orders": listed(log, most=MOST_LISTED),
        "passages": passages(log, *step, most=MOST_LISTED),
    }
    return _shown(request, "processes/charts.html", log, asked, page)


@require_GET
@_when_imported
def odds(request: HttpRequest) -> HttpResponse:
    """`?date=2026-12-01`: if that day were promised for an order placed now; area, product, supplier: for one like that."""
    access.allow(who(request), "orders.see")
    at, day = now(request), _day(request.GET.get("date", ""))
    known = {name: request.GET.get(name, "").strip() for name in KNOWN}
    told = None
    refusal = None
    if day is not None:
        until = promised_until(day)
        try:
            told = promising.odds(population.orders(), until, at=at, known=known)
        except Refusal as no:
            refusal = no
    page = {
        "day": day,
        "odds": told,
        "safe": told.safe_at.astimezone(TOKYO).date() if told and told.safe_at else None,
        "due": _due,
        "refusal": refusal,
        "at_risk": _at_risk(request, at),
        "known": _tellable(known),
    }
    return render(request, "processes/odds.html", page, status=refusal.status if refusal else 200)


def _due(promised_at: datetime) -> datetime | date:
    """A promise that holds until the end of a day is told as the day."""
    there = promised_at.astimezone(TOKYO)
    return there.date() if (there.hour, there.minute) == (23, 59) else there


def _at_risk(request: HttpRequest, at: datetime) -> list[promising.AtRisk]:
    """Of the orders one may see singly; reckoned from all."""
    log = population.orders()
    rows = [{"order": one.order, "told": one} for one in promising.at_risk(log, at=at)]
    return [row["told"] for row in sight.listed(rows, log, by=who(request), number="order")]


@require_GET
def table(request: HttpRequest, what: str) -> HttpResponse:
    """The table behind a picture, as CSV."""
    log, _ = _asked(request)
    rows = _rows(request, log, what)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(list(rows[0]) if rows else [])
    writer.writerows([harmless("" if cell is None else str(cell)) for cell in row.values()] for row in rows)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{what}.csv"'
    return answer


@require_GET
def usual(request: HttpRequest, no: str) -> HttpResponse:
    """The order of a case beside all others: what took long here, and how long it takes elsewhere."""
    case, state, _ = causes.drilled(no, by=who(request))
    number = state.order.order if state.order else ""
    found, refusal = [], None
    try:
        log = population.orders()
        found = comparing.passages(log, number) if number else []
    except Refusal as no_log:
        refusal = no_log
    page = {"case": case, "number": number, "passages": found, "refusal": refusal, "few": comparing.FEW}
    return render(request, "processes/usual.html", page | _words())


def _rows(request: HttpRequest, log: Log, what: str) -> list[dict[str, Any]]:
    """A table; of single orders, only those this person may see. `step`: of which step, `broke`: which stage first."""
    if what == "step":
        rows = passages(log, *request.GET.get("step", ">").split(">", 1))
    elif what in TABLES:
        rows = TABLES[what](log)
    else:
        raise Refusal(Text("そのような表はありません。", "There is no such table."), status=404)
    if what == "late" and (broke := request.GET.get("broke")):
        rows = [row for row in rows if row["first_break"] == broke]
    return sight.listed(rows, log, by=who(request), number="order") if what in SINGLE else rows


def _asked(request: HttpRequest) -> tuple[Log, Asked]:
    access.allow(who(request), "orders.see")
    got = request.GET
    asked = Asked(
        since=_day(got.get("since", "")),
        until=_day(got.get("until", "")),
        division=got.get("division", ""),
        late=got.get("late") == "1",
        through=got.get("through", ""),
        path=got.get("path", ""),
        hand=got.get("hand", ""),
        at_least=_number(got.get("at_least", "")),
        at_most=_number(got.get("at_most", "")),
        known=tuple((name, value) for name in KNOWN if (value := got.get(name, "").strip())),
    )
    sight.refuse_foreign(asked.division, by=who(request))
    return population.narrowed(population.orders(), asked), asked


def _shown(request: HttpRequest, template: str, log: Log, asked: Asked, page: dict[str, Any]) -> HttpResponse:
    query = request.GET.copy()
    for own_to_a_page in ("broke", "step", "by", "share"):
        query.pop(own_to_a_page, None)
    own = sight.divisions(who(request))
    shared = {
        "asked": asked,
        "sum": population.summary(log),
        "divisions": [(d.pk, d.title) for d in people.divisions() if own is None or d.pk in own],
        "narrow": own is not None and template != "processes/overview.html",
        "kept": [(name, value) for name, value in query.items() if value],
        "tellable": _tellable(dict(asked.known)),
        "hands": [_role(one) for one in asked.hand.split(">")] if asked.hand else [],
        "way": [comparing.label(code) for code in asked.path.split(">")] if asked.path else [],
        "activities": [(code, comparing.label(code)) for code in drawing.in_order(population.orders())],
        "query": query.urlencode(),
    }
    return render(request, template, shared | page | _words())


def _tellable(known: dict[str, str]) -> list[tuple[str, Text, str, list[tuple[str, str]]]]:
    """What orders can be told apart by, as the selects of a form: name, label, value, choices."""
    return [
        (name, FIELDS[name], known.get(name, ""), [(one, one) for one in said])
        for name in KNOWN
        if (said := orders.said_before(name))
    ]


def _role(code: str) -> Text:
    return ROLES.get(code, Text(code, code))


def _words() -> dict[str, Callable[..., Any]]:
    return {
        "label": comparing.label,
        "length": comparing.length,
        "role": _role,
        "day": lambda written: datetime.fromisoformat(written).astimezone(TOKYO).date(),
        "moment": datetime.fromisoformat,
    }


def _heat(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Roles down and across; each cell with its count and median, shaded by the time."""
    roles = sorted({r[end] for r in rows for end in ("from", "to") if r[end]}, key=list(ROLES).index if rows else None)
    cells = {(r["from"], r["to"]): r for r in rows}
    top = max((r["median"] for r in rows), default=0) or 1
    return {
        "roles": roles,
        "cells": cells,
        "shade": {k: 1 + min(4, int(r["median"] / top * 5)) for k, r in cells.items()},
    }


def _number(written: str) -> float | None:
    try:
        found = float(written)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
