"""一報カード and the reports of a case, as pages."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.cases import actions as cases
from nattoku.cases import intake
from nattoku.cases import queries as case_queries
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.reports import actions, card, facts
from nattoku.reports.facts import Means
from nattoku.reports.on_the_spot import settle_on_the_spot
from nattoku.tone import forms as remarked
from nattoku.words.tone import Mode


@require_GET
def report(request: HttpRequest, no: str) -> HttpResponse:
    """一報カード (S004-4.2): what to read back, whom to call now with which sentence, what the rooms will read."""
    return _card(request, no)


@require_POST
def tell(request: HttpRequest, no: str) -> HttpResponse:
    """電話で報告した / 出ない(次の人へ) / what was promised because nobody answered."""

    def act(fields: Fields, by: Person, at: datetime) -> None:
        match fields.line("act"):
            case "missed":
                actions.miss_leader(no, person=fields.line("person"), by=by, at=at)
            case "customer":
                actions.tell_customer(no, by=by, at=at)
            case "promised":
                _promise(no, fields, by=by, at=at)
            case _:
                _tell(no, fields, by=by, at=at)

    return submit(request, act, then=f"/cases/{no}/report", again=lambda r: _card(request, no, r))


@require_POST
def share(request: HttpRequest, no: str) -> HttpResponse:
    """送る: the first information goes to the rooms; then the case page."""

    def act(fields: Fields, by: Person, at: datetime) -> None:
        remarked.dismiss(no, facts.InformationShared.kind, fields, by=by, at=at)
        text, divisions = fields.text("text"), fields.lines("divisions")
        if not divisions:
            raise Refusal(Text("送る部門を選んでください。", "Please choose the divisions."), status=400)
        actions.share(no, text=text, divisions=divisions, why_narrow=fields.text("why_narrow"), by=by, at=at)

    return submit(request, act, then=f"/cases/{no}", again=lambda r: _card(request, no, r))


@require_POST
def allow_outside(request: HttpRequest, no: str) -> HttpResponse:
    """The representative lets a room with outside members read of this case."""

    def act(fields: Fields, by: Person, at: datetime) -> None:
        actions.allow_outside(no, division=fields.line("division"), reason=fields.text("reason"), by=by, at=at)

    return submit(request, act, then=f"/cases/{no}/report", again=lambda r: _card(request, no, r))


@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, no: str) -> HttpResponse:
    """処置報告 and 完了報告 to the divisions; a leader acknowledges the first report."""
    if request.method == "GET":
        return _reports(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        text, divisions = fields.text("text"), fields.lines("divisions")
        match fields.line("act"):
            case "acknowledged":
                actions.acknowledge(no, takes=fields.flag("takes"), by=by, at=at)
            case "thanked":
                actions.thank_first(no, words=text, by=by, at=at)
            case "completed":
                remarked.dismiss(no, facts.Completed.kind, fields, by=by, at=at)
                oral = fields.flag("oral")
                actions.complete(no, text=text, divisions=divisions, oral=oral, by=by, at=at)
            case _:
                remarked.dismiss(no, facts.ActionReported.kind, fields, by=by, at=at)
                actions.report_action(no, text=text, divisions=divisions, by=by, at=at)

    return submit(request, act, then=f"/cases/{no}", again=lambda r: _reports(request, no, r))


@require_http_methods(["GET", "POST"])
def at_the_door(request: HttpRequest) -> HttpResponse:
    """対面: the call came first; the complaint and what became of the call are written together (R8-4)."""
    access.allow(who(request), "cases.receive")
    if request.method == "GET":
        return HttpResponseRedirect("/intake?door=visit")

    def act(fields: Fields, by: Person, at: datetime) -> str:
        recorded = cases.receive(intake.read_at_the_door(fields, by=by, at=at), by=by, at=at)
        no = case_queries.no_of(recorded[0].stream)
        _called_first(no, fields, by=by, at=at)
        return f"/cases/{no}/report"

    return submit(request, act, then="/", again=lambda r: intake.shown(request, r, first_call=True))


@require_http_methods(["GET", "POST"])
def on_the_spot(request: HttpRequest) -> HttpResponse:
    """その場で解決 (R8-3): one screen, under two minutes. `carry`: what was typed at 受付 comes along, unsaved."""
    access.allow(who(request), "cases.receive")
    if request.method == "GET" or request.POST.get("carry"):
        return _spot(request)
    return submit(request, _settled, then="/", again=lambda r: _spot(request, r))


def _settled(fields: Fields, by: Person, at: datetime) -> str:
    no = settle_on_the_spot(
        intake.read(fields),
        done=fields.text("done"),
        cause=fields.line("cause"),
        words=fields.text("last_words"),
        told=fields.line("told"),
        in_presence=True if fields.flag("in_presence") else None,
        completed_orally=fields.flag("completed_orally"),
        by=by,
        at=at,
    )
    return f"/cases/{no}"


def _spot(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    whom = people.duty(next(iter(people.divisions_of(who(request).pk)), ""), at=now(request), receiver=who(request).pk)
    leaders = [(p.pk, Text(f"{card.called(p).ja}に報告した", f"Told {p.name}")) for p in whom]
    return intake.shown(request, refusal, template="reports/on_the_spot.html", leaders=leaders)


def _called_first(no: int, fields: Fields, *, by: Person, at: datetime) -> None:
    told = fields.line("told")
    if told == "nobody":
        for person in card.ladder(no, by=by, at=at):
            actions.miss_leader(no, person=person.pk, by=by, at=at)
    elif told:
        actions.tell_leader(no, person=told, in_presence=True, happened_at=fields.moment("told_at"), by=by, at=at)


def _tell(no: str, fields: Fields, *, by: Person, at: datetime) -> None:
    in_presence = True if fields.flag("in_presence") else False if fields.flag("face_to_face") else None
    actions.tell_leader(
        no,
        person=fields.line("person"),
        means=fields.choice("means", Means) or Means.PHONE,
        in_presence=in_presence,
        why_not=fields.text("why_not"),
        happened_at=fields.moment("told_at"),
        by=by,
        at=at,
    )


def _promise(no: str, fields: Fields, *, by: Person, at: datetime) -> None:
    due_at = fields.moment("promised_at")
    if due_at is None:
        raise Refusal(Text("お約束の日時を入力してください。", "Please say by when."), status=400)
    cases.promise(no, what=card.CALL_BACK, due_at=due_at, owed_by=fields.line("person"), by=by, at=at)


def _card(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    by, at = who(request), now(request)
    page: dict[str, Any] = card.page(no, by=by, at=at)
    typed = request.POST if refusal else None
    page |= {"refusal": refusal, "typed": typed, "key": str(uuid4())}
    page["remarks"] = _remarks(request, no, facts.InformationShared.kind) if refusal else []
    return render(request, "reports/card.html", page, status=refusal.status if refusal else 200)


def _reports(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    by = who(request)
    page = card.reports_page(no, by=by)
    page |= {"refusal": refusal, "typed": request.POST if refusal else None, "key": str(uuid4())}
    kind = facts.Completed.kind if request.POST.get("act") == "completed" else facts.ActionReported.kind
    page["remarks"] = _remarks(request, no, kind) if refusal else []
    return render(request, "reports/reports.html", page, status=refusal.status if refusal else 200)


def _remarks(request: HttpRequest, no: str, kind: str) -> list[remarked.Remark]:
    _, past, _ = case_queries.opened(no, by=who(request))
    return remarked.typing(request.POST, ["text"], Mode.INTERNAL, kind, past)
