"""「お知らせの受け方」 as a page, and the two files that a browser needs to show a push."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Lang
from nattoku.notices import hearing
from nattoku.notices.channels import label, webpush
from nattoku.people import queries as people
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

PAGE, ADD = "/me/hearing", "/me/accounts"
Act = Callable[[Fields, Person, datetime], None]


@require_http_methods(["GET", "POST"])
def hearing_page(request: HttpRequest) -> HttpResponse:
    """Which channel is tried first, the quiet hours, the digest; and every address of this person."""

    def act(fields: Fields, by: Person, at: datetime) -> None:
        hearing.choose(
            order=fields.lines("order"),
            quiet_from=fields.line("quiet_from"),
            quiet_to=fields.line("quiet_to"),
            digest=fields.flag("digest"),
            by=by,
            at=at,
        )

    return _page(request) if request.method == "GET" else _done(request, act)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """One more address, or this device."""

    def act(fields: Fields, by: Person, at: datetime) -> None:
        channel, address = fields.line("channel"), fields.line("address")
        hearing.add(
            channel=channel,
            address=address,
            mention=fields.line("mention"),
            words=fields.line("label"),
            by=by,
            at=at,
        )

    return _done(request, act)


@require_POST
def remove(request: HttpRequest, account: str) -> HttpResponse:
    """消す."""
    return _done(request, lambda _, by, at: hearing.remove(account, by=by, at=at))


@require_POST
def try_out(request: HttpRequest, account: str) -> HttpResponse:
    """ためしに送る."""
    lang = cast(Lang, get_language() or "ja")

    def act(_: Fields, by: Person, at: datetime) -> None:
        hearing.try_out(account, lang=lang, by=by, at=at)

    return _done(request, act)


@login_not_required
@require_GET
def service_worker(_: HttpRequest) -> HttpResponse:
    """At the root, so that it may speak for every page; a browser asks for it without a session too."""
    file = finders.find("nattoku/sw.js")
    if not file:
        raise Http404
    return HttpResponse(Path(str(file)).read_bytes(), content_type="text/javascript; charset=utf-8")


@login_not_required
@require_GET
def manifest(_: HttpRequest) -> HttpResponse:
    """What the app is called on a home screen. An iPhone shows pushes only of what stands there."""
    icon = {"src": static("nattoku/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    said = {"name": "納得 Nattoku", "short_name": "納得", "lang": "ja", "start_url": "/", "scope": "/"}
    return JsonResponse(said | {"display": "standalone", "icons": [icon]}, content_type="application/manifest+json")


def _done(request: HttpRequest, act: Act) -> HttpResponse:
    return submit(request, act, then=PAGE, again=lambda refusal: _page(request, refusal))


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    by = who(request)
    order, offered = hearing.order(by), hearing.offered()
    page: dict[str, Any] = {
        "addresses": hearing.addresses(by),
        "order": [(one, label(one)) for one in order],
        "offered": offered,
        "choices": [(name, words) for name, words, _ in offered],
        "hours": _hours(request, by, refusal),
        "typed": _typed(request, refusal),
        "push_key": webpush.channel().public_key,
        "push_known": ",".join(_devices(by)),
        "refusal": refusal,
        "key": lambda: str(uuid4()),
    }
    return render(request, "notices/hearing.html", page, status=refusal.status if refusal else 200)


def _hours(request: HttpRequest, by: Person, refusal: Refusal | None) -> dict[str, Any]:
    """The form of order and hours: as it was posted when it was refused, else as it was decided."""
    if refusal is None or request.path != PAGE:
        return {"order": [], "quiet_from": by.quiet_from, "quiet_to": by.quiet_to, "digest": by.digest}
    fields = Fields(request.POST)
    typed = {"quiet_from": fields.line("quiet_from"), "quiet_to": fields.line("quiet_to")}
    return {"order": fields.lines("order"), "digest": fields.flag("digest"), **typed}


def _typed(request: HttpRequest, refusal: Refusal | None) -> dict[str, str]:
    """The form of one more address: as it was posted when it was refused, else empty."""
    again = refusal is not None and request.path == ADD and request.POST.get("channel") != "webpush"
    return {name: request.POST.get(name, "") if again else "" for name in ("channel", "address", "mention", "label")}


def _devices(by: Person) -> list[str]:
    """A trace of every device of this person, by which a browser sees whether it is one of them."""
    found = [json.loads(a.address)["endpoint"] for a in people.accounts(by.pk) if a.channel == "webpush"]
    return [hashlib.sha256(endpoint.encode()).hexdigest() for endpoint in found]
