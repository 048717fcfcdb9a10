"""The drill in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases.words import Kind
from nattoku.causes import actions, answers, queries
from nattoku.causes.beside import beside
from nattoku.causes.words import Code, Group, Known, Looked, Process, Reach, Verdict
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person

router = Router()


class OrderIn(Schema):
    order: str = Field(examples=["dd787ad9c97e5504d6ea0bd294906902"])


class KindIn(Schema):
    kind: Kind


class StepIn(Schema):
    process: Process = Field(examples=["order"])
    role: str = Field(examples=["受注係"])
    what: str = Field(examples=["注文書を受け取り、翌日に登録した"])
    actor: str = Field("", description="The name, as evidence")
    evidence: str = ""
    begun_at: Moment | None = None
    parent: int = 0
    nothing_found: bool = False


class ProcessIn(Schema):
    process: Process
    looked: Looked
    because: str


class HandoverIn(Schema):
    process: Process = Field(examples=["order"])
    to: Process = Field(examples=["shipping"])
    content: str = Field(examples=["出荷指示書"])
    medium: str = Field(examples=["FAX"])
    sent_at: Moment | None = None
    sent_by: str = ""
    received_at: Moment | None = Field(None, description="null: receipt unknown, never zero")
    received_by: str = ""
    acted_at: Moment | None = None
    handover: int = Field(0, description="the number of one to complete; 0 for a new one")


class KnowledgeIn(Schema):
    process: Process = Field(examples=["shipping"])
    knew: Known
    known_at: Moment | None = None
    told: Known = Known.UNKNOWN
    told_to: Process | None = Field(None, examples=["sales"])
    told_at: Moment | None = None
    knower: str = ""
    told_person: str = ""
    because: str = ""


class CheckIn(Schema):
    code: str = Field(examples=["C4"])
    verdict: Verdict
    because: str = ""


class HypothesisIn(Schema):
    process: Process
    what: str
    because: str = ""
    code: Code | None = None


class DismissalIn(Schema):
    because: str


class CauseIn(Schema):
    process: Process
    what: str
    evidence: str
    code: Code | None = Field(None, examples=["C2"])
    group: Group | None = None
    whys: list[str] = []
    steps: list[int] = []
    hypothesis: int = 0


class UnknownIn(Schema):
    reason: str
    next_at: Moment


class PromiseFindingIn(Schema):
    reason: str = Field(examples=["在庫があると思った"])
    asked: Known = Field(description="no: 確認していない")
    confirmed_with: str = ""
    confirmed_what: str = ""
    confirmed_at: Moment | None = None


class NotifiedIn(Schema):
    department: str
    on: date | None = None
    medium: str = ""
    acknowledged: Known = Known.UNKNOWN
    acknowledged_by: str = ""


class TermsIn(Schema):
    terms: str
    notified: list[NotifiedIn]


class CountermeasureIn(Schema):
    what: str
    process: Process
    due_at: Moment
    owner: str = ""
    reach: Reach = Reach.PERMANENT


class CountermeasureDoneIn(Schema):
    words: str


class ConclusionIn(Schema):
    words: str
    expected_version: int | None = None


@router.get("/cases/{no}/drill", response=dict[str, Any], summary="The drill of a case")
def shown(request: HttpRequest, no: str) -> Any:
    """Processes, steps, handovers, checks, the first broken stage, the knowledge line, and what is unchecked.

    beside: the step that took longer than in nine of ten orders (of at least 20), and the month's cases like it.
    """
    by = who(request)
    case, _, found = queries.drilled(no, by=by)
    return answers.drill(no, by=by) | {"beside": answers.beside(beside(case, found, by=by))}


@router.get("/cases/{no}/handovers", response=dict[str, Any], summary="The handovers of a case")
def handovers(request: HttpRequest, no: str) -> Any:
    """gap: received - sent, lag: acted - received, in seconds; null where unknown."""
    whole = answers.drill(no, by=who(request))
    return {"no": whole["no"], "handovers": whole["handovers"]}


@router.get("/cases/{no}/causes", response=dict[str, Any], summary="Hypotheses and causes of a case")
def causes(request: HttpRequest, no: str) -> Any:
    """Only what stands in `causes` is confirmed."""
    by = who(request)
    case, _, found = queries.drilled(no, by=by)
    return {"no": str(case.no), **answers.causes(found, access.masks(by))}


def _write(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.drill(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)


@router.post("/cases/{no}/orders", response={201: dict[str, Any]}, summary="Cite an order in a case")
def cite(request: HttpRequest, no: str, body: OrderIn) -> Any:
    """Its imported history becomes evidence of the case; shown once the caller's identity is checked."""
    return _write(request, no, body, lambda by, at: actions.cite_order(no, order=body.order, by=by, at=at))


@router.post("/cases/{no}/drill/kind", response={201: dict[str, Any]}, summary="Another template")
def kind(request: HttpRequest, no: str, body: KindIn) -> Any:
    """The drill fits its case."""
    return _write(request, no, body, lambda by, at: actions.choose_template(no, kind=body.kind, by=by, at=at))


@router.post("/cases/{no}/drill/steps", response={201: dict[str, Any]}, summary="Who did what, and when")
def step(request: HttpRequest, no: str, body: StepIn) -> Any:
    """A step, or a part of one (`parent`), to any depth."""
    return _write(request, no, body, lambda by, at: actions.record_step(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/drill/processes", response={201: dict[str, Any]}, summary="A whole process was looked at")
def process(request: HttpRequest, no: str, body: ProcessIn) -> Any:
    """Nothing found, or not applicable, because …"""
    return _write(request, no, body, lambda by, at: actions.check_process(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/handovers", response={201: dict[str, Any]}, summary="A handover, sent and received")
def handover(request: HttpRequest, no: str, body: HandoverIn) -> Any:
    """A missing time is unknown."""
    return _write(request, no, body, lambda by, at: actions.record_handover(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/drill/knowledge", response={201: dict[str, Any]}, summary="Who knew, and whom they told")
def knowledge(request: HttpRequest, no: str, body: KnowledgeIn) -> Any:
    """Three-valued: yes with a time, no, or unknown."""
    knew = actions.Knew(**body.model_dump())
    return _write(request, no, body, lambda by, at: actions.record_knowledge(no, knew, by=by, at=at))


@router.post("/cases/{no}/drill/checks", response={201: dict[str, Any]}, summary="Answer a check")
def check(request: HttpRequest, no: str, body: CheckIn) -> Any:
    """not_applicable with its reason is an answer everywhere."""
    return _write(request, no, body, lambda by, at: actions.answer_check(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/causes/hypotheses", response={201: dict[str, Any]}, summary="A hypothesis")
def hypothesis(request: HttpRequest, no: str, body: HypothesisIn) -> Any:
    """Frozen with its time."""
    return _write(request, no, body, lambda by, at: actions.form_hypothesis(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/causes/hypotheses/{number}/dismissal", response={201: dict[str, Any]}, summary="It was wrong")
def dismiss(request: HttpRequest, no: str, number: int, body: DismissalIn) -> Any:
    """With the reason; the hypothesis stays as it was formed."""
    return _write(
        request,
        no,
        body,
        lambda by, at: actions.dismiss_hypothesis(no, hypothesis=number, because=body.because, by=by, at=at),
    )


@router.post("/cases/{no}/causes", response={201: dict[str, Any]}, summary="A cause was confirmed")
def confirm(request: HttpRequest, no: str, body: CauseIn) -> Any:
    """With its evidence and its whys."""
    return _write(request, no, body, lambda by, at: actions.confirm_cause(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/causes/unknown", response={201: dict[str, Any]}, summary="The cause is unknown")
def unknown(request: HttpRequest, no: str, body: UnknownIn) -> Any:
    """With the reason and the date on which we look again."""
    return _write(request, no, body, lambda by, at: actions.leave_unknown(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/drill/findings/promise", response={201: dict[str, Any]}, summary="Question set A")
def promise(request: HttpRequest, no: str, body: PromiseFindingIn) -> Any:
    """Why was it said to be possible, and who inside was asked about what before?"""
    return _write(request, no, body, lambda by, at: actions.explore_promise(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/drill/findings/terms", response={201: dict[str, Any]}, summary="Question set B")
def terms(request: HttpRequest, no: str, body: TermsIn) -> Any:
    """Which departments were told of the special terms, and who acknowledged?"""
    told = [actions.Notified(**n.model_dump()) for n in body.notified]
    return _write(
        request, no, body, lambda by, at: actions.explore_terms(no, terms=body.terms, notified=told, by=by, at=at)
    )


@router.post("/cases/{no}/drill/countermeasures", response={201: dict[str, Any]}, summary="A countermeasure")
def countermeasure(request: HttpRequest, no: str, body: CountermeasureIn) -> Any:
    """What, who, until when: it becomes a promise."""
    return _write(
        request, no, body, lambda by, at: actions.decide_countermeasure(no, **body.model_dump(), by=by, at=at)
    )


@router.post(
    "/cases/{no}/drill/countermeasures/{number}/done", response={201: dict[str, Any]}, summary="It was carried out"
)
def done(request: HttpRequest, no: str, number: int, body: CountermeasureDoneIn) -> Any:
    """Settles its promise."""
    return _write(
        request,
        no,
        body,
        lambda by, at: actions.finish_countermeasure(no, countermeasure=number, words=body.words, by=by, at=at),
    )


@router.post("/cases/{no}/drill/conclusion", response={201: dict[str, Any]}, summary="The search is over")
def conclude(request: HttpRequest, no: str, body: ConclusionIn) -> Any:
    """Exit of stage 3; refused (409) with everything that is unchecked."""
    return _write(request, no, body, lambda by, at: actions.conclude(no, **body.model_dump(), by=by, at=at))
