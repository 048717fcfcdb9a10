"""The page a customer opens by a link or a code: one minute, no log-in, nothing that sells."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import activate, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nattoku.lib.refusal import Refusal
from nattoku.people.door import now
from nattoku.people.forms import Fields
from nattoku.standing import pace
from nattoku.surveys import actions, form, links, words


@csrf_exempt  # whoever holds the secret address speaks; there is no session to borrow
@login_not_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """An ended, expired or guessed link: one answer for all."""
    wanted = request.POST.get("lang") or request.GET.get("lang") or get_language() or "ja"
    activate("en" if wanted.startswith("en") else "ja")
    if pace.too_often(request):
        return _closed(render(request, "standing/slowly.html", status=429))
    behind = links.behind(secret, at=now(request))
    if behind is None:
        return _closed(render(request, "surveys/over.html", status=404))
    if "thanks" in request.GET or (behind.answered and request.method == "GET"):
        return _closed(render(request, "surveys/thanks.html", {"named": behind.named}))
    if request.method == "GET":
        return _closed(_form(request, behind))
    try:
        fields = Fields(request.POST)
        filled = form.read(fields)
        actions.answer(
            behind,
            filled.scores,
            dissatisfied=filled.dissatisfied,
            told=filled.told,
            words=filled.words,
            reach=filled.reach,
            key=fields.line("key"),
            at=now(request),
        )
    except Refusal as refusal:
        return _closed(_form(request, behind, refusal))
    return _closed(HttpResponseRedirect(f"{request.path}?lang={get_language()}&thanks=1", status=303))


def _form(request: HttpRequest, behind: links.Behind, refusal: Refusal | None = None) -> HttpResponse:
    page = {
        "behind": behind,
        "refusal": refusal,
        "typed": request.POST if refusal else {},
        "key": str(uuid4()),
        "w": words,
    }
    return render(request, "surveys/form.html", page, status=refusal.status if refusal else 200)


def _closed(answer: HttpResponse) -> HttpResponse:
    """Nobody finds the page, keeps it, or learns its address from where the customer goes next."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
