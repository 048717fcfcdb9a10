"""取り違え・誤送信を正す: one page, reached from the case."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import actions as cases
from nattoku.cases import part as parts
from nattoku.corrections import actions, rules
from nattoku.corrections.facts import WHATS, What
from nattoku.customers import queries as customers
from nattoku.lib.clock import when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices import queries as notices
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person


@require_http_methods(["GET", "POST"])
def corrections(request: HttpRequest, no: str) -> HttpResponse:
    """What went astray, what of it is still open, and the two things one may have noticed."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        wanted = fields.line("act").partition("-")[0]
        if wanted not in _ACTS:
            raise Refusal(Text("その操作はありません。", "There is no such action."), status=400)
        _ACTS[wanted](no, fields, by, at)

    return submit(request, act, then=f"/cases/{no}/corrections", again=lambda refusal: _page(request, no, refusal))


def _customer(no: str, fields: Fields, by: Person, at: datetime) -> None:
    cases.correct_customer(no, customer=fields.line("customer"), reason=fields.text("reason"), by=by, at=at)


def _misdirected(no: str, fields: Fields, by: Person, at: datetime) -> None:
    what = fields.choice("what", What)
    if what is None:
        raise Refusal(Text("何を誤って送ったかをお選びください。", "Please choose what went astray."), status=400)
    actions.misdirect(
        no,
        what=what,
        notice=fields.line("notice"),
        to=fields.text("to"),
        content=fields.text("content"),
        personal_data=fields.line("personal_data") != "no",
        happened_at=fields.moment("happened_at"),
        by=by,
        at=at,
    )


def _deleted(no: str, fields: Fields, by: Person, at: datetime) -> None:
    actions.delete(no, number=fields.number("number"), how=fields.text("how"), by=by, at=at)


def _corrected(no: str, fields: Fields, by: Person, at: datetime) -> None:
    number, divisions = fields.number("number"), fields.lines("divisions")
    actions.correct(no, number=number, text=fields.text("text"), divisions=divisions, by=by, at=at)


_ACTS: dict[str, Callable[[str, Fields, Person, datetime], None]] = {
    "customer": _customer,
    "misdirected": _misdirected,
    "deleted": _deleted,
    "corrected": _corrected,
}


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part = parts.opened(request, no)
    access.allow(part.by, "cases.write")
    linked = customers.customer(part.state.customer) if part.state.customer else None
    return parts.shown(
        request,
        "corrections/corrections.html",
        part,
        refusal=refusal,
        linked=linked.name if linked else "",
        astray=list(rules.astray_of(part.past).values()),
        sent=[
            (n.notice.ref, _sent(n)) for n in notices.of_case(no, by=part.by) if n.notice.state in ("sent", "unknown")
        ],
        whats=WHATS,
        divisions=[(d.pk, d.title) for d in people.divisions()],
    )


def _sent(line: notices.Line) -> Text:
    at = when(line.notice.sent_at or line.notice.created_at)
    return Text("{at}　{to}（{channel}）", "{at}, {to} ({channel})").with_(at=at, to=line.to, channel=line.channel)
