"""The doors of what is live: a stream for a page, and a word that somebody types."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import queries as cases
from nattoku.lib.refusal import Refusal
from nattoku.live.presence import Presence
from nattoku.live.seat import BOARD, Seat
from nattoku.live.streams import SEAT
from nattoku.people import access
from nattoku.people.door import now, who

AGAIN = 3000  # milliseconds after which a browser whose stream broke comes again


@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, no: str) -> HttpResponse:
    """GET: what happens in a case, as server-sent events. POST: I am typing in it, or have stopped."""
    try:
        stream = cases.visible_case(no, by=who(request)).stream
    except Refusal as refusal:
        raise Http404 if refusal.status == 404 else refusal from refusal
    if request.method == "GET":
        return _stream(request, stream)
    access.allow(who(request), "cases.write")
    presence = Presence()
    try:
        presence.types(stream, who(request).pk, typing=bool(request.POST.get("typing")), at=now(request))
    finally:
        presence.close()
    return HttpResponse(status=204)


@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """That something new was written anywhere: a page of many cases then asks for its own."""
    return _stream(request, BOARD)


def _stream(request: HttpRequest, stream: str) -> HttpResponse:
    """The server keeps it open (`web/rsgi.py`). Any other server sends the first piece, and the browser comes again."""
    seen = request.GET.get("seen", "")
    request.META[SEAT] = Seat(
        person=who(request).pk,
        session=request.session.session_key or "",
        stream=stream,
        seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
        lang="en" if (get_language() or "ja").startswith("en") else "ja",
        promise=request.GET.get("promise", "")[:80],
    )
    answer = HttpResponse(f"retry: {AGAIN}\n\n", content_type="text/event-stream; charset=utf-8")
    answer["X-Accel-Buffering"] = "no"  # nginx hands each event on at once
    return answer
