"""Pages of the duties: this period's, what customers are due, one customer, the calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases.part import CHANNELS, Typed, local
from nattoku.customers import queries as customers
from nattoku.customers.models import Customer
from nattoku.duties import actions, facts, queries, rules, words
from nattoku.duties import feed as feeds
from nattoku.duties.models import Profit
from nattoku.duties.words import Care, Check, Duty, Form, Occasion
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

Act = Callable[[Fields, Person, datetime], str | None]
YEAR = timedelta(days=365)


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """What every division has due in these periods, and what was missed."""
    by, at = who(request), now(request)
    shown = queries.months(by, at=at)
    return _shown(
        request,
        "duties/month.html",
        months=shown,
        missed={m.division.pk: queries.past_missed(m.division.pk)[:5] for m in shown},
        unsurveyed={m.division.pk: [e for e in queries.events(m.division.pk) if not e.surveyed] for m in shown},
        owed=len(queries.owed(by, at=at, mine=True)),
        unmet=len(queries.unmet()),
    )


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, division: str) -> HttpResponse:
    """A duty was done: what shows it."""
    access.allow(who(request), "duties.write")
    actions._own(division, who(request))
    duty = _member(Duty, request.POST.get("duty") or request.GET.get("duty", ""))
    cadence = words.OF[duty or Duty.PRESS]

    def act(fields: Fields, by: Person, at: datetime) -> None:
        actions.do(
            division=division,
            duty=fields.choice("duty", Duty) or cadence.duty,
            evidence=fields.text("evidence"),
            number=fields.number("number"),
            results=fields.number("results"),
            checked=fields.choices("checked", Check),
            period=fields.day("period"),
            by=by,
            at=at,
        )

    page = {"division": people.division(division), "cadence": cadence, "period": request.GET.get("period", "")}
    return _form(request, "duties/done.html", act, then="/duties", **page)


@require_http_methods(["GET", "POST"])
def events(request: HttpRequest, division: str) -> HttpResponse:
    """The events of a division: times, form, survey."""
    by = who(request)
    access.allow(by, "duties.see")
    actions._known(division)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        day = at
        actions.hold_event(
            division=division,
            title=fields.text("title"),
            seminar=fields.flag("seminar"),
            free=fields.flag("free"),
            planned_from=fields.moment("planned_from") or day,
            planned_to=fields.moment("planned_to") or day,
            began_at=fields.moment("began_at") or day,
            ended_at=fields.moment("ended_at") or day,
            people=fields.number("people"),
            form=fields.choices("form", Form),
            results=fields.number("results"),
            by=by,
            at=at,
        )

    own = access.may(by, "duties.write") and (division in people.divisions_of(by.pk) or access.sees_everything(by))
    page = {"division": people.division(division), "events": queries.events(division), "own": own}
    return _form(request, "duties/events.html", act, then=f"/duties/{division}/events", **page)


@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    """What customers are due, and whom the leader has not met yet."""
    by, at = who(request), now(request)
    access.allow(by, "duties.see")
    visible = {c.pk: c for c in Customer.objects.filter(customers.visible(by))}
    unmet = [(visible[pk], yen) for pk, yen in queries.unmet() if pk in visible]
    return _shown(
        request,
        "duties/owed.html",
        rows=queries.owed(by, at=at),
        unmet=unmet,
        balance=queries.balance(),
        calls=queries.calls_done(since=YEAR, at=at),
    )


@require_http_methods(["GET", "POST"])
def care(request: HttpRequest, customer: str) -> HttpResponse:
    """One customer: what is due, what was given, whether selling rests."""
    by, at = who(request), now(request)
    card = customers.visible_customer(customer, by=by)
    access.allow(by, "duties.see")
    past = history(facts.of_customer(card.pk))

    def act(fields: Fields, by: Person, at: datetime) -> None:
        named: dict[str, Any] = {"customer": card.pk, "by": by, "at": at}
        match fields.line("act"):
            case "given":
                told: dict[str, Any] = {"words": fields.text("words"), "channel": fields.line("channel")}
                told |= {"introduced": fields.flag("introduced"), "confirmed": fields.text("confirmed")}
                actions.give_care(promise=fields.line("promise"), **told, **named)
            case "released":
                actions.release_care(promise=fields.line("promise"), reason=fields.text("reason"), **named)
            case "profit":
                actions.record_profit(yen=fields.number("yen"), **named)
            case "declined":
                actions.decline_calls(words=fields.text("words"), **named)
            case _:
                kind, _, occasion = fields.line("care").partition("/")
                actions.promise_care(
                    care=_member(Care, kind) or Care.THANKS,
                    occasion=_member(Occasion, occasion) or Occasion.DEAL,
                    words=fields.text("words"),
                    due_at=fields.moment("due_at"),
                    owed_by=fields.line("owed_by"),
                    **named,
                )

    profit = Profit.objects.filter(pk=card.pk).first()
    page = {
        "card": card,
        "rows": queries.of_customer(card.pk, by=by, at=at),
        "resting": queries.rest(card.pk, at=at),
        "declined": queries.declined(past),
        "balance": rules.balance(past),
        "given": [r for r in past if isinstance(r.fact, facts.CareGiven)][::-1][:20],
        "profit": profit.yen if profit else None,
        "hide": access.masks(by),
        "choices": [
            (
                f"{c.value}/{o.value}",
                Text(f"{k.what.ja}（{words.OCCASIONS[o].ja}）", f"{k.what.en} ({words.OCCASIONS[o].en})"),
            )
            for c, k in words.CARES.items()
            for o in k.occasions
        ],
        "people": [(p.pk, p.name) for p in people.colleagues(by.pk)],
        "channels": CHANNELS,
    }
    return _form(request, "duties/care.html", act, then=f"/customers/{card.pk}/care", **page)


@require_http_methods(["GET", "POST"])
def decisions(request: HttpRequest) -> HttpResponse:
    """How often each duty is due, by whom and why; the representative decides anew."""
    by, at = who(request), now(request)
    access.allow(by, "duties.see")

    def act(fields: Fields, by: Person, at: datetime) -> None:
        actions.decide(
            duty=fields.choice("duty", Duty) or Duty.PRESS,
            months=fields.number("months"),
            target=fields.number("target"),
            division=fields.line("division"),
            reason=fields.text("reason"),
            by=by,
            at=at,
        )

    made = queries.decisions()
    page = {
        "terms": [(one, rules.term(one.duty, "", made, at=at)) for one in words.BOOK],
        "past": made[::-1],
        "names": people.names({r.by for r in made}),
        "divisions": [(d.pk, d.title) for d in people.divisions()],
        "may_decide": access.may(by, "duties.decide"),
    }
    return _form(request, "duties/decisions.html", act, then="/duties/decisions", **page)


@require_http_methods(["GET", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar: shown once, revoked at any time."""
    by = who(request)
    access.allow(by, "duties.see")
    address, at = "", now(request)
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            feeds.revoke(by=by, at=at)
        else:
            address = request.build_absolute_uri(f"/calendar/{feeds.make(by=by, at=at)}.ics")
    return _shown(request, "duties/feed.html", address=address, feeds=feeds.of_person(by))


@login_not_required
@require_GET
def ics(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself, for whatever program subscribes to it."""
    person = feeds.owner(secret)
    site = request.build_absolute_uri("/").rstrip("/")
    made = feeds.calendar(person, site, get_language() or "ja", at=now(request))
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


def _member(kind: Any, raw: str) -> Any:
    return kind(raw) if raw in set(kind) else None


def _shown(request: HttpRequest, template: str, **page: Any) -> HttpResponse:
    page |= {"w": words, "Text": Text}
    return render(request, template, page)


def _form(request: HttpRequest, template: str, act: Act, *, then: str, **page: Any) -> HttpResponse:
    def again(refusal: Refusal | None = None) -> HttpResponse:
        page.update(refusal=refusal, typed=Typed(request if refusal else None), key=str(uuid4()), w=words)
        page.update(local_now=local(now(request)))
        return render(request, template, page, status=refusal.status if refusal else 200)

    return submit(request, act, then=then, again=again) if request.method == "POST" else again()
