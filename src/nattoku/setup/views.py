"""はじめの用意: one step after another, to be left and continued whenever."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.lib.calendar import written
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices.channels.chatwork.settings import Settings as ChatworkSettings
from nattoku.notices.channels.mail.settings import Settings as MailSettings
from nattoku.people import access, queries
from nattoku.people import actions as people
from nattoku.people.door import now, who
from nattoku.people.facts import ROLES, Role
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from nattoku.policies import queries as policy_queries
from nattoku.policies import shown, words
from nattoku.policies.views import WEEKDAYS
from nattoku.setup import actions, opening, steps, trying
from nattoku.setup.staffing import Refused
from nattoku.signin.actions import sessions

FORM = require_http_methods(["GET", "POST"])
LARGEST = 2 * 1024 * 1024


@login_not_required
@FORM
def first(request: HttpRequest, key: str) -> HttpResponse:
    """The company and its representative, for whoever holds the key that the terminal showed."""
    opening.refuse_wrong(key)
    if request.method == "GET":
        return _first(request)
    fields = Fields(request.POST)
    try:
        if fields.text("password") != fields.text("again"):
            raise Refusal(opening.DIFFERENT, status=400)
        person = opening.found(
            company=fields.line("company"),
            division=fields.line("division"),
            name=fields.line("name"),
            email=fields.line("email"),
            password=fields.text("password"),
            at=now(request),
        )
    except Refusal as refusal:
        return _first(request, refusal)
    sessions.note(request, person, how="password", done=True, at=now(request))
    sessions.begin(request, person, factor="password", at=now(request))
    return HttpResponseRedirect("/setup")


def _first(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    page = {"refusal": refusal, "typed": request.POST}
    return render(request, "setup/first.html", page, status=refusal.status if refusal else 200)


@FORM
def overview(request: HttpRequest) -> HttpResponse:
    """Where one is, and what comes next."""
    access.allow(who(request), "setup.run")
    if request.method == "POST":

        def act(fields: Fields, by: Person, at: datetime) -> None:
            actions.let_stand(step=steps.known(fields.line("step")), by=by, at=at)

        return submit(request, act, then="/setup", again=lambda refusal: _overview(request, refusal))
    return _overview(request)


def _overview(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    found = steps.steps()
    page = {
        "steps": found,
        "coming": next((s for s in found if not s.done), None),
        "done": sum(s.done for s in found),
        "refusal": refusal,
        "key": str(uuid4()),
    }
    return render(request, "setup/overview.html", page, status=refusal.status if refusal else 200)


def _step(request: HttpRequest, key: str, refusal: Refusal | None, **more: Any) -> HttpResponse:
    found = steps.steps()
    place = next(i for i, s in enumerate(found) if s.key == key)
    page = {
        "step": found[place],
        "place": place + 1,
        "count": len(found),
        "following": found[place + 1].href if place + 1 < len(found) else "/setup",
        "refusal": refusal,
        "typed": request.POST if refusal else {},
        "key": str(uuid4()),
    }
    return render(request, f"setup/{key}.html", page | more, status=refusal.status if refusal else 200)


@FORM
def divisions(request: HttpRequest) -> HttpResponse:
    """The divisions there are, and one more."""
    access.allow(who(request), "setup.run")

    def page(refusal: Refusal | None = None) -> HttpResponse:
        here = [(d, [p.name for p in queries.heads(d.pk)]) for d in queries.divisions()]
        return _step(request, "divisions", refusal, divisions=here)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "stand":
            actions.let_stand(step="divisions", by=by, at=at)
        for name in dict.fromkeys(n.strip() for n in fields.text("names").splitlines() if n.strip()):
            actions.open_division(name=name, by=by, at=at)

    return page() if request.method == "GET" else submit(request, act, then="/setup/divisions", again=page)


@FORM
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody, one by one or a whole list: shown first, then they join."""
    access.allow(who(request), "setup.run")
    if request.method == "POST" and request.POST.get("act") == "look":
        return _looked(request)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "one":
            _one(fields, by=by, at=at)
            return
        done = actions.bring_in(actions.look(raw=fields.text("list").encode(), name="一覧"), by=by, at=at)
        if not done.people and done.refused:
            raise Refusal(done.refused[0].why, status=400)

    return (
        _staff(request)
        if request.method == "GET"
        else submit(request, act, then="/setup/people", again=lambda refusal: _staff(request, refusal))
    )


def _one(fields: Fields, *, by: Person, at: datetime) -> None:
    access.allow(by, "people.manage")
    role = fields.choice("role", Role) or Role.RECEIVER
    if role is Role.REPRESENTATIVE:
        raise Refusal(Text("代表はお一人です。", "There is one representative."), status=400)
    pk = people.join(
        name=fields.line("name"),
        reading=fields.line("reading"),
        email=fields.line("email"),
        phone=fields.line("phone"),
        role=role,
        superior=fields.line("superior"),
        by=by.pk,
        at=at,
    )
    if division := fields.line("division"):
        actions.assign(pk, division, leads=fields.flag("leads"), by=by, at=at)


def _looked(request: HttpRequest) -> HttpResponse:
    """The list as it would be taken; the text itself goes along, so that nothing is kept in between."""
    file = request.FILES.get("file")
    text = Fields(request.POST).text("list")
    try:
        raw = file.read(LARGEST + 1) if file else text.encode("utf-8", "replace")
        if not raw.strip():
            raise Refusal(actions.EMPTY, status=400)
        rows = actions.look(raw=raw, name=str(file.name) if file else "貼り付けた一覧")
    except Refusal as refusal:
        return _staff(request, refusal)
    return _staff(request, None, rows=rows, text=_as_text(rows))


def _as_text(rows: list[Any]) -> str:
    head = "氏名\tよみがな\tメールアドレス\t電話番号\t部門\t役割\t部門長\t上司"
    kept = [
        "\t".join(
            [c.name, c.reading, c.email, c.phone, c.division, ROLES[c.role].ja, "○" if c.leads else "", c.superior]
        )
        for c in rows
        if not isinstance(c, Refused)
    ]
    return "\n".join([head, *kept])


def _staff(
    request: HttpRequest, refusal: Refusal | None = None, *, rows: list[Any] | None = None, text: str = ""
) -> HttpResponse:
    everyone = sorted(queries.everyone(), key=lambda p: (list(Role).index(Role(p.role)) != 3, p.reading, p.pk))
    names = {d.pk: d.name for d in queries.divisions()}
    here = [
        (
            p,
            ROLES[Role(p.role)],
            [names[d] for d in queries.divisions_of(p.pk)],
            queries.names({p.superior}).get(p.superior, ""),
        )
        for p in everyone
    ]
    return _step(
        request,
        "people",
        refusal,
        here=here,
        rows=[(r, None if isinstance(r, Refused) else ROLES[r.role]) for r in rows or []],
        taken=sum(not isinstance(r, Refused) for r in rows or []),
        text=text,
        roles=[(r.value, t) for r, t in ROLES.items() if r is not Role.REPRESENTATIVE],
        divisions=[(d.pk, d.title) for d in queries.divisions()],
        superiors=[(p.pk, Text(p.name, p.name)) for p in everyone],
    )


@FORM
def colleague(request: HttpRequest, person: str) -> HttpResponse:
    """One card: what changed, another division, or that somebody left."""
    access.allow(who(request), "setup.run")
    found = queries.person(person)
    if found is None or found.door or not found.is_active:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=404)

    def page(refusal: Refusal | None = None) -> HttpResponse:
        shown_page = {
            "one": found,
            "typed": request.POST if refusal else {},
            "refusal": refusal,
            "roles": [(r.value, t) for r, t in ROLES.items()],
            "divisions": [(d.pk, d.title) for d in queries.divisions()],
            "mine": [d.name for d in queries.divisions() if d.pk in queries.divisions_of(found.pk)],
            "superiors": [(p.pk, Text(p.name, p.name)) for p in queries.everyone() if p.pk != found.pk],
            "key": str(uuid4()),
        }
        return render(request, "setup/colleague.html", shown_page, status=refusal.status if refusal else 200)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "leave":
            actions.let_go(found.pk, by=by, at=at)
            return
        changed = {f: fields.line(f) for f in ("name", "reading", "email", "phone", "superior")}
        if (role := fields.choice("role", Role)) is not None:
            changed["role"] = role.value
        actions.card(found.pk, changed, by=by, at=at)
        if division := fields.line("division"):
            actions.assign(found.pk, division, leads=fields.flag("leads"), by=by, at=at)

    return page() if request.method == "GET" else submit(request, act, then="/setup/people", again=page)


@FORM
def duty(request: HttpRequest) -> HttpResponse:
    """Who hears a first report, at any hour."""
    access.allow(who(request), "setup.run")

    def page(refusal: Refusal | None = None) -> HttpResponse:
        leading = [(p.pk, Text(p.name, p.name)) for p in queries.everyone() if access.may(p, "reports.acknowledge")]
        rows = [
            {
                "division": d,
                "ladder": [p.name for p in queries.duty(d.pk, at=now(request))],
                "set": bool(d.slots),
                "head": next((p.pk for p in queries.heads(d.pk)), ""),
            }
            for d in queries.divisions()
        ]
        return _step(request, "duty", refusal, rows=rows, leading=leading)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "stand":
            actions.let_stand(step="duty", by=by, at=at)
            return
        by_day = fields.line("by_day")
        otherwise = fields.line("otherwise") or by_day
        actions.set_duty(division=fields.line("division"), by_day=by_day, otherwise=otherwise, by=by, at=at)

    return page() if request.method == "GET" else submit(request, act, then="/setup/duty", again=page)


@FORM
def rooms(request: HttpRequest) -> HttpResponse:
    """The chat room of each division, with a test post."""
    access.allow(who(request), "setup.run")

    def page(refusal: Refusal | None = None) -> HttpResponse:
        rows = [{"division": d, "last": trying.last(f"division:{d.pk}")} for d in queries.divisions()]
        chatwork = ChatworkSettings()
        ready = bool(chatwork.token or chatwork.refresh_token)
        return _step(request, "rooms", refusal, rows=rows, ready=ready)

    def act(fields: Fields, by: Person, at: datetime) -> str:
        division = fields.line("division")
        if fields.line("act") == "stand":
            actions.let_stand(step="rooms", by=by, at=at)
            return ""
        if fields.line("act") == "save" or fields.line("address"):
            address, outside = fields.line("address"), fields.flag("outside")
            now_there = queries.division(division)
            if now_there is None or (now_there.address, now_there.room_outside) != (address, outside):
                actions.set_room(division=division, channel="chatwork", address=address, outside=outside, by=by, at=at)
        if fields.line("act") == "try":
            trying.room(division, by=by, at=at)
        return "/setup/rooms"

    answer = page() if request.method == "GET" else submit(request, act, then="/setup/rooms", again=page)
    return _asking_again(answer, [f"division:{d.pk}" for d in queries.divisions()], request)


@FORM
def mail(request: HttpRequest) -> HttpResponse:
    """What the operator has set for mail, with a test mail to oneself."""
    access.allow(who(request), "setup.run")

    def page(refusal: Refusal | None = None) -> HttpResponse:
        told = MailSettings()
        last = trying.last(f"person:{who(request).pk}")
        return _step(request, "mail", refusal, host=told.smtp_host, sender=told.mail_from, last=last)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "stand":
            actions.let_stand(step="mail", by=by, at=at)
        else:
            trying.mail(by=by, at=at)

    answer = page() if request.method == "GET" else submit(request, act, then="/setup/mail", again=page)
    return _asking_again(answer, [f"person:{who(request).pk}"], request)


def _asking_again(answer: HttpResponse, places: list[str], request: HttpRequest) -> HttpResponse:
    """While a test is on its way the page asks again by itself."""
    found = [trying.last(one) for one in places] if request.method == "GET" else []
    if any(one is not None and one[2] in ("waiting", "sending") for one in found):
        answer["Refresh"] = "2"
    return answer


@FORM
def hours(request: HttpRequest) -> HttpResponse:
    """The company's weekly hours and closed days, in one form; the calendar page has the rest."""
    access.allow(who(request), "setup.run")

    def page(refusal: Refusal | None = None) -> HttpResponse:
        week = [written(day) for day in policy_queries.calendar().week]
        days = policy_queries.closed_days()
        return _step(request, "hours", refusal, weekdays=list(zip(WEEKDAYS, week, strict=True)), days=days)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        if fields.line("act") == "stand":
            actions.let_stand(step="hours", by=by, at=at)
            return
        reason = Text("はじめの用意", "set-up").ja
        policies.set_hours(week=[fields.line(f"day{i}") for i in range(7)], reason=reason, by=by, at=at)
        policies.set_calendar(
            closed=fields.text("closed").split(),
            year_end_from=fields.line("year_end_from"),
            year_end_to=fields.line("year_end_to"),
            holidays=fields.flag("holidays"),
            reason=reason,
            by=by,
            at=at,
        )

    return page() if request.method == "GET" else submit(request, act, then="/setup/hours", again=page)


@FORM
def timers(request: HttpRequest) -> HttpResponse:
    """Every time we allow ourselves: whose default it is, and where it is changed."""
    access.allow(who(request), "setup.run")

    def page(refusal: Refusal | None = None) -> HttpResponse:
        found = [one for one in shown.everything() if one.group in (shown.PROMISED, shown.RUNNING)]
        return _step(request, "timers", refusal, policies=found, mark=words.MARK)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        actions.let_stand(step="timers", by=by, at=at)

    return page() if request.method == "GET" else submit(request, act, then="/setup", again=page)


@require_GET
def first_complaint(request: HttpRequest) -> HttpResponse:
    """The way of the first complaint, each moment ticked as it comes."""
    access.allow(who(request), "setup.run")
    no, kinds = steps.first_complaint()
    return _step(request, "first-complaint", None, no=no, way=steps.first_way(kinds, no))
