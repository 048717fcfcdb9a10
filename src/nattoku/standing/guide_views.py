"""The sheet on how we handle a matter, as a page: filled in, printed, handed over, mailed, copied."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.words import STAGES_FOR_CUSTOMERS, Stage
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now
from nattoku.people.forms import Fields, local, submit
from nattoku.people.models import Person
from nattoku.response.facts import HANDLING
from nattoku.response.rules import explained
from nattoku.standing import guide as sheets
from nattoku.standing import telling
from nattoku.standing.views import code, make_once

ESTIMATED = (Stage.CAUSE, Stage.WEIGHING, Stage.PRESENTED)
CHANNELS = [
    ("visit", Text("手渡し", "Handed over")),
    ("letter", Text("郵送", "By post")),
    ("phone", Text("お電話で読み上げ", "Read out by phone")),
]


@require_http_methods(["GET", "POST"])
def guide(request: HttpRequest, no: str) -> HttpResponse:
    """One sheet, from the case as it is (S002-7). The query fills it in; a post says that it was told, or mails it."""
    if request.method == "GET":
        return _page(request, no, request.GET)
    if request.POST.get("act") == "link":
        return _with_link(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        access.allow(by, "response.write")
        wanted = _ACTS.get(fields.line("act"))
        if wanted is None:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        wanted(request, no, fields, by, at)

    then = f"/cases/{no}/guide#told"
    return submit(request, act, then=then, again=lambda refusal: _page(request, no, request.POST, refusal))


def _handed(request: HttpRequest, no: str, fields: Fields, by: Person, at: datetime) -> None:
    given = {"channel": fields.line("channel"), "despite": fields.text("despite"), "lang": _lang(request.POST)}
    telling.hand_over(no, _terms(fields, at), **given, by=by, at=at)


def _mailed(request: HttpRequest, no: str, fields: Fields, by: Person, at: datetime) -> None:
    telling.mail(
        no,
        _terms(fields, at),
        address=fields.line("address"),
        lang=_lang(request.POST),
        site=request.build_absolute_uri("/").rstrip("/") if fields.flag("link") else "",
        despite=fields.text("despite"),
        by=by,
        at=at,
    )


_ACTS: dict[str, Callable[[HttpRequest, str, Fields, Person, datetime], None]] = {"handed": _handed, "mailed": _mailed}


def _terms(fields: Fields, at: datetime) -> sheets.Terms:
    days: dict[int, date | None] = {int(s): fields.day(f"stage-{int(s)}") for s in ESTIMATED}
    return sheets.checked(fields.moment("next_at"), days, at=at)


def _dated(at: datetime) -> Text:
    day = at.astimezone(TOKYO)
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _lang(given: QueryDict) -> str:
    return "en" if given.get("sheet_lang") == "en" else "ja"


def _with_link(request: HttpRequest, no: str) -> HttpResponse:
    """The sheet with the address of the customer's page on it, this once."""
    try:
        secret = make_once(request, no)
    except Refusal as refusal:
        return _page(request, no, request.POST, refusal)
    return _page(request, no, request.POST, address=request.build_absolute_uri(f"/s/{secret}"))


def _page(
    request: HttpRequest, no: str, given: QueryDict, refusal: Refusal | None = None, *, address: str = ""
) -> HttpResponse:
    """given: what fills the sheet in; without a next contact it is filled with what is promised already."""
    part, at = parts.opened(request, no), now(request)
    terms, wrong = None, refusal
    if given.get("next_at"):
        try:
            terms = _terms(Fields(given), at)
        except Refusal as unreadable:
            wrong = refusal or unreadable
    made = telling.sheet(part.case.no, terms, at=at).with_address(address)
    lang = _lang(given)
    if part.may("response.write") is False:
        made = made.with_address("")
    return parts.shown(
        request,
        "standing/guide.html",
        part,
        refusal=wrong,
        sheet=made,
        sheet_lang=lang,
        words=sheets,
        t_sheet=lambda ja, en: Text(ja, en).to(lang),
        dated=_dated(at),
        dates=[when(step.about, at=at) if step.about else Text("", "") for step in made.steps],
        text=made.text(lang) if part.may("response.write") else "",
        next_at=given.get("next_at") or local(made.terms.next_at),
        stages=[
            (int(s), STAGES_FOR_CUSTOMERS[s], given.get(f"stage-{int(s)}") or made.terms.estimates.get(str(int(s)), ""))
            for s in ESTIMATED
        ],
        code=code(address),
        told=explained(part.past)[HANDLING],
        mailed=telling.mailed(part.past),
        address=part.private(telling.address_of(part.state, part.past)),
        ways=CHANNELS,
    )
