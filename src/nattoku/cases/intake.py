"""受付 as a form: what is shown before anything is typed, and how what was typed becomes an `Intake`."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from nattoku.cases import rules, spoken, words
from nattoku.cases.actions import Intake
from nattoku.cases.caller import caller as calling
from nattoku.cases.words import About, Anger, Danger, Door, Hurt, Narrow, Severity, Toward, Urgency, Wish
from nattoku.customers import queries as customers
from nattoku.customers.suitability import Unsuited
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, local
from nattoku.people.models import Person

OFFERED = Text(
    "「事実を一文で」が空いています。お言葉の最初の一文を入れましたので、よろしければそのまま保存してください。",
    "The fact was empty. The first sentence of the words has been put there: save again if it is right.",
)
IDENTITIES = [
    ("", Text("未", "Not yet")),
    ("ご登録のお電話番号とお名前", Text("済（お電話番号とお名前）", "Done: phone number and name")),
    ("ご注文番号とお名前", Text("済（ご注文番号とお名前）", "Done: order number and name")),
    ("お顔を存じ上げている", Text("済（お顔を存じ上げている）", "Done: known by sight")),
]


def read(fields: Fields) -> Intake:
    """What the form says; an empty fact stays empty, unless the first sentence of the words was asked for."""
    said, fact = fields.text("words"), fields.line("fact")
    if not fact and fields.flag("first_sentence"):
        fact = rules.first_sentence(said)
    extra = fields.lines("items")
    by_number = customers.customer(fields.line("by_number")) if not fields.line("customer") else None
    return Intake(
        door=fields.choice("door", Door) or Door.PHONE,
        words=said,
        fact=fact,
        about=fields.choices("about", About),
        happened_at=fields.moment("happened_at"),
        division=fields.line("division"),
        customer=by_number.pk if by_number else fields.line("customer"),
        caller=fields.line("caller") or (by_number.name if by_number else ""),
        relation=fields.line("relation"),
        reach=fields.line("reach"),
        reach_missing=fields.flag("reach_missing"),
        identified=fields.line("identified"),
        call_back_at=fields.moment("call_back_at"),
        call_back_by=fields.line("call_back_by"),
        danger=fields.choice("danger", Danger) or Danger.UNKNOWN,
        unsure=fields.flag("unsure"),
        order=fields.line("order"),
        concerns=fields.line("concerns"),
        asked_for=fields.line("asked_for"),
        items=[fact, *extra] if extra else [],
        hurt=fields.choices("hurt", Hurt),
        wish=fields.choices("wish", Wish),
        anger=fields.choice("anger", Anger),
        toward=fields.choice("toward", Toward) or Toward.COMPANY,
        severity=fields.choice("severity", Severity),
        urgency=fields.choice("urgency", Urgency),
        narrow=fields.choice("narrow", Narrow) or Narrow.NO,
        despite=fields.text("despite"),
    )


def read_at_the_door(fields: Fields, *, by: Person, at: datetime) -> Intake:
    """Face to face the call came first; when nobody answered, what was said to the customer is a promise (R8-4)."""
    intake = read(fields)
    if fields.line("told") != "nobody":
        return intake
    whom = people.duty(intake.division or _division(by), at=at, receiver=by.pk)
    return replace(
        intake,
        call_back_at=fields.moment("promised_at") or intake.call_back_at or an_hour_or_two(at),
        call_back_by=whom[0].pk if whom else by.pk,
    )


def shown(
    request: HttpRequest,
    refusal: Refusal | None = None,
    *,
    first_call: bool = False,
    template: str = "cases/intake.html",
    **more: Any,
) -> HttpResponse:
    """The screen, empty or with everything that was typed; first_call: 「先に電話する」 stands before any typing."""
    by, at = who(request), now(request)
    typed = request.POST.copy() if request.method == "POST" else _empty(request, at=at, first_call=first_call)
    if refusal is not None and refusal.status == 422:  # sent before with other words: a new id for the new words
        typed["key"] = str(uuid4())
    if refusal is not None and typed.get("words", "").strip() and not typed.get("fact", "").strip():
        typed["fact"] = rules.first_sentence(str(typed.get("words", "")))
        refusal = Refusal(OFFERED, status=400)
    page = {
        "typed": typed,
        "refusal": refusal,
        "offered": refusal is not None and refusal.sentence == OFFERED,
        "unsuited": isinstance(refusal, Unsuited),
        "first_call": first_call,
        "calling": calling(str(typed["from"])) if "from" in typed else None,
        "whom": people.duty(_division(by), at=at, receiver=by.pk)[:3] if first_call else [],
        "colleagues": [(p.pk, p.name) for p in people.colleagues(by.pk)] or [(by.pk, by.name)],
        "divisions": _divisions(by),
        "identities": IDENTITIES,
        "spoken": spoken,
        "surname": by.name.split()[0],
        "w": words,
        **more,
    }
    return render(request, template, page, status=refusal.status if refusal else 200)


def an_hour_or_two(at: datetime) -> datetime:
    """A round time that can be kept: two hours on, at the next half hour. Ours, and only a suggestion."""
    later = at.astimezone(TOKYO) + timedelta(hours=2)
    return later.replace(minute=30 if later.minute < 30 else 0, second=0, microsecond=0) + timedelta(
        hours=later.minute >= 30
    )


def _empty(request: HttpRequest, *, at: datetime, first_call: bool) -> QueryDict:
    fresh = QueryDict(mutable=True)
    door = request.GET.get("door", "")
    fresh["key"] = str(uuid4())
    fresh["door"] = door if door in set(Door) else Door.PHONE.value
    if "from" in request.GET:
        fresh["from"] = request.GET["from"]
        fresh["reach"] = calling(request.GET["from"]).reach
    fresh["order"] = request.GET.get("order", "")[:100]
    fresh["danger"] = Danger.UNKNOWN.value
    fresh["happened_at"] = local(at)
    fresh["call_back_by"] = who(request).pk
    if first_call:
        fresh["told_at"] = local(at)
        fresh["promised_at"] = local(an_hour_or_two(at))
    return fresh


def _division(by: Person) -> str:
    return next(iter(people.divisions_of(by.pk)), "")


def _divisions(by: Person) -> list[tuple[str, Text]]:
    own = people.divisions_of(by.pk)
    known = sorted(people.divisions(), key=lambda d: (d.pk not in own, d.pk))
    return [(d.pk, d.title) for d in known]
