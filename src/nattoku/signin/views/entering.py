"""Signing in and out."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from nattoku.ledger.append import mark
from nattoku.lib.network import address
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import now
from nattoku.people.facts import ROLES, Factor, Role
from nattoku.people.models import Person
from nattoku.signin import queries, rules
from nattoku.signin.actions import entering, passkeys, passwords, sessions
from nattoku.signin.views.site import challenge, done, new_challenge, next_page, site

FORM = require_http_methods(["GET", "POST"])


@login_not_required
@FORM
def sign_in(request: HttpRequest) -> HttpResponse:
    """By e-mail and password, or a passkey; in a demo also as anybody, by one click."""
    if request.method == "GET":
        return _sign_in(request)
    email = request.POST.get("email", "").strip().lower()
    try:
        inside = entering.by_password(request, email, request.POST.get("password", ""), at=now(request))
    except Refusal as refusal:
        return _sign_in(request, refusal, email)
    to = next_page(request)
    if not inside:
        request.session["next"] = to
    return HttpResponseRedirect(to if inside else "/sign-in/second")


def _sign_in(request: HttpRequest, refusal: Refusal | None = None, email: str = "") -> HttpResponse:
    page = {
        "refusal": refusal,
        "email": email,
        "next": next_page(request),
        "people": _demo_people(),
        "named": bool(site(request).rp_id),
    }
    return render(request, "signin/sign_in.html", page, status=refusal.status if refusal else 200)


def _demo_people() -> list[tuple[Person, Text]]:
    if not mark("demo"):
        return []
    order = [Role.RECEIVER, Role.LEADER, Role.MANAGER, Role.REPRESENTATIVE, Role.VIEWER]
    found = Person.objects.filter(is_active=True, door="").prefetch_related("memberships__division")
    return [(p, ROLES[Role(p.role)]) for p in sorted(found, key=lambda p: (order.index(Role(p.role)), p.pk))]


def address_given(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Under which address somebody tries to come in: what a lock is counted by, together with the network address."""
    given = (credentials or {}).get("username") or request.POST.get("email", "")
    return given.strip().lower()[:254]


def locked(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """Too many wrong passwords: said in words, whether the address is somebody's or not."""
    return _sign_in(request, Refusal(entering.TIRED, status=429), request.POST.get("email", "").strip().lower())


@login_not_required
@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """One click, only in a database born as demo and only from this machine; no second step."""
    here = address(request) in ("127.0.0.1", "::1", "")
    person = Person.objects.filter(pk=request.POST.get("person", ""), is_active=True, door="").first()
    if not (mark("demo") and here and person):
        raise Http404
    sessions.note(request, person, how="demo", done=True, at=now(request))
    sessions.begin(request, person, factor="demo", at=now(request))
    return HttpResponseRedirect(next_page(request))


@login_not_required
@FORM
def second(request: HttpRequest) -> HttpResponse:
    """The second step, for who has shown the password."""
    try:
        person = entering.waiting(request, at=now(request))
    except Refusal as late:
        return _sign_in(request, late)
    if request.method == "GET":
        return _second(request, person)
    try:
        entering.by_code(request, request.POST.get("code", ""), request.POST.get("recovery", ""), at=now(request))
    except Refusal as wrong:
        return _second(request, person, wrong)
    return HttpResponseRedirect(_onward(request))


def _second(request: HttpRequest, person: Person, refusal: Refusal | None = None) -> HttpResponse:
    has = queries.factors(person.pk)
    page = {
        "refusal": refusal,
        "has_code": Factor.CODE in has,
        "has_passkey": Factor.PASSKEY in has and bool(site(request).rp_id),
        "left": queries.recovery_left(person.pk),
    }
    return render(request, "signin/second.html", page, status=refusal.status if refusal else 200)


def _onward(request: HttpRequest) -> str:
    wanted: str = request.session.pop("next", "") or next_page(request)
    return wanted


@login_not_required
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to show a passkey."""
    half = entering.waiting(request, at=now(request)) if entering.WAITING in request.session else None
    if not half and not request.user.is_authenticated:
        request.session.set_expiry(int(rules.UNFINISHED.total_seconds()))
    options = passkeys.request(site(request), new_challenge(request), half)
    return HttpResponse(options, content_type="application/json")


@login_not_required
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """The browser has shown a passkey."""
    answer, asked, half = request.POST.get("credential", ""), challenge(request), entering.WAITING in request.session
    try:
        entering.by_passkey(request, site(request), asked, answer, at=now(request))
    except Refusal as refusal:
        if half and entering.WAITING in request.session:
            return _second(request, entering.waiting(request, at=now(request)), refusal)
        return _sign_in(request, refusal)
    return HttpResponseRedirect(_onward(request))


@login_not_required
@FORM
def reset(request: HttpRequest, secret: str) -> HttpResponse:
    """A new password through the link a colleague has handed over."""
    whose, refusal = passwords.link(secret, at=now(request)).person, None
    if request.method == "POST":
        try:
            passwords.reset(secret, request.POST.get("new", ""), request.POST.get("again", ""), at=now(request))
            said = Text("新しいパスワードでサインインしてください。", "Please sign in with the new password.")
            return done(request, said, "/sign-in")
        except Refusal as wrong:
            refusal = wrong
    page = {"refusal": refusal, "whose": whose}
    return render(request, "signin/reset.html", page, status=refusal.status if refusal else 200)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; the browser wipes its drafts."""
    sessions.leave(request)
    answer = HttpResponseRedirect("/sign-in")
    answer["Clear-Site-Data"] = '"storage"'
    return answer
