"""The three explanations in the JSON API."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from nattoku.cases import answers
from nattoku.cases import queries as cases
from nattoku.cases.saying import SayingsIn
from nattoku.ledger.once import Reply
from nattoku.lib.clock import Moment
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.models import Person
from nattoku.response import actions, manual, rules
from nattoku.response.facts import Side, Term

router = Router()


class ExplanationIn(SayingsIn):
    kind: Literal["handling", "cause", "contact_rules", "interim", "rule_broken"] = Field(examples=["handling"])
    channel: str = Field("phone", examples=["phone"])
    words: str = Field(
        "",
        description="handling, cause, contact_rules: what was said",
        examples=["まず倉庫の記録を調べ、木曜ごろに原因をお知らせします"],
    )
    estimates: dict[int, date | None] = Field({}, description="handling: stage -> date, an estimate")
    causes: list[int | str] = Field([], description="cause: seq numbers or texts of confirmed causes")
    known: str = Field("", description="interim")
    unknown: str = Field("", description="interim")
    next: str = Field("", description="interim")
    person: str = Field("", description="contact_rules: who keeps in touch")
    hours: str = Field("", description="contact_rules", examples=["平日10時から17時"])
    frequency: str = ""
    place: str = ""
    agreed: bool = Field(False, description="contact_rules: the customer agreed")
    version: str = Field("", description="contact_rules: version of our manual; empty for the one in force")
    what: str = Field("", description="rule_broken")
    side: Side = Field(Side.UNSAID, description="rule_broken: ours or theirs; without a judgement")
    rule: int = Field(0, description="rule_broken: number of the rule in the agreed version of the manual, from 1")
    term: Term = Field(Term.NONE, description="rule_broken: or what was agreed for this case")
    next_at: Moment | None = Field(None, description="the next contact, promised anew")
    despite: str = Field("", description="why so, where the customer's card speaks against it")
    happened_at: Moment | None = None


_FIELDS: dict[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    "handling": (actions.explain_handling, ("words", "channel", "estimates", "next_at")),
    "cause": (actions.explain_cause, ("causes", "words", "channel", "next_at")),
    "interim": (actions.report_interim, ("known", "unknown", "next", "channel", "next_at")),
    "contact_rules": (
        actions.agree_contact_rules,
        ("person", "hours", "channel", "frequency", "place", "agreed", "words", "version", "next_at"),
    ),
    "rule_broken": (actions.note_broken_rule, ("what", "side", "rule", "term")),
}


class ManualIn(Schema):
    lines: list[str] = Field(
        description="One rule each, in order; replaces the version in force",
        examples=[["お話を十分に伺ってから、ご連絡の進め方をご相談します。", "ご連絡は、窓口の者がいたします。"]],
    )
    lines_en: list[str] = Field([], description="The same rules in English, or none")
    reason: str = Field(examples=["お会いする場所を加えたため"])


@router.get("/manual", response=dict[str, Any], summary="Our rules of contact, every version")
def rulebook(request: HttpRequest) -> Any:
    """The version in force is the last; a case names the version that was agreed on."""
    access.allow(who(request), "cases.see")
    return _rulebook()


@router.post("/manual", response={201: dict[str, Any]}, summary="Decide a new version of our rules of contact")
def decide(request: HttpRequest, body: ManualIn) -> Any:
    """The representative alone, with a reason; the former versions stay."""
    by, at = who(request), now(request)

    def act() -> Reply:
        manual.decide(lines=body.lines, lines_en=body.lines_en, reason=body.reason, by=by, at=at)
        return Reply(201, _rulebook(), "company")

    return once_only(request, body.model_dump(mode="json"), act)


def _rulebook() -> dict[str, Any]:
    lang = answers.lang()
    return {
        "current": manual.current().number,
        "versions": [
            {
                "version": one.number,
                "at": one.at.isoformat() if one.at else None,
                "by": one.by or None,
                "reason": one.reason,
                "rules": [rule.to(lang) for rule in one.rules],
            }
            for one in manual.versions().values()
        ],
    }


@router.get("/cases/{no}/explanations", response=dict[str, Any], summary="What the customer has been told")
def shown(request: HttpRequest, no: str) -> Any:
    """The three explanations with date, words and by whom; confirmed causes the customer has not heard yet.

    cause_told: in seconds, how early the customer heard the cause, and for how long one has been waiting to be told.
    """
    by = who(request)
    _, past, _ = cases.opened(no, by=by)
    hide = access.masks(by)
    return {
        "explanations": [
            {
                "kind": one.kind,
                "name": one.name.to(answers.lang()),
                "at": one.at.isoformat() if one.at else None,
                "by": one.by or None,
                "words": answers.MASKED if hide and one.words else one.words,
            }
            for one in rules.explained(past).values()
        ],
        "untold_causes": [
            {"seq": seq, "what": answers.MASKED if hide else text} for seq, text in rules.untold(past).items()
        ],
        "cause_told": {name: _seconds(length) for name, length in vars(rules.earliness(past, at=now(request))).items()},
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


@router.post("/cases/{no}/explanations", response={201: dict[str, Any]}, summary="Tell the customer")
def explain(request: HttpRequest, no: str, body: ExplanationIn) -> Any:
    """Settles the contact that was due and promises the next; an unconfirmed cause is refused."""
    act, names = _FIELDS[body.kind]
    given = {name: getattr(body, name) for name in (*names, "happened_at")}
    if body.kind != "rule_broken":
        given |= {"sayings": body.sayings(), "despite": body.despite}
    return _done(request, no, body, lambda by, at: act(no, **given, by=by, at=at))


def _done(request: HttpRequest, no: str, body: Schema, act: Callable[[Person, datetime], object]) -> tuple[int, Any]:
    by, at = who(request), now(request)

    def acted() -> Reply:
        act(by, at)
        return Reply(201, answers.case(no, by=by), f"case:{no}")

    return once_only(request, body.model_dump(mode="json"), acted)
