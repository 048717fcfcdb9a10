"""The page on which a mail is answered: the customer's words above, ours below, what holds them back beside."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases import saying
from nattoku.cases.rules import refuse_if_ended
from nattoku.lib.refusal import Refusal
from nattoku.mail import answering
from nattoku.people import access
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person
from nattoku.tone import forms as remarked
from nattoku.words.tone import Mode

REMARKED = {"answer": ("words", Mode.EXPLAIN, answering.WRITTEN)}


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, no: str, mail: str) -> HttpResponse:
    """返信する: in the mail's own thread, through the outbox."""
    part = parts.opened(request, no)
    access.allow(part.by, "cases.write")
    row = answering.answerable(no, mail, by=part.by)
    refuse_if_ended(part.state)

    def shown(refusal: Refusal | None = None) -> HttpResponse:
        return parts.shown(
            request,
            "mail/answer.html",
            part,
            refusal=refusal,
            mail=row,
            draft=answering.draft(no, mail, by=part.by),
            remarks=remarked.came_back(request, refusal, REMARKED, part.past),
        )

    def act(fields: Fields, by: Person, at: datetime) -> None:
        remarked.dismiss(no, answering.WRITTEN, fields, by=by, at=at)
        answering.answer(
            no,
            mail,
            words=fields.text("words"),
            subject=fields.line("subject"),
            next_at=fields.moment("next_at"),
            despite=fields.text("despite"),
            sayings=saying.typed(fields),
            seen=fields.number("seen") or None,
            again=fields.flag("again"),
            by=by,
            at=at,
        )

    return submit(request, act, then=f"/cases/{no}/mails", again=shown) if request.method == "POST" else shown()
