"""期限: the timers of a case, and waiting for the customer, as a page."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import part as parts
from nattoku.cases.forms.shape import moment
from nattoku.deadlines import actions, queries
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people.door import now
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person

UNTIL = Text("改めてお尋ねする日時", "When we ask again")


@require_http_methods(["GET", "POST"])
def deadlines(request: HttpRequest, no: str) -> HttpResponse:
    """What runs, what stands, and the forms that stop it and let it go on."""
    if request.method == "GET":
        return _page(request, no)

    def act(fields: Fields, by: Person, at: datetime) -> None:
        match fields.line("act"):
            case "resume":
                actions.resume(no, words=fields.text("words"), happened_at=fields.moment("happened_at"), by=by, at=at)
            case "review":
                actions.review(no, words=fields.text("words"), by=by, at=at)
            case _:
                access.allow(by, "cases.write")
                actions.pause(no, reason=fields.text("reason"), until=moment(fields, "until", UNTIL), by=by, at=at)

    return submit(request, act, then=f"/cases/{no}/deadlines", again=lambda refusal: _page(request, no, refusal))


def _page(request: HttpRequest, no: str, refusal: Refusal | None = None) -> HttpResponse:
    part, at = parts.opened(request, no), now(request)
    lines = queries.of_case(part.case, part.past, at=at)
    found = queries.waits(part.past)
    return parts.shown(
        request,
        "deadlines/deadlines.html",
        part,
        refusal=refusal,
        lines=lines,
        waits=found,
        waiting=found[0] if found and found[0].holds(at) else None,
        review_due=any(one.key == "deadlines.review" and one.late for one in lines),
    )
