"""Pages of the credo: the line of the day, the thirteen points, the look at oneself, the training."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.cases.part import Typed
from nattoku.credo import actions, queries, rules
from nattoku.credo.words import ANSWERS, POINTS
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

Act = Callable[[Fields, Person, datetime], str | None]


@require_GET
def credo(request: HttpRequest) -> HttpResponse:
    """The line of the day, and the thirteen points with their examples; printed, the sheet of the morning meeting."""
    by, at = who(request), now(request)
    page = {
        "today": queries.today(by, at=at),
        "lines": queries.credo(),
        "points": queries.points(),
        "marks": queries.days_with_mark(at=at),
        "mine": queries.mine(by, at=at),
        "key": str(uuid4()),
    }
    return render(request, "credo/credo.html", page)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The mark: read, or said together."""

    def act(fields: Fields, by: Person, at: datetime) -> str:
        actions.read(aloud=fields.flag("aloud"), by=by, at=at)
        return "/" if fields.line("then") == "day" else "/credo"

    def again(refusal: Refusal) -> HttpResponse:
        raise refusal

    return submit(request, act, then="/credo", again=again)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest) -> HttpResponse:
    """The representative writes the credo."""
    access.allow(who(request), "credo.decide")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        lines, lines_en = ([x for x in fields.text(name).splitlines() if x.strip()] for name in ("lines", "lines_en"))
        actions.decide(lines=lines, lines_en=lines_en, reason=fields.text("reason"), by=by, at=at)

    return _form(request, "credo/decision.html", act, then="/credo", lines=queries.credo())


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The half-yearly look at one's own stance, for oneself alone."""
    by, at = who(request), now(request)
    access.allow(by, "credo.practise")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        answers = [fields.number(f"p{p.number}", -1) for p in POINTS]
        actions.look_at(answers=answers, words=fields.text("words"), by=by, at=at)

    page = {"points": POINTS, "answers": ANSWERS.items(), "mine": queries.mine(by, at=at)}
    return _form(request, "credo/check.html", act, then="/credo", **page)


@require_http_methods(["GET", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """Which of the two would you say? One point at a time, with the reason."""
    by, at = who(request), now(request)
    access.allow(by, "credo.practise")
    asked = request.GET.get("point", "")
    left = queries.mine(by, at=at).left
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= len(POINTS) else (left or [1])[0]

    def act(fields: Fields, by: Person, at: datetime) -> str:
        point, right = fields.number("point"), fields.line("chosen") == "said"
        actions.practise(point=point, right=right, by=by, at=at)
        return f"/credo/training?point={point}&chosen={'said' if right else 'instead'}"

    point = queries.points()[number - 1]
    said_first = rules.first_said(number, rules.today(at))
    page = {
        "one": point,
        "options": [("said", point.point.said), ("instead", point.point.instead)][:: 1 if said_first else -1],
        "chosen": request.GET.get("chosen", ""),
        "left": left,
        "total": len(POINTS),
    }
    return _form(request, "credo/training.html", act, then="/credo/training", **page)


def _form(request: HttpRequest, template: str, act: Act, *, then: str, **page: Any) -> HttpResponse:
    def again(refusal: Refusal | None = None) -> HttpResponse:
        page.update(refusal=refusal, typed=Typed(request if refusal else None), key=str(uuid4()))
        return render(request, template, page, status=refusal.status if refusal else 200)

    return submit(request, act, then=then, again=again) if request.method == "POST" else again()
