"""Mails as pages. What came with them is only ever handed out as a file, never shown."""

from datetime import datetime
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from nattoku.cases import queries as cases
from nattoku.lib.japanese_mail.bounded import Reader, Unreadable
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.mail import actions, answering, queries
from nattoku.mail.models import Mail
from nattoku.people import access
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

MOST = 100
NO_SUCH_ACT = Text("その操作はありません。", "There is no such action.")


@require_GET
def of_case(request: HttpRequest, no: str) -> HttpResponse:
    """Every mail of a case, the quoted part folded, and our answers to each with whether they arrived."""
    by = who(request)
    mails = list(queries.of_case(no, by=by)[:MOST])
    case, past, state = cases.opened(no, by=by, act="mail.see")
    page = {
        "case": case,
        "mails": mails,
        "answers": answering.by_mail(past),
        "may_answer": state.open and access.may(by, "cases.write"),
    }
    return render(request, "mail/case.html", page)


@require_GET
def original(request: HttpRequest, no: str, mail: str) -> HttpResponse:
    """The bytes as they came."""
    return _original(queries.one(queries.of_case(no, by=who(request)), mail))


@require_GET
def file(request: HttpRequest, no: str, mail: str, n: int) -> HttpResponse:
    """Something that came with a mail of a case."""
    return _file(queries.one(queries.of_case(no, by=who(request)), mail), n)


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """要確認: a leader links it to its case, takes it in, or says why nothing follows; below it what machines sent."""
    access.allow(who(request), "mail.look")
    if request.method == "GET":
        return _look(request)

    def act(fields: Fields, by: Person, at: datetime) -> str | None:
        held = fields.line("mail")
        match fields.line("act"):
            case "linked":
                return f"/cases/{actions.link(held, no=fields.line('no'), by=by, at=at)}"
            case "begun":
                return f"/cases/{actions.begin(held, by=by, at=at)}"
            case "dismissed":
                actions.dismiss(held, reason=fields.text("reason"), by=by, at=at)
                return None
        raise Refusal(NO_SUCH_ACT, status=400)

    return submit(request, act, then="/mails", again=lambda refusal: _look(request, refusal))


@require_GET
def held_original(request: HttpRequest, held: str) -> HttpResponse:
    """The bytes as they came, of a mail that stands in no case."""
    return _original(queries.one(queries.in_sight(who(request)), held))


@require_GET
def held_file(request: HttpRequest, held: str, n: int) -> HttpResponse:
    """Something that came with a mail that stands in no case."""
    return _file(queries.one(queries.in_sight(who(request)), held), n)


def _look(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    by = who(request)
    page = {
        "waiting": list(queries.waiting(by)[:MOST]),
        "put_by": list(queries.put_by(by)[:MOST]),
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }
    return render(request, "mail/look.html", page, status=refusal.status if refusal else 200)


def _original(mail: Mail) -> HttpResponse:
    return _handed_out(queries.original(mail), f"{mail.hash[:16]}.eml")


def _file(mail: Mail, n: int) -> HttpResponse:
    found = next((one for one in mail.attachments if one["at"] == n), None)
    if found is None:
        raise Http404
    try:
        with Reader() as reader:
            return _handed_out(reader.content(queries.original(mail), n), found["name"])
    except Unreadable as lost:
        raise Http404 from lost


def _handed_out(content: bytes, name: str) -> HttpResponse:
    """To be saved and opened elsewhere, whatever it says it is: here nothing of it runs."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    return answer
