"""Solutions in the JSON API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.cases import queries as cases
from nattoku.cases.saying import SayingsIn
from nattoku.ledger.facts import Fact, personal_fields, to_plain
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.solutions import actions, law_api, rules
from nattoku.solutions.facts import Basis, Party, Question

router = Router()
router.add_router("", law_api.router)


class OptionIn(Schema):
    what: str = Field(examples=["代わりの椅子を2脚、金曜の午前にお届けする"])
    grounds: str = Field(examples=["契約書第8条（納期）"])
    basis: list[Basis] = []
    cost: int | None = Field(None, examples=[12000], description="yen; null: not reckoned")


class OptionJudgedIn(Schema):
    option: int = Field(examples=[1])
    party: Party
    agrees: bool
    words: str = Field("", examples=["今週中に手配できる"], description="Why; needed when not")


class LegalAnswerIn(Schema):
    question: Question
    answer: str = Field(examples=["ご契約は納期を定めており、遅れの責めは当社にあります"])
    applies: bool = Field(True, description="false: 該当なし, and the answer says why")


class LegalIn(Schema):
    answers: list[LegalAnswerIn]
    judged_by: str = ""
    expert: bool = False


class PresentationIn(SayingsIn):
    what: str
    grounds: str = ""
    channel: str = Field("phone", examples=["phone"])
    basis: list[Basis] = []
    option: int = 0
    recipient: str = ""
    words: str = ""
    next_at: Moment | None = None
    happened_at: Moment | None = None
    expected_version: int | None = None


class SolutionAnswerIn(Schema):
    accepted: bool
    words: str = Field(examples=["それでお願いします"])
    due_at: Moment | None = None
    happened_at: Moment | None = None


class SolutionDoneIn(Schema):
    words: str = Field(examples=["椅子2脚をお届けし、お受け取りいただいた"])
    note: bool = Field(False, description="A handwritten note and a business card went with the goods")
    happened_at: Moment | None = None


@router.get("/cases/{no}/solutions", response=dict[str, Any], summary="Solutions of a case")
def shown(request: HttpRequest, no: str) -> Any:
    """Options, the legal side, the presentation, the answer, and what was carried out."""
    by = who(request)
    _, past, _ = cases.opened(no, by=by)
    got, hide = rules.solutions_of(past), access.masks(by)
    one = {"presented": got.presented, "answer": got.answer, "carried_out": got.done}
    return {
        "options": [_plain(o, hide) for o in got.options],
        "legal": [_plain(checked, hide) for _, checked in got.legal.values()],
        "judged": [_plain(judged, hide) for _, judged in got.judged.values()],
        "unlooked": got.unlooked,
        **{k: _plain(v[1], hide) | {"at": v[0].happened_at.isoformat()} if v else None for k, v in one.items()},
    }


def _plain(fact: Fact, hide: bool) -> dict[str, Any]:
    private = personal_fields(type(fact)) if hide else frozenset()
    return {k: answers.MASKED if k in private and v else v for k, v in to_plain(fact).items()}


@router.post("/cases/{no}/solutions/options", response={201: dict[str, Any]}, summary="Weigh an option")
def weigh(request: HttpRequest, no: str, body: OptionIn) -> Any:
    """With its grounds."""
    return _done(request, no, body, lambda by, at: actions.weigh(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/solutions/agreements", response={201: dict[str, Any]}, summary="Who agrees to an option")
def judge(request: HttpRequest, no: str, body: OptionJudgedIn) -> Any:
    """The division, or the representative in person; what the customer says is heard by presenting."""
    return _done(request, no, body, lambda by, at: actions.judge_option(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/solutions/legal", response={201: dict[str, Any]}, summary="Look at the legal side")
def legal(request: HttpRequest, no: str, body: LegalIn) -> Any:
    """Questions answered, or not applicable because …; who judged."""
    given = [actions.LegalAnswer(**one.model_dump()) for one in body.answers]
    return _done(
        request,
        no,
        body,
        lambda by, at: actions.check_law(no, answers=given, judged_by=body.judged_by, expert=body.expert, by=by, at=at),
    )


@router.post("/cases/{no}/solutions/presentation", response={201: dict[str, Any]}, summary="Present a solution")
def present(request: HttpRequest, no: str, body: PresentationIn) -> Any:
    """With its grounds; refused before stage 4, without the legal side, or while a loss is undecided."""
    return _done(request, no, body, lambda by, at: actions.present(no, **body.given(), by=by, at=at))


@router.post("/cases/{no}/solutions/answer", response={201: dict[str, Any]}, summary="The customer's answer")
def answer(request: HttpRequest, no: str, body: SolutionAnswerIn) -> Any:
    """Accepted: carrying it out is owed. Not accepted: the case stays open."""
    return _done(request, no, body, lambda by, at: actions.answer(no, **body.model_dump(), by=by, at=at))


@router.post("/cases/{no}/solutions/completion", response={201: dict[str, Any]}, summary="Carried out")
def carry_out(request: HttpRequest, no: str, body: SolutionDoneIn) -> Any:
    """What was accepted has been done."""
    return _done(request, no, body, lambda by, at: actions.carry_out(no, **body.model_dump(), by=by, at=at))


def _done(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
