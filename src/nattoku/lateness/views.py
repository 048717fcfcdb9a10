"""Two pages: one's own late reports, and the representative's, who sees them after the person was heard."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.cases.part import Typed
from nattoku.lateness import actions, facts, queries
from nattoku.lateness.facts import Excuse
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

Act = Callable[[Fields, Person, datetime], str | None]


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """One's own: what is known, and the place to answer."""

    def act(fields: Fields, by: Person, at: datetime) -> None:
        excuse = fields.choice("excuse", Excuse)
        actions.see(case=fields.number("case"), excuse=excuse, words=fields.text("words"), by=by, at=at)

    rows = queries.own(who(request), at=now(request))
    return _form(request, "lateness/own.html", act, then="/me/lateness", rows=rows)


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest) -> HttpResponse:
    """The clause, and what waits for a human decision."""
    rows, unseen = queries.to_judge(who(request), at=now(request))

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "clause":
            actions.record_clause(
                title=fields.line("title"),
                wording=fields.text("wording"),
                in_force_on=fields.day("in_force_on") or at.date(),
                voluntary=fields.flag("voluntary"),
                ended=fields.flag("ended"),
                by=by,
                at=at,
            )
            return
        lowered = fields.line("lowered") == "1"
        named: dict[str, Any] = {"person": fields.line("person"), "case": fields.number("case")}
        actions.judge(**named, lowered=lowered, reason=fields.text("reason"), by=by, at=at)

    page = {"rows": rows, "unseen": unseen, "clauses": queries.clauses()[::-1]}
    return _form(request, "lateness/judge.html", act, then="/lateness", **page)


def _form(request: HttpRequest, template: str, act: Act, *, then: str, **page: Any) -> HttpResponse:
    access.allow(who(request), "lateness.own")

    def again(refusal: Refusal | None = None) -> HttpResponse:
        page.update(refusal=refusal, typed=Typed(request if refusal else None), key=str(uuid4()), f=facts)
        page.update(clause=queries.clause(), at=now(request))
        return render(request, template, page, status=refusal.status if refusal else 200)

    return submit(request, act, then=then, again=again) if request.method == "POST" else again()
