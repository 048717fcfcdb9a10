"""The drill of a case as a page: the picture, what is unchecked, and a form for each thing that can be found."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.rules import facts_of
from nattoku.cases.words import KINDS, Kind, Stage
from nattoku.causes import actions, rules, words
from nattoku.causes.beside import beside
from nattoku.causes.drill import Drill, depth_of, drill_of, unacknowledged
from nattoku.causes.evidence import evidence_of
from nattoku.causes.facts import InvestigationConcluded
from nattoku.causes.picture import picture_of, waterfall_of
from nattoku.causes.queries import standards
from nattoku.causes.words import Code, Group, Known, Looked, Process, Reach, Verdict
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

Chosen = TypeVar("Chosen")
ROWS = 4  # departments on the form of question set B


@require_http_methods(["GET", "POST"])
def drill(request: HttpRequest, no: str) -> HttpResponse:
    """One page, one form an act; a refusal shows the page again with what was typed."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> str | None:
        name, _, about = fields.line("act").partition("-")
        wanted = _ACTS.get(name)
        if wanted is None:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        wanted(no, about, fields, by, at)
        return f"/cases/{no}" if name == "conclude" else None

    return submit(request, act, then=f"/cases/{no}/drill", again=lambda refusal: _page(request, no, refusal))


def _needed(value: Chosen | None, name: Text) -> Chosen:
    if value is None:
        raise Refusal(Text("「{name}」をお選びください。", "Please choose: {name}.").with_(name=name), status=400)
    return value


def _process(fields: Fields, name: str = "process") -> Process:
    return _needed(fields.choice(name, Process), Text("工程", "Process"))


def _cite(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.cite_order(no, order=fields.line("order"), by=by, at=at)


def _kind(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    kind = _needed(fields.choice("kind", Kind), Text("ひな型", "Template"))
    actions.choose_template(no, kind=kind, by=by, at=at)


def _step(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.record_step(
        no,
        process=_process(fields),
        role=fields.line("role"),
        what=fields.text("what"),
        actor=fields.line("actor"),
        evidence=fields.text("evidence"),
        begun_at=fields.moment("begun_at"),
        parent=fields.number("parent"),
        by=by,
        at=at,
    )


def _looked(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    looked = _needed(fields.choice("looked", Looked), Text("確かめた結果", "What was found"))
    actions.check_process(no, process=_process(fields), looked=looked, because=fields.text("because"), by=by, at=at)


def _handover(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.record_handover(
        no,
        process=_process(fields),
        to=_process(fields, "to"),
        content=fields.text("content"),
        medium=fields.line("medium"),
        sent_at=fields.moment("sent_at"),
        sent_by=fields.line("sent_by"),
        received_at=fields.moment("received_at"),
        received_by=fields.line("received_by"),
        acted_at=fields.moment("acted_at"),
        handover=fields.number("handover"),
        by=by,
        at=at,
    )


def _knew(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    knew = actions.Knew(
        process=_process(fields),
        knew=_needed(fields.choice("knew", Known), Text("知っていたか", "Whether they knew")),
        known_at=fields.moment("known_at"),
        told=fields.choice("told", Known) or Known.UNKNOWN,
        told_to=fields.choice("told_to", Process),
        told_at=fields.moment("told_at"),
        knower=fields.line("knower"),
        told_person=fields.line("told_person"),
        because=fields.text("because"),
    )
    actions.record_knowledge(no, knew, by=by, at=at)


def _check(no: str, code: str, fields: Fields, by: Person, at: datetime) -> None:
    verdict = _needed(fields.choice("verdict", Verdict), Text("答え", "Answer"))
    actions.answer_check(no, code=code, verdict=verdict, because=fields.text("because"), by=by, at=at)


def _hypothesis(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    process, code = _process(fields), fields.choice("code", Code)
    what, because = fields.text("what"), fields.text("because")
    actions.form_hypothesis(no, process=process, code=code, what=what, because=because, by=by, at=at)


def _dismiss(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    number = fields.number("hypothesis")
    actions.dismiss_hypothesis(no, hypothesis=number, because=fields.text("because"), by=by, at=at)


def _cause(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.confirm_cause(
        no,
        process=_process(fields),
        what=fields.text("what"),
        evidence=fields.text("evidence"),
        code=fields.choice("code", Code),
        group=fields.choice("group", Group),
        whys=[w for w in fields.text("whys").split("\n") if w.strip()],
        steps=_numbers(fields, "steps"),
        hypothesis=fields.number("hypothesis"),
        by=by,
        at=at,
    )


def _numbers(fields: Fields, name: str) -> list[int]:
    return [int(n) for n in fields.lines(name) if n.isdecimal()]


def _unknown(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    next_at = _needed(fields.moment("next_at"), Text("次に確かめる日時", "Next date"))
    actions.leave_unknown(no, reason=fields.text("reason"), next_at=next_at, by=by, at=at)


def _promise(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.explore_promise(
        no,
        reason=fields.text("reason"),
        asked=_needed(fields.choice("asked", Known), Text("社内に確かめたか", "Whether anybody inside was asked")),
        confirmed_with=fields.line("confirmed_with"),
        confirmed_what=fields.text("confirmed_what"),
        confirmed_at=fields.moment("confirmed_at"),
        by=by,
        at=at,
    )


def _terms(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    told = [
        actions.Notified(
            department=fields.line(f"department{i}"),
            on=fields.day(f"on{i}"),
            medium=fields.line(f"medium{i}"),
            acknowledged=fields.choice(f"acknowledged{i}", Known) or Known.UNKNOWN,
            acknowledged_by=fields.line(f"by{i}"),
        )
        for i in range(ROWS)
        if fields.line(f"department{i}")
    ]
    actions.explore_terms(no, terms=fields.text("terms"), notified=told, by=by, at=at)


def _countermeasure(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.decide_countermeasure(
        no,
        what=fields.text("what"),
        process=_process(fields),
        due_at=_needed(fields.moment("due_at"), Text("期日", "Due")),
        owner=fields.line("owner"),
        reach=fields.choice("reach", Reach) or Reach.PERMANENT,
        by=by,
        at=at,
    )


def _done(no: str, number: str, fields: Fields, by: Person, at: datetime) -> None:
    words, wanted = fields.text("words"), int(number) if number.isdecimal() else 0
    actions.finish_countermeasure(no, countermeasure=wanted, words=words, by=by, at=at)


def _conclude(no: str, _: str, fields: Fields, by: Person, at: datetime) -> None:
    seen = fields.number("version") or None
    actions.conclude(no, words=fields.text("words"), expected_version=seen, by=by, at=at)


_ACTS: dict[str, Callable[[str, str, Fields, Person, datetime], None]] = {
    "cite": _cite,
    "kind": _kind,
    "step": _step,
    "looked": _looked,
    "handover": _handover,
    "knew": _knew,
    "check": _check,
    "hypothesis": _hypothesis,
    "dismiss": _dismiss,
    "cause": _cause,
    "unknown": _unknown,
    "promise": _promise,
    "terms": _terms,
    "countermeasure": _countermeasure,
    "done": _done,
    "conclude": _conclude,
}


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    found = drill_of(part.past, standards())
    unchecked = rules.unchecked(found)
    writes = part.may("causes.write") and part.state.open
    return parts.shown(
        request,
        "causes/drill.html",
        part,
        refusal=refusal,
        drill=found,
        beside=beside(part.case, found, by=part.by),
        picture=picture_of(found),
        waterfall=waterfall_of(found),
        evidence=evidence_of(found, part.private),
        unchecked=unchecked,
        warnings=rules.warnings(found),
        next=_next(part.state.stage, found, bool(unchecked)) if writes else "",
        writes=writes,
        concluded=next(iter(facts_of(part.past, InvestigationConcluded.kind)), None),
        depths={n: depth_of(found.steps, n) for n in found.steps},
        unaware=unacknowledged(found.terms) if found.terms else [],
        wants_a=any(c.code is Code.A1 for c in found.causes.values()),
        wants_b=any(c.code is Code.A2 for c in found.causes.values()),
        staff=[(p.pk, p.name) for p in Person.objects.filter(is_active=True, door="").order_by("reading")],
        kinds=KINDS,
        w=words,
        rows=range(ROWS),
    )


def _next(stage: Stage, found: Drill, unchecked: bool) -> str:
    """The one form whose button is filled."""
    if stage is not Stage.CAUSE:
        return ""
    if found.unknown is not None:
        return "conclude"
    process = next((p for p in found.template.processes if not found.seen(p)), None)
    if process:
        return f"looked-{process}"
    check = next((s for s in found.checks if s.verdict is None), None)
    if check:
        return f"check-{check.check.code}"
    if not found.causes:
        return "cause"
    return "findings" if unchecked else "conclude"
