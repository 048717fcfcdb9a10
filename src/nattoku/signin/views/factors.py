"""Setting up and removing second steps. Each asks for the password once more, unless it was shown just now."""

import json

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import now, who
from nattoku.signin import agents, queries
from nattoku.signin.actions import codes, passkeys
from nattoku.signin.seal import seal, unseal
from nattoku.signin.views.site import challenge, done, new_challenge, site, unsure

FORM = require_http_methods(["GET", "POST"])
NEW_KEY, NEW_RECOVERY = "new_code_key", "new_recovery"
ADDED = Text("二段階目を加えました。", "The second step is added.")
REMOVED = Text("二段階目を一つ外しました。", "A second step is removed.")


@FORM
def code(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app: the QR code, the key in letters, and a code to prove that it works."""
    if later := unsure(request):
        return later
    person, refusal = who(request), None
    if queries.code_key(person.pk):
        return HttpResponseRedirect("/me/security")
    key = unseal(request.session[NEW_KEY]) if NEW_KEY in request.session else codes.new_key()
    if request.method == "POST":
        try:
            fresh = codes.add(person, key, request.POST.get("code", ""), at=now(request))
            request.session.pop(NEW_KEY, None)
            return _added(request, "code", fresh)
        except Refusal as wrong:
            refusal = wrong
    request.session[NEW_KEY] = seal(key)
    qr = segno.make(codes.address(person, key), error="m").svg_data_uri(scale=5, border=4)
    spaced = " ".join(key[i : i + 4] for i in range(0, len(key), 4))
    shown = {"refusal": refusal, "qr": qr, "key": spaced}
    return render(request, "signin/code.html", shown, status=refusal.status if refusal else 200)


@require_POST
def remove_code(request: HttpRequest) -> HttpResponse:
    """The app no longer counts."""
    if later := unsure(request):
        return later
    codes.remove(who(request), by=who(request).pk, at=now(request))
    return done(request, REMOVED)


@FORM
def recovery(request: HttpRequest) -> HttpResponse:
    """Recovery codes, shown this once; a POST makes new ones."""
    if request.method == "POST":
        if later := unsure(request):
            return later
        request.session[NEW_RECOVERY] = seal(json.dumps(codes.renew_recovery(who(request))))
        return HttpResponseRedirect("/me/security/recovery", status=303)
    sealed = request.session.pop(NEW_RECOVERY, "")
    if not sealed:
        return HttpResponseRedirect("/me/security")
    return render(request, "signin/recovery.html", {"codes": json.loads(unseal(sealed))})


@require_GET
def new_passkey(request: HttpRequest) -> HttpResponse:
    """The page on which a passkey is made."""
    return unsure(request) or _new_passkey(request, None)


@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    if not queries.sure(request, at=now(request)):
        raise Refusal(Text("もう一度パスワードを入れてください。", "Please give your password once more."), status=403)
    options = passkeys.creation(who(request), site(request), new_challenge(request))
    return HttpResponse(options, content_type="application/json")


@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    """The browser has made a passkey."""
    if later := unsure(request):
        return later
    posted, asked = request.POST, challenge(request)
    try:
        fresh = passkeys.add(
            who(request),
            site(request),
            asked,
            posted.get("credential", ""),
            name=posted.get("name", ""),
            at=now(request),
        )
    except Refusal as refusal:
        return _new_passkey(request, refusal)
    return _added(request, "passkey", fresh)


def _new_passkey(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    named = agents.device(request.headers.get("User-Agent", ""))
    shown = {"refusal": refusal, "name": request.POST.get("name") or named, "named": bool(site(request).rp_id)}
    return render(request, "signin/passkey.html", shown, status=refusal.status if refusal else 200)


@require_POST
def remove_passkey(request: HttpRequest) -> HttpResponse:
    """That passkey no longer counts."""
    if later := unsure(request):
        return later
    passkeys.remove(who(request), request.POST.get("passkey", ""), by=who(request).pk, at=now(request))
    return done(request, REMOVED)


def _added(request: HttpRequest, factor: str, fresh: list[str]) -> HttpResponse:
    request.session[queries.FACTOR] = request.session.get(queries.FACTOR) or factor
    if not fresh:
        return done(request, ADDED)
    request.session[NEW_RECOVERY] = seal(json.dumps(fresh))
    return HttpResponseRedirect("/me/security/recovery", status=303)
