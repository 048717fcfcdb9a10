"""Pages of the ideas: what customers said, what became of it, and the hints nobody has taken up yet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.cases.part import CHANNELS, Typed
from nattoku.customers.models import Customer
from nattoku.customers.queries import visible
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.voice import actions, facts, queries

Act = Callable[[Fields, Person, datetime], str | None]


@require_http_methods(["GET", "POST"])
def ideas(request: HttpRequest) -> HttpResponse:
    """The list, the hints of visits, and the form for what was said elsewhere."""
    by = who(request)
    found = queries.ideas(by)

    def act(fields: Fields, by: Person, at: datetime) -> str:
        number = actions.hear(
            words=fields.text("words"),
            case=fields.number("case"),
            visit=fields.number("visit"),
            hint=fields.number("hint"),
            by=by,
            at=at,
        )
        return f"/voice/{number}"

    page = {
        "ideas": found,
        "hints": queries.hints(by) if access.may(by, "voice.write") else [],
        "case": request.GET.get("case", "") if request.GET.get("case", "").isdecimal() else "",
        "may_write": access.may(by, "voice.write"),
        "hide": access.masks(by),
    }
    return _form(request, "voice/ideas.html", act, then="/voice", **page)


@require_http_methods(["GET", "POST"])
def idea(request: HttpRequest, idea: str) -> HttpResponse:
    """One idea: the words, the decision, and telling the customer."""
    by = who(request)
    one = queries.idea(idea, by=by)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        named: dict[str, Any] = {"by": by, "at": at}
        match fields.line("act"):
            case "decide":
                decision = fields.choice("decision", facts.Decision) or facts.Decision.NOT_NOW
                actions.decide(one.no, decision=decision, plan=fields.line("plan"), why=fields.text("why"), **named)
            case "untold":
                actions.leave_untold(one.no, reason=fields.text("reason"), **named)
            case _:
                actions.tell(one.no, words=fields.text("words"), channel=fields.line("channel"), **named)

    card = Customer.objects.filter(visible(by), pk=one.heard.customer).first() if one.heard.customer else None
    page = {
        "one": one,
        "card": card,
        "names": people.names({r.by for r in (one.first, one.decided, one.told) if r}),
        "division": people.division(one.heard.division),
        "channels": CHANNELS,
        "hide": access.masks(by),
        "may_write": access.may(by, "voice.write"),
        "may_decide": access.may(by, "voice.decide"),
    }
    return _form(request, "voice/idea.html", act, then=f"/voice/{one.no}", **page)


def _form(request: HttpRequest, template: str, act: Act, *, then: str, **page: Any) -> HttpResponse:
    def again(refusal: Refusal | None = None) -> HttpResponse:
        page.update(refusal=refusal, typed=Typed(request if refusal else None), key=str(uuid4()), f=facts)
        return render(request, template, page, status=refusal.status if refusal else 200)

    return submit(request, act, then=then, again=again) if request.method == "POST" else again()
