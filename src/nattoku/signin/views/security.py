"""One's own sign-in: the second step, passkeys, where one is signed in, the password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import now, who
from nattoku.signin import agents, queries
from nattoku.signin.actions import entering, passwords, sessions
from nattoku.signin.views.site import done, next_page, site

FORM = require_http_methods(["GET", "POST"])
HOW = {
    "password": Text("パスワード", "Password"),
    "code": Text("認証アプリ", "Authenticator app"),
    "recovery": Text("復旧コード", "Recovery code"),
    "passkey": Text("パスキー", "Passkey"),
    "demo": Text("お試し", "Demonstration"),
    "confirm": Text("ご本人の確認", "Confirmation"),
}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Everything of one's own sign-in on one page."""
    person, at = who(request), now(request)
    holding = queries.devices(person.pk, at=at, idle=settings.SESSION_IDLE, longest=settings.SESSION_LONGEST)
    here = request.session[sessions.DEVICE]
    shown: dict[str, Any] = {
        "code": queries.code_key(person.pk),
        "passkeys": queries.passkeys(person.pk),
        "recovery_left": queries.recovery_left(person.pk),
        "devices": sorted(holding, key=lambda d: d.pk != here),
        "here": here,
        "sign_ins": queries.sign_ins(person.pk),
        "how": HOW,
        "device": agents.device,
        "owes": queries.owes_second_factor(request),
        "named": bool(site(request).rp_id),
        "helps": queries.may_help(person),
    }
    return render(request, "signin/security.html", shown)


@FORM
def confirm(request: HttpRequest) -> HttpResponse:
    """The password once more, before what matters changes."""
    refusal, to = None, next_page(request, "/me/security")
    if request.method == "POST":
        try:
            entering.confirm(request, who(request), request.POST.get("password", ""), at=now(request))
            return HttpResponseRedirect(to, status=303)
        except Refusal as wrong:
            refusal = wrong
    shown = {"refusal": refusal, "next": to}
    return render(request, "signin/confirm.html", shown, status=refusal.status if refusal else 200)


@FORM
def password(request: HttpRequest) -> HttpResponse:
    """Another password; every other session ends."""
    person, refusal, posted = who(request), None, request.POST
    if request.method == "POST":
        try:
            entering.confirm(request, person, posted.get("password", ""), at=now(request))
            here = request.session[sessions.DEVICE]
            passwords.change(person, posted.get("new", ""), posted.get("again", ""), keep=here, at=now(request))
            update_session_auth_hash(request, person)
            sessions.rekey(request)
            return done(request, Text("パスワードを変えました。", "The password is changed."))
        except Refusal as wrong:
            refusal = wrong
    return render(request, "signin/password.html", {"refusal": refusal}, status=refusal.status if refusal else 200)


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions, or all but this one."""
    person, here = who(request), request.session[sessions.DEVICE]
    if wanted := request.POST.get("device", ""):
        sessions.end(person, wanted, at=now(request))
    else:
        sessions.end_others(person, keep=here, by=person.pk, at=now(request))
    return done(request, Text("サインインを終わらせました。", "Signed out there."))
