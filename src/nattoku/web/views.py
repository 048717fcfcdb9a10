"""The language, and the pages for when something is not there."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.views.decorators.http import require_GET, require_POST

from nattoku.lib.problem import problem
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """日本語 or English, kept in a cookie."""
    wanted = "en" if request.POST.get("lang") == "en" else "ja"
    activate(wanted)
    answer = HttpResponseRedirect(_next(request))
    answer.set_cookie("django_language", wanted, max_age=365 * 24 * 3600, samesite="Lax")
    return answer


@login_not_required
@require_GET
def health(_: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is not yours to see: the same answer for both."""
    if request.path.startswith("/api/"):  # a program asked
        return problem(404, Text("見つかりません。", "There is no such thing."))
    return render(request, "not_found.html", status=404)


@login_not_required
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the last sign-in, or from another site: nothing of it was taken."""
    refusal = Refusal(
        Text(
            "この画面は、サインインし直す前に開かれたものです。前の画面に戻って読み込み直し、もう一度お送りください。何も保存していません。",
            "This page was opened before the last sign-in. Go back, reload it and send it again. Nothing was saved.",
        ),
        status=403,
    )
    return render(request, "refusal.html", {"refusal": refusal}, status=refusal.status)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side; nothing half-done was kept."""
    return render(request, "broken.html", status=500)
