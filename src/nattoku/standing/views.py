"""The page a customer opens by a link; making, revoking and releasing for it."""

from datetime import datetime
from uuid import uuid4

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import activate, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases import saying
from nattoku.ledger.once import Reply
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now, once_only, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.response import links
from nattoku.standing import actions, pace
from nattoku.standing.shown import standing
from nattoku.standing.words import ONCE


@csrf_exempt  # whoever holds the secret address speaks; there is no session to borrow
@login_not_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """A revoked, expired or guessed link: one answer for all, after the same work."""
    _language(request)
    if pace.too_often(request):
        return _closed(render(request, "standing/slowly.html", status=429))
    no = links.case_behind(secret, at=now(request))
    if no is None:
        return _closed(render(request, "standing/gone.html", status=404))
    if request.method == "GET":
        return _closed(_page(request, no))
    fields = Fields(request.POST)
    answer, words = fields.line("answer"), fields.text("words-" + fields.line("answer")[:10])
    try:
        actions.give(no, answer=answer, words=words, key=fields.line("key"), at=now(request))
    except Refusal as refusal:
        return _closed(_page(request, no, refusal))
    return _closed(HttpResponseRedirect(f"{request.path}?lang={get_language()}#thanks", status=303))


@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest, no: str) -> HttpResponse:
    """What the customer sees; a leader releases sentences; links are made, shown once, and revoked."""
    if request.method == "POST" and request.POST.get("act") == "make":
        return _made(request, no)
    if request.method == "GET":
        return _manage(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        access.allow(by, "response.write")
        match fields.line("act"):
            case "release":
                told = {"known": fields.text("known"), "unknown": fields.text("unknown")}
                links.release(no, **told, sayings=saying.typed(fields), by=by, at=at)
            case "revoke":
                links.revoke(no, trace=fields.line("trace"), by=by, at=at)
            case _:
                raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)

    return submit(request, act, then=f"/cases/{no}/standing", again=lambda refusal: _manage(request, no, refusal))


def _page(request: HttpRequest, no: int, refusal: Refusal | None = None) -> HttpResponse:
    shown, _ = standing(no)
    more = {
        "shown": shown,
        "refusal": refusal,
        "typed": request.POST if refusal else {},
        "key": str(uuid4()),
        "late": bool(shown.next_at and shown.next_at < now(request)),
    }
    return render(request, "standing/page.html", more, status=refusal.status if refusal else 200)


def _made(request: HttpRequest, no: str) -> HttpResponse:
    """The secret is in this one answer and nowhere else: not in the kept answer either."""
    try:
        secret = make_once(request, no)
    except Refusal as refusal:
        return _manage(request, no, refusal)
    return _manage(request, no, address=request.build_absolute_uri(f"/s/{secret}"))


def make_once(request: HttpRequest, no: str) -> str:
    """The secret of a new link; Refusal 409 for the same form sent once more, because it is shown only once."""
    made: list[str] = []

    def act() -> Reply:
        made.append(links.make(no, by=who(request), at=now(request)))
        return Reply(201, {})

    once_only(request, {"act": "make", "no": no}, act, key=request.POST.get("key", ""))
    if not made:
        raise Refusal(ONCE)
    return made[0]


def code(address: str) -> str:
    """The address as a code that a telephone reads: SVG, "" for none."""
    if not address:
        return ""
    made: str = segno.make(address, error="m").svg_inline(scale=4, border=4, svgclass="code", omitsize=True)
    return made


def _manage(request: HttpRequest, no: str, refusal: Refusal | None = None, *, address: str = "") -> HttpResponse:
    part = parts.opened(request, no)
    shown, _ = standing(part.case.no)
    at = now(request)
    mine = [(one, not one.revoked and one.expires_at > at) for one in links.of_case(part.case.no)]
    more = {"shown": shown, "links": mine, "address": address, "code": code(address)}
    return parts.shown(request, "standing/manage.html", part, refusal=refusal, **more)


def _closed(answer: HttpResponse) -> HttpResponse:
    """Nobody finds the page, keeps it, or learns its address from where the customer goes next."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _language(request: HttpRequest) -> None:
    wanted = request.POST.get("lang") or request.GET.get("lang") or get_language() or "ja"
    activate("en" if wanted.startswith("en") else "ja")
