"""A page to check any text on, and the remarks on what is being written: nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nattoku.cases import queries as cases
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people.door import who
from nattoku.tone import forms, queries
from nattoku.tone.asking import remarks
from nattoku.words.tone import Mode
from nattoku.words.tone.reading import absences, everything, groups
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
        "fared": queries.fared(),
        "rules": {row.id: row.avoid for row in everything()},
    }
    return render(request, "tone/tone.html", shown, status=refusal.status if refusal else 200)


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in plain words, with a place of its own that a remark leads to."""
    shown = [
        {"letter": letter, "title": title, "rows": [row for row in everything() if row.id.startswith(letter)]}
        for letter, title in groups().items()
    ]
    return render(request, "tone/rules.html", {"groups": shown})


@require_POST
def typing(request: HttpRequest, no: str) -> HttpResponse:
    """The remarks on the fields of a form of a case, as a piece of page: tone-fields, tone-mode, tone-about."""
    _, past, _ = cases.opened(no, by=who(request), act="tone.dismiss")
    mode, names = request.POST.get("tone-mode", ""), request.POST.get("tone-fields", "").split()
    if mode not in list(Mode) or len(names) > 20:
        raise Refusal(Text("何の文かを読み取れません。", "What is the text for?"), status=400)
    about = request.POST.get("tone-about", "")[:80]
    rows = forms.typing(request.POST, names, Mode(mode), about, past)
    return render(request, "tone/_typing.html", {"rows": rows, "about": about})
