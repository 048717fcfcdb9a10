"""Pages of the surveys: what is asked, what was answered, the sheet of paper, and asking after a case."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.part import Typed
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.surveys import actions, facts, form, links, queries, words
from nattoku.surveys.models import Reply
from nattoku.surveys.words import AnswerInto, StandardsDecision, SurveyOccasion


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """アンケート: by division over a year, low answers to take up with one tap, events without one."""
    by = who(request)
    access.allow(by, "surveys.see")

    def act(fields: Fields, by: Person, at: datetime) -> str | None:
        into = fields.choice("into", AnswerInto) or AnswerInto.NOTED
        number = actions.take_up(fields.line("reply"), into=into, words=fields.text("words"), by=by, at=at)
        return {AnswerInto.SIGN: f"/signs/{number}", AnswerInto.COMPLAINT: f"/cases/{number}"}.get(into)

    def page(refusal: Refusal | None = None) -> HttpResponse:
        at = now(request)
        shown = {
            "year": queries.year(by, at=at),
            "process": queries.process(by, at=at),
            "surveys": queries.surveys(by),
            "low": queries.to_take_up(by),
            "unsurveyed": queries.unsurveyed(by, at=at),
            "names": {d.pk: d.title for d in people.divisions()},
        }
        return _shown(request, "surveys/surveys.html", shown, refusal)

    return page() if request.method == "GET" else submit(request, act, then="/surveys", again=page)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask the customers of a division, yearly or after an event."""
    by = who(request)
    access.allow(by, "surveys.open")
    own = (
        people.divisions()
        if access.sees_everything(by)
        else [d for d in people.divisions() if d.pk in people.divisions_of(by.pk)]
    )
    page = {
        "divisions": [(d.pk, d.title) for d in own],
        "occasions": [(o.value, words.OCCASIONS[o]) for o in (SurveyOccasion.YEARLY, SurveyOccasion.EVENT)],
        "event": request.GET.get("event", ""),
        "division": request.GET.get("division", ""),
    }
    if request.method == "GET":
        return _shown(request, "surveys/new.html", page)

    def act(fields: Fields, by: Person, at: datetime) -> str:
        made = actions.open_survey(
            occasion=fields.choice("occasion", SurveyOccasion) or SurveyOccasion.YEARLY,
            division=fields.line("division"),
            title=fields.line("title"),
            until=fields.day("until"),
            event=fields.line("event"),
            by=by,
            at=at,
        )
        return f"/surveys/{made}"

    return submit(request, act, then="/surveys", again=lambda r: _shown(request, "surveys/new.html", page, r))


@require_http_methods(["GET", "POST"])
def shown(request: HttpRequest, survey: int) -> HttpResponse:
    """One survey: its link and code while it is open, its results once it has ended, the review of our standards."""
    by = who(request)
    queries.visible_survey(survey, by=by)
    site = request.build_absolute_uri("/").rstrip("/")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        match fields.line("act"):
            case "mail":
                actions.mail(survey, site=site, by=by, at=at)
            case "end":
                actions.end(survey, by=by, at=at)
            case "review":
                actions.review(
                    survey,
                    decision=fields.choice("decision", StandardsDecision) or StandardsDecision.KEEP,
                    standard=fields.line("standard"),
                    reason=fields.text("reason"),
                    by=by,
                    at=at,
                )
            case _:
                filled = form.read(fields)
                actions.type_in(
                    survey,
                    filled.scores,
                    dissatisfied=filled.dissatisfied,
                    told=filled.told,
                    words=filled.words,
                    reach=filled.reach,
                    by=by,
                    at=at,
                )

    def page(refusal: Refusal | None = None) -> HttpResponse:
        address = f"{site}/q/{links.secret(facts.stream(survey))}"
        found = queries.outcome(survey, by=by)
        shown = {
            "one": found,
            "results": found.results,
            "address": address,
            "code": _code(address),
            "w": words,
            "decisions": [(d.value, t) for d, t in words.DECISIONS.items()],
            "names": people.names({r.by for r in found.reviews}),
            "division": people.division(found.survey.division),
        }
        return _shown(request, "surveys/survey.html", shown, refusal)

    return page() if request.method == "GET" else submit(request, act, then=f"/surveys/{survey}", again=page)


@require_GET
def paper(request: HttpRequest, survey: int) -> HttpResponse:
    """One sheet of A4: the code to answer by telephone, and the same questions to tick."""
    found = queries.visible_survey(survey, by=who(request))
    access.allow(who(request), "surveys.write")
    address = request.build_absolute_uri(f"/q/{links.secret(facts.stream(survey))}")
    return _shown(
        request, "surveys/paper.html", {"survey": found, "address": address, "code": _code(address), "w": words}
    )


@require_http_methods(["GET", "POST"])
def of_case(request: HttpRequest, no: str) -> HttpResponse:
    """After the end: the customer is asked how we handled it; the link is for this customer alone."""
    part = parts.opened(request, no)
    access.allow(who(request), "surveys.write")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        actions.ask_after_closing(no, by=by, at=at)

    def page(refusal: Refusal | None = None) -> HttpResponse:
        asked = any(isinstance(r.fact, facts.Asked) for r in part.past)
        address = request.build_absolute_uri(f"/q/{links.secret(part.case.stream)}") if asked else ""
        reply = Reply.objects.filter(case=part.case.no).first()
        more = {"address": address, "code": _code(address) if address else "", "reply": reply, "w": words}
        return parts.shown(request, "surveys/of_case.html", part, refusal=refusal, **more)

    return page() if request.method == "GET" else submit(request, act, then=f"/cases/{no}/survey", again=page)


def _code(address: str) -> str:
    made: str = segno.make(address, error="m").svg_inline(scale=4, border=4, svgclass="code", omitsize=True)
    return made


def _shown(request: HttpRequest, template: str, page: dict[str, Any], refusal: Refusal | None = None) -> HttpResponse:
    by = who(request)
    page |= {
        "refusal": refusal,
        "typed": Typed(request if refusal else None),
        "key": str(uuid4()),
        "hide": access.masks(by),
        "w": words,
    }
    return render(request, template, page, status=refusal.status if refusal else 200)
