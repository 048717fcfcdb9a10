"""Solutions of a case as one page: weigh, look at the legal side, present, hear the answer, carry out."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases import saying
from nattoku.cases.words import STAGES, Stage
from nattoku.ledger import queries as promises
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.solutions import actions, judging, rules
from nattoku.solutions.cards import unanswered
from nattoku.solutions.facts import BASES, PARTIES, QUESTIONS, Basis, Party, Presented, Question
from nattoku.tone import forms as remarked
from nattoku.words.tone import Mode

NO_LEGAL_ADVICE = Text(
    "ここに挙げる問いは一般的な目安で、法的助言ではありません。当てはまるかどうかは、所管官庁や弁護士などにお確かめください。",
    "These questions are a general guide and no legal advice. Please ask the authority or a lawyer.",
)


@require_http_methods(["GET", "POST"])
def solutions(request: HttpRequest, no: str) -> HttpResponse:
    """`?option=N`: the form of presenting comes filled with option N."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        access.allow(by, "solutions.write")
        wanted = _ACTS.get(fields.line("act"))
        if wanted is None:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        wanted(no, fields, by, at)

    return submit(request, act, then=f"/cases/{no}/solutions", again=lambda refusal: _page(request, no, refusal))


def _weigh(no: str, fields: Fields, by: Person, at: datetime) -> None:
    basis = fields.choices("basis", Basis)
    cost = fields.number("cost") if fields.line("cost") else None
    actions.weigh(no, what=fields.text("what"), grounds=fields.text("grounds"), basis=basis, cost=cost, by=by, at=at)


def _judge(no: str, fields: Fields, by: Person, at: datetime) -> None:
    party, agrees = fields.choice("party", Party), fields.line("agrees")
    if party is None or agrees not in ("yes", "no"):
        raise Refusal(
            Text("どなたの考えか、賛成かどうかをお選びください。", "Please choose who, and whether they agree."),
            status=400,
        )
    actions.judge_option(
        no,
        option=fields.number("option"),
        party=party,
        agrees=agrees == "yes",
        words=fields.text("words"),
        by=by,
        at=at,
    )


def _check(no: str, fields: Fields, by: Person, at: datetime) -> None:
    answers = [
        actions.LegalAnswer(question=q, answer=fields.text(f"answer-{q}"), applies=not fields.flag(f"none-{q}"))
        for q in Question
        if fields.line(f"answer-{q}") or fields.flag(f"none-{q}")
    ]
    judge, expert = fields.line("judged_by"), fields.flag("expert")
    actions.check_law(no, answers=answers, judged_by=judge, expert=expert, by=by, at=at)


def _present(no: str, fields: Fields, by: Person, at: datetime) -> None:
    remarked.dismiss(no, Presented.kind, fields, by=by, at=at)
    actions.present(
        no,
        what=fields.text("what"),
        grounds=fields.text("grounds"),
        channel=fields.line("channel"),
        basis=fields.choices("basis", Basis),
        option=fields.number("option"),
        recipient=fields.line("recipient"),
        words=fields.text("words"),
        next_at=fields.moment("next_at"),
        sayings=saying.typed(fields),
        expected_version=fields.number("version") or None,
        by=by,
        at=at,
    )


def _answer(no: str, fields: Fields, by: Person, at: datetime) -> None:
    accepted = fields.line("accepted")
    if accepted not in ("yes", "no"):
        raise Refusal(Text("お返事をお選びください。", "Please choose the answer."), status=400)
    due_at = fields.moment("due_at")
    actions.answer(no, accepted=accepted == "yes", words=fields.text("words"), due_at=due_at, by=by, at=at)


def _carry_out(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.carry_out(no, words=fields.text("words"), note=fields.flag("note"), by=by, at=at)


_ACTS: dict[str, Callable[[str, Fields, Person, datetime], None]] = {
    "weigh": _weigh,
    "judge": _judge,
    "check": _check,
    "present": _present,
    "answer": _answer,
    "carry_out": _carry_out,
}


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    got = rules.solutions_of(part.past)
    pending = bool(promises.open_of_kind(part.case.stream, actions.LOSS_DECISION))
    chosen = request.GET.get("option", "")
    number = int(chosen) if chosen.isdecimal() and 0 < int(chosen) <= len(got.options) else len(got.options)
    return parts.shown(
        request,
        "solutions/solutions.html",
        part,
        refusal=refusal,
        got=got,
        option=got.options[number - 1] if got.options else None,
        bases=BASES,
        questions=QUESTIONS,
        parties=PARTIES,
        askable=[(p, w) for p, w in PARTIES.items() if p is not Party.REPRESENTATIVE or part.may("losses.decide")],
        asked=unanswered(judging.lines(part.state, part.past)),
        notice=NO_LEGAL_ADVICE,
        remarks=remarked.came_back(
            request, refusal, {"present": ("what grounds words", Mode.EXPLAIN, Presented.kind)}, part.past
        ),
        pending=pending,
        too_early=STAGES[part.state.stage] if part.state.stage < Stage.WEIGHING else None,
        weighing=STAGES[Stage.WEIGHING],
        next=_next(got, open_=part.state.open, early=part.state.stage < Stage.WEIGHING, pending=pending),
    )


def _next(got: rules.Solutions, *, open_: bool, early: bool, pending: bool) -> str:
    """The one thing whose button is filled, and whose form is unfolded."""
    if not open_ or got.done:
        return ""
    if got.presented and not got.answer:
        return "answer"
    if got.answer and got.answer[1].accepted:
        return "carry_out"
    if got.answer and got.presented:  # not accepted: another option is weighed, then presented
        fresh = got.options and got.options[-1].what != got.presented[1].what
        return "present" if fresh else "weigh"
    if not got.options:
        return "weigh"
    if got.unlooked:
        return "check"
    return "" if early or pending else "present"
