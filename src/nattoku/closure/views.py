"""Hearing the customer's word and ending a case, as a page. The button is there from the first day."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases import saying, wishing
from nattoku.cases.rules import ENDINGS, facts_of
from nattoku.cases.words import Stage
from nattoku.closure import actions, completing, completion, facts, rules
from nattoku.closure.completion import Report
from nattoku.closure.facts import MEANINGS, Meaning
from nattoku.ledger import queries as promises
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.tone import forms as remarked
from nattoku.words.tone import Mode

DECISIONS = "/decisions"
REMARKED = {
    "report": ("happened cause done changed", Mode.EXPLAIN, facts.CompletionTold.kind),
    "thank": ("words", Mode.LETTER, facts.CustomerThanked.kind),
}
CHANNELS = (*parts.CHANNELS, ("status_page", Text("お客様の画面", "The customer's page")))
EFFECT_AHEAD = timedelta(days=3)


@require_http_methods(["GET", "POST"])
def closure(request: HttpRequest, no: str) -> HttpResponse:
    """どのようなお言葉でしたか; what is still owed; every other ending; what comes after."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> str | None:
        access.allow(by, "closure.write")
        wanted = _ACTS.get(fields.line("act"))
        if wanted is None:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        wanted(no, fields, by, at)
        return DECISIONS if fields.line("then") == DECISIONS else None

    return submit(request, act, then=f"/cases/{no}/closure", again=lambda refusal: _page(request, no, refusal))


def _word(no: str, fields: Fields, by: Person, at: datetime) -> None:
    meaning = fields.choice("meaning", Meaning)
    if meaning is None:
        raise Refusal(
            Text("どのようなお言葉でしたか。一つお選びください。", "What kind of words were they? Please choose one."),
            status=400,
        )
    actions.hear_last_word(
        no,
        words=fields.text("words"),
        meaning=meaning,
        said_to=fields.line("said_to") or by.name,
        through=fields.line("channel"),
        said_at=fields.moment("said_at"),
        unasked=fields.text("unasked"),
        by=by,
        at=at,
    )


def _report(no: str, fields: Fields, by: Person, at: datetime) -> None:
    remarked.dismiss(no, facts.CompletionTold.kind, fields, by=by, at=at)
    completing.tell(
        no,
        Report(*(fields.text(part) for part in ("happened", "cause", "done", "changed"))),
        channel=fields.line("channel"),
        next_at=fields.moment("next_at"),
        despite=fields.text("despite"),
        sayings=saying.typed(fields),
        by=by,
        at=at,
    )


def _thank(no: str, fields: Fields, by: Person, at: datetime) -> None:
    remarked.dismiss(no, facts.CustomerThanked.kind, fields, by=by, at=at)
    completing.thank(
        no,
        words=fields.text("words"),
        channel=fields.line("channel"),
        despite=fields.text("despite"),
        sayings=saying.typed(fields),
        by=by,
        at=at,
    )


def _seen(fields: Fields) -> int | None:
    return fields.number("version") or None


def _resolve(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.resolve(no, expected_version=_seen(fields), by=by, at=at)


def _confirm(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.confirm_word(no, how=fields.text("how"), by=by, at=at)


def _sign(no: str, fields: Fields, by: Person, at: datetime) -> None:
    words, despite = fields.text("words"), fields.text("despite")
    actions.answer_sign(no, words=words, next_at=fields.moment("next_at"), despite=despite, by=by, at=at)


def _request_end(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.request_end(no, tried=fields.text("tried"), recourse=fields.text("recourse"), by=by, at=at)


def _decide(no: str, fields: Fields, by: Person, at: datetime) -> None:
    approve, seen = fields.flag("approve"), _seen(fields)
    actions.decide_end(no, approve=approve, reason=fields.text("reason"), expected_version=seen, by=by, at=at)


def _withdraw(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.withdraw(no, words=fields.text("words"), by=by, at=at)


def _merge(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.merge(no, into=fields.number("into"), by=by, at=at)


def _no_complaint(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.find_no_complaint(no, reason=fields.text("reason"), by=by, at=at)


def _reopen(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.reopen(no, reason=fields.text("reason"), by=by, at=at)


def _effect(no: str, fields: Fields, by: Person, at: datetime) -> None:
    works = fields.line("works")
    if works not in ("yes", "no"):
        raise Refusal(Text("効いているかをお選びください。", "Please say whether it works."), status=400)
    asked, not_asked = fields.text("asked"), fields.text("not_asked")
    actions.check_effect(
        no, works=works == "yes", words=fields.text("words"), asked=asked, not_asked=not_asked, by=by, at=at
    )


def _look(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.confirm_on_the_spot(no, words=fields.text("words"), by=by, at=at)


_ACTS: dict[str, Callable[[str, Fields, Person, datetime], None]] = {
    "report": _report,
    "word": _word,
    "resolve": _resolve,
    "confirm": _confirm,
    "sign": _sign,
    "request_end": _request_end,
    "decide": _decide,
    "withdraw": _withdraw,
    "merge": _merge,
    "no_complaint": _no_complaint,
    "reopen": _reopen,
    "effect": _effect,
    "look": _look,
    "thank": _thank,
}


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    by, past = who(request), part.past
    word = rules.word_of(past)
    open_promises = promises.open_promises(part.case.stream)
    kinds = {p.kind for p in open_promises}
    checks = [p for p in open_promises if p.kind == facts.EFFECT_CHECK]
    asked = facts_of(past, facts.EndRequested.kind)
    ended = facts_of(past, part.state.ending) if part.state.ending else []
    told = completion.told(past)
    mine = word is not None and word.by == by.pk
    owing = bool(actions.before_the_end(part.case.stream) or wishing.unanswered(past))
    wants = {
        "confirm": facts.CONFIRM_WORD in kinds and rules.satisfied(past),
        "sign": facts.ANSWER_SIGN in kinds,
        "decide": part.state.open and rules.end_requested(past),
        "look": facts.CONFIRM_ON_THE_SPOT in kinds,
        "thank": facts.THANK in kinds and not part.state.open,
        "report": part.state.open and told is None and part.state.stage >= Stage.PRESENTED,
        "effect": bool(checks) and not part.state.open and checks[0].due_at <= now(request) + EFFECT_AHEAD,
    }
    can = {
        "confirm": part.may("closure.confirm") and not mine,
        "sign": part.may("closure.answer_sign"),
        "decide": part.may("closure.decide_end"),
        "look": part.may("closure.confirm") and not mine,
        "thank": part.may("closure.write"),
        "effect": part.may("closure.confirm"),
    }
    return parts.shown(
        request,
        "closure/closure.html",
        part,
        refusal=refusal,
        word=word,
        satisfied=rules.satisfied(past),
        meanings=MEANINGS,
        asked=asked[-1] if asked else None,
        unanswered=wishing.missing(past) if part.state.open else [],
        ending=ENDINGS.get(part.state.ending),
        ended=ended[-1] if ended else None,
        wants=wants,
        can=can,
        next=_next(part.state.open, rules.satisfied(past), owing, wants, can),
        my_name=by.name,
        checks=checks,
        told=told,
        draft=completion.draft(past, part.state) if part.may("closure.write") else None,
        remarks=remarked.came_back(request, refusal, REMARKED, past),
        report_channels=CHANNELS if told or part.may("response.release") else parts.CHANNELS,
    )


def _next(still_open: bool, satisfied: bool, owing: bool, wants: dict[str, bool], can: dict[str, bool]) -> str:
    """The one thing whose button is filled; "" while others are waited for, or while something is still owed."""
    for act in ("decide", "confirm", "sign", "thank", "look", "effect"):
        if wants[act] and can[act]:
            return act
    if not still_open or wants["decide"] or wants["sign"]:
        return ""
    if satisfied:
        return "" if owing else "resolve"
    return "report" if wants["report"] else "word"
