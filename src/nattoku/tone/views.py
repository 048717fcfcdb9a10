"""A page to check any text on: a plain form, nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.lib.refusal import Refusal
from nattoku.tone.asking import remarks
from nattoku.words.tone import Mode
from nattoku.words.tone.reading import absences
from nattoku.words.tone.row import LEVELS, MODES


@require_http_methods(["GET", "POST"])
def tone(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was found."""
    text, mode = request.POST.get("text", ""), request.POST.get("mode", "")
    chosen = Mode(mode) if mode in list(Mode) else Mode.APOLOGY
    found, refusal = None, None
    if request.method == "POST":
        try:
            found = remarks(text, chosen, request.POST.get("customer", ""))
        except Refusal as refused:
            refusal = refused
    shown: dict[str, object] = {
        "text": text,
        "mode": chosen,
        "modes": MODES,
        "levels": LEVELS,
        "found": found,
        "refusal": refusal,
    }
    shown |= {
        "customer": request.POST.get("customer", ""),
        "avoid": {name: row.avoid for name, row in absences().items()},
    }
    return render(request, "tone/tone.html", shown, status=refusal.status if refusal else 200)
