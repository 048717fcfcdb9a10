"""Visits as pages: the plan, the sheet that is read before entering, the record written after leaving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import part as parts
from nattoku.cases import queries
from nattoku.cases.part import Part
from nattoku.cases.words import ABOUTS
from nattoku.customers import queries as customers
from nattoku.lib.clock import TOKYO, span
from nattoku.lib.refusal import Refusal
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import submit
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.visits import actions, answers, facts, forms, rules, words

STEPS = ("1", "2", "3", "4", "5", "6")


@require_http_methods(["GET", "POST"])
def visits(request: HttpRequest, no: str) -> HttpResponse:
    """All visits of a case; planning the next."""
    if request.method == "GET":
        return _visits(request, no)
    _refuse_strangers(request, no)
    return submit(
        request,
        lambda fields, by, at: forms.act(no, 0, fields, by, at),
        then=f"/cases/{no}/visits",
        again=lambda refusal: _visits(request, no, refusal),
    )


@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, no: str, visit: int) -> HttpResponse:
    """One visit: approval, arrival, record, debrief; its plan may be written anew until it begins."""
    if request.method == "GET":
        return _visit(request, no, visit)
    _refuse_strangers(request, no)
    return submit(
        request,
        lambda fields, by, at: forms.act(no, visit, fields, by, at),
        then=f"/cases/{no}/visits/{visit}" + ("/guide?step=2" if request.POST.get("act") == "prepare" else ""),
        again=lambda refusal: _visit(request, no, visit, refusal),
    )


@require_GET
def guide(request: HttpRequest, no: str, visit: int) -> HttpResponse:
    """訪問メモ: read before entering, printed on A4; in front of the customer there is only paper (R8-4).

    ?step=1…6 shows one step on the screen, ?step=all the whole; on paper it is always the whole.
    """
    asked = request.GET.get("step", "1")
    part = parts.opened(request, no)
    one = rules.visits_of(part.past)[visit]
    above = _leaders(request, part)
    return parts.shown(
        request,
        "visits/guide.html",
        part,
        visit=one,
        step=0 if asked == "all" else int(asked) if asked in STEPS else 1,
        waits=span(policies.allowance(facts.SAFE_RETURN).length),
        ends=f"{one.plan.ends_at.astimezone(TOKYO):%H:%M}",
        w=words,
        hours=rules.hours,
        who=_names(one.plan.visitors),
        leader=above[0] if above else None,
    )


def _leaders(request: HttpRequest, part: Part) -> list[Person]:
    """Whom to call now, the first first: nobody is told to call themselves."""
    on_duty = people.duty(part.case.division, at=now(request), receiver=part.by.pk)
    return [p for p in on_duty if p.pk != part.by.pk]


def _refuse_strangers(request: HttpRequest, no: str) -> None:
    queries.visible_case(no, by=who(request))
    access.allow(who(request), "visits.write")


def _visits(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    found = rules.visits_of(part.past)
    rows = [(v, answers.state(v)) for v in found.by_number.values()]
    return parts.shown(
        request, "visits/visits.html", part, refusal=refusal, visits=found, rows=rows, **_planning(request, part)
    )


def _visit(request: HttpRequest, no: str, number: int, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    visit = rules.visits_of(part.past)[number]
    return parts.shown(
        request,
        "visits/visit.html",
        part,
        refusal=refusal,
        visit=visit,
        is_now=answers.state(visit),
        who=_names(
            {
                *visit.plan.visitors,
                *(visit.made.visitors if visit.made else []),
                *(h.owner for h in visit.hints if h.owner),
            }
        ),
        leader=next(iter(_leaders(request, part)), None),
        alone=visit.plan.visitors == [part.by.pk],
        may_approve=part.may("visits.approve") and visit.plan.visitors != [part.by.pk],
        **_planning(request, part, visit),
    )


def _planning(request: HttpRequest, part: Part, visit: rules.Visit | None = None) -> dict[str, Any]:
    """What the form of a plan shows: choices, who may go, and what the customer's card says of the time."""
    card = customers.customer(part.state.customer)
    return {
        "w": words,
        "abouts": ABOUTS,
        "plan": visit.plan if visit else None,
        "colleagues": [(p.pk, p.name) for p in _may_go(part, visit)],
        "suggested": actions.suggested_visitors(part.state),
        "early": policies.number("visits.early"),
        "leaving": actions.suggested_leaving(part.case.stream, after=now(request)),
        "not_when": card.not_when if card else "",
        "busy": card.busy if card else "",
        "declined": rules.visits_of(part.past).declined,
        "local": parts.local,
        "hours": rules.hours,
    }


def _may_go(part: Part, visit: rules.Visit | None) -> list[Person]:
    """The contact, those above, whoever looks at it and their colleagues, and those already named."""
    found: dict[str, Person] = {}
    one = people.person(part.state.contact)
    while one and one.pk not in found:
        found[one.pk] = one
        one = people.person(one.superior) if one.superior else None
    for colleague in people.colleagues(part.by.pk):
        found.setdefault(colleague.pk, colleague)
    for pk in visit.plan.visitors if visit else []:
        if named := people.person(pk):
            found.setdefault(pk, named)
    return [p for p in found.values() if access.may(p, "visits.write")]


def _names(ids: Any) -> dict[str, str]:
    return people.names(set(ids))
