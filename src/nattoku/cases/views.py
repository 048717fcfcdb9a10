"""受付 and the forms of a case, as pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import actions, facts, forms, intake, outgoing, promising, queries, rules, saying, spoken, suiting
from nattoku.cases.forms import Form, Seen
from nattoku.ledger import queries as promises
from nattoku.ledger.facts import History
from nattoku.ledger.models import Promise
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, local, submit
from nattoku.people.models import Person

SETTLED_AT = {
    facts.REPORT_TO_LEADER: "report",
    facts.SHARE: "report",
    facts.NEXT_CONTACT: "contact-customer",
    facts.INTERIM_REPORT: "contact-customer",
    facts.CALL_BACK: "contact-customer",
}


@require_GET
def practice(request: HttpRequest) -> HttpResponse:
    """What to say on the phone, and scenes to practise it (S003-18)."""
    access.allow(who(request), "cases.receive")
    page = {"spoken": spoken, "surname": who(request).name.split()[0]}
    return render(request, "cases/practice.html", page)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """受付: one screen to type while the customer speaks. `?door=visit`: the call comes before the typing."""
    access.allow(who(request), "cases.receive")
    if request.method == "POST":
        return submit(request, _received, then="/", again=lambda refusal: intake.shown(request, refusal))
    return intake.shown(request, first_call=request.GET.get("door") == "visit")


def _received(fields: Fields, by: Person, at: datetime) -> str:
    recorded = actions.receive(intake.read(fields), by=by, at=at)
    return f"/cases/{queries.no_of(recorded[0].stream)}/report"


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, no: str, page: str) -> HttpResponse:
    """One of the forms of a case (`forms.PAGES`)."""
    if page not in forms.PAGES:
        raise Http404
    return _form(request, no, forms.PAGES[page])


@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, no: str, promise: str) -> HttpResponse:
    """A promise to the customer: kept, moved with consent, or released with a reason."""
    case = queries.visible_case(no, by=who(request))
    owed = Promise.objects.filter(pk=promise, stream=case.stream).first()
    if owed is None:
        raise Refusal(Text("そのお約束が見つかりません。", "There is no such promise."), status=404)
    if owed.kind != facts.PROMISED and request.method == "GET":
        return HttpResponseRedirect(f"/cases/{case.no}/{SETTLED_AT.get(owed.kind, '')}".rstrip("/"))
    return _form(request, no, forms.PROMISE_FORMS, owed)


@require_GET
def owed(request: HttpRequest, no: str) -> HttpResponse:
    """Every open promise of a case, the customer's first, each with where it is settled; what was said and is none."""
    case, _, state = queries.opened(no, by=who(request), act="cases.write")
    open_ = sorted(promises.open_promises(case.stream), key=lambda p: (p.to != "customer", p.due_at))
    page = {
        "case": case,
        "owed": [(p, promises.what(p)) for p in open_],
        "at": now(request),
        "heard": promising.heard(no, by=who(request), at=now(request)) if state.open else [],
        "contact": state.contact,
        "local": local,
        "key": lambda: str(uuid4()),
    }
    return render(request, "cases/promises.html", page)


@dataclass(frozen=True)
class Asked:
    """An input with what stands in it."""

    input: forms.Input
    value: Any
    choices: list[tuple[Any, Any]]


def _form(request: HttpRequest, no: str, several: tuple[Form, ...], owed: Promise | None = None) -> HttpResponse:
    by, at = who(request), now(request)
    case, past, state = queries.opened(no, by=by, act=several[0].act)
    seen = Seen(case, state, by, at, owed)
    if not several[0].ended_too:
        rules.refuse_if_ended(state)
    which = request.POST.get("form", "0")
    chosen = several[int(which)] if which.isdecimal() and int(which) < len(several) else several[0]

    def shown(refusal: Refusal | None = None) -> HttpResponse:
        page = {
            "case": case,
            "reach": state.received.reach,
            "card_says": suiting.card_says(state) if any(f.to_customer for f in several) else [],
            "promise": (owed, promises.what(owed)) if owed else None,
            "forms": [(f, _asked(seen, f, request.POST if refusal and f is chosen else None)) for f in several],
            "chosen": chosen,
            "typed": request.POST,
            "undertaken": saying.lines(refusal, request.POST),
            "remarks": _remarks(chosen, request, past) if refusal else [],
            "refusal": refusal,
            "key": str(uuid4()),
        }
        return render(request, "cases/form.html", page, status=refusal.status if refusal else 200)

    if request.method == "GET":
        return shown()

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if chosen.checked:
            outgoing.dismiss(case.no, chosen.checked.about, fields, by=by, at=at)
        chosen.write(Seen(case, state, by, at, owed), fields)

    return submit(request, act, then=f"/cases/{case.no}", again=shown)


def _remarks(form: Form, request: HttpRequest, past: History) -> list[Any]:
    """What the tone check says of the form that came back: the list that stands there while one writes."""
    if form.checked is None:
        return []
    return outgoing.remarks(request.POST, form.checked.names.split(), form.checked.mode, form.checked.about, past)


def _asked(seen: Seen, form: Form, posted: Any) -> list[Asked]:
    asked = []
    for one in form.inputs:
        if posted is None:
            value = one.value(seen) if one.value else ""
        else:
            value = posted.getlist(one.name) if one.kind == "checks" else posted.get(one.name, "")
        asked.append(Asked(one, value, list(one.choices(seen)) if one.choices else []))
    return asked
