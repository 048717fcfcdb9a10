"""The form as customers see it, and what those who lead see of it."""

from datetime import datetime
from typing import Any

import segno
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import activate, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases.words import About, Danger
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Division, Person
from nattoku.webform import actions, queries, seal
from nattoku.webform.facts import SIGNS, Lang, Sign
from nattoku.webform.rules import LATEST, Entry
from nattoku.webform.visitor import visitor
from nattoku.webform.words import ABOUTS, DANGERS

AGAIN = Text(
    "この画面からのお申し出は、先ほど承りました。書き加えたいことがあるときは、もう一度「送信する」を押してください。",
    "What this page held has been received already. To send what you have changed, please press “Send” once more.",
)
TRAP = "contact_url"


@csrf_exempt  # it acts in nobody's name, and a customer who refuses cookies is heard too; its seal is in the form
@login_not_required
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, division: str = "") -> HttpResponse:
    """お申し出の入力画面: one page, no log-in, nothing that needs a script."""
    lang = _language(request)
    found = queries.division(division)
    if found is None:
        raise Http404
    if request.method == "GET":
        return _form(request, found)
    fields, at = Fields(request.POST), now(request)
    sealed = seal.read(request.POST.get("seal", ""), at=at)
    came = actions.Came(sealed.key, sealed.age, visitor(request), trap=bool(fields.line(TRAP)))
    try:
        entry = _entry(fields, lang)
        ref = actions.post(entry, came, division=found.pk, is_mail=_is_mail(entry.mail), at=at)
    except Refusal as refusal:
        return _form(request, found, refusal)
    return HttpResponseRedirect(f"/contact/received/{seal.receipt(ref)}?lang={lang.value}", status=303)


@login_not_required
@require_GET
def received(request: HttpRequest, receipt: str) -> HttpResponse:
    """The acknowledgement: number, who is in charge, what happens next and by when; nothing that was typed."""
    _language(request)
    told = queries.receipt(seal.of_receipt(receipt))
    if told is None:
        raise Http404
    return render(request, "webform/received.html", {"told": told})


@login_not_required
@require_GET
def consent(request: HttpRequest) -> HttpResponse:
    """What we do with what a customer writes, in plain words."""
    _language(request)
    return render(request, "webform/consent.html")


@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """To print and put up: one sheet a division, with its code in both languages."""
    access.allow(who(request), "webform.print")
    sheets = [(d, d.title, *_addresses(request, d)) for d in people.divisions()]
    return render(request, "webform/codes.html", {"sheets": sheets})


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """要確認: what looked as if no person wrote it. A leader takes it in, or says why it is none."""
    access.allow(who(request), "webform.look")
    if request.method == "GET":
        return _look(request)

    def act(fields: Fields, by: Person, at: datetime) -> str | None:
        if fields.line("act") == "taken":
            return f"/cases/{actions.take(fields.line('ref'), by=by, at=at)}"
        actions.dismiss(fields.line("ref"), reason=fields.text("reason"), by=by, at=at)
        return None

    return submit(request, act, then="/contact/look", again=lambda r: _look(request, r))


def _form(request: HttpRequest, division: Division, refusal: Refusal | None = None) -> HttpResponse:
    typed, at = request.POST, now(request)
    status = refusal.status if refusal else 200
    sealed = seal.read(typed.get("seal", ""), at=at)
    kept = bool(refusal) and status == 400 and sealed.age is not None and sealed.age <= LATEST
    page: dict[str, Any] = {
        "division": division.title,
        "action": request.path,
        "typed": typed,
        "seal": typed.get("seal", "") if kept else seal.fresh(at=at),
        "refusal": AGAIN if status == 422 else refusal.sentence if refusal else None,
        "abouts": ABOUTS,
        "dangers": DANGERS,
        "trap": TRAP,
    }
    return render(request, "webform/form.html", page, status=status)


def _look(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    found = list(queries.held(who(request))[:100])
    waiting = [(one, actions.entry_of(one), [SIGNS[Sign(s)] for s in one.signs]) for one in found]
    page = {"waiting": waiting, "refusal": refusal, "typed": request.POST if refusal else {}}
    return render(request, "webform/look.html", page, status=refusal.status if refusal else 200)


def _language(request: HttpRequest) -> Lang:
    """?lang= before the browser's own wish, so that a code can be read in either language without a cookie."""
    wanted = request.POST.get("lang") or request.GET.get("lang") or get_language() or "ja"
    lang = Lang.EN if wanted.startswith("en") else Lang.JA
    activate(lang.value)
    return lang


def _entry(fields: Fields, lang: Lang) -> Entry:
    return Entry(
        words=fields.text("words"),
        about=tuple(fields.choices("about", About)),
        danger=fields.choice("danger", Danger) or Danger.UNKNOWN,
        name=fields.line("name"),
        phone=fields.line("phone"),
        mail=fields.line("mail"),
        silent=fields.flag("silent"),
        convenient=fields.text("convenient").strip(),
        order=fields.line("order"),
        consent=fields.flag("consent"),
        lang=lang,
    )


def _is_mail(address: str) -> bool:
    try:
        validate_email(address.strip())
    except ValidationError:
        return False
    return True


def _addresses(request: HttpRequest, division: Division) -> tuple[tuple[str, str], tuple[str, str]]:
    """(address, code as SVG) in Japanese and in English."""
    plain = request.build_absolute_uri(f"/contact/{division.pk}")
    return (plain, _code(plain)), (f"{plain}?lang=en", _code(f"{plain}?lang=en"))


def _code(address: str) -> str:
    made: str = segno.make(address, error="m").svg_inline(scale=5, border=4, svgclass="code", omitsize=True)
    return made
