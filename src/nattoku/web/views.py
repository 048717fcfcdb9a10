"""Signing in and out, the language, and the pages for when something is not there."""

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.ledger.append import mark
from nattoku.lib.text import Text
from nattoku.people.facts import ROLES, Role
from nattoku.people.models import Person

WRONG = Text(
    "メールアドレスかパスワードが違います。もう一度お確かめください。",
    "The e-mail address or the password is wrong. Please try again.",
)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """By e-mail and password; in a demo also as anybody, by one click."""
    error: Text | str = ""
    email = request.POST.get("email", "").strip().lower()
    if request.method == "POST":
        person = authenticate(request, username=email, password=request.POST.get("password", ""))
        if person is not None:
            login(request, person)
            return HttpResponseRedirect(_next(request))
        error = WRONG
    page = {"error": error, "email": email, "next": _next(request), "people": _demo_people()}
    return render(request, "sign_in.html", page, status=403 if error else 200)


def _demo_people() -> list[tuple[Person, Text]]:
    if not mark("demo"):
        return []
    order = [Role.RECEIVER, Role.LEADER, Role.MANAGER, Role.REPRESENTATIVE, Role.VIEWER]
    found = Person.objects.filter(is_active=True, door="").prefetch_related("memberships__division")
    return [(p, ROLES[Role(p.role)]) for p in sorted(found, key=lambda p: (order.index(Role(p.role)), p.pk))]


@login_not_required
@require_POST
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """One click, only in a database born as demo and only from this machine."""
    here = request.META.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1", "")
    person = Person.objects.filter(pk=request.POST.get("person", ""), is_active=True, door="").first()
    if not (mark("demo") and here and person):
        return not_found(request)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_next(request))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; the browser wipes its drafts."""
    logout(request)
    answer = HttpResponseRedirect("/sign-in")
    answer["Clear-Site-Data"] = '"storage"'
    return answer


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
    return render(request, "not_found.html", status=404)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side; nothing half-done was kept."""
    return render(request, "broken.html", status=500)
