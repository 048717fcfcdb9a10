"""受付 and the forms of a case, as pages."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from nattoku.cases import actions, intake, queries
from nattoku.people import access
from nattoku.people.door import who
from nattoku.people.forms import Fields, submit
from nattoku.people.models import Person


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """受付: one screen to type while the customer speaks. `?door=visit`: the call comes before the typing."""
    access.allow(who(request), "cases.receive")
    if request.method == "POST":
        return submit(request, _received, then="/", again=lambda refusal: intake.shown(request, refusal))
    return intake.shown(request, first_call=request.GET.get("door") == "visit")


def _received(fields: Fields, by: Person, at: datetime) -> str:
    recorded = actions.receive(intake.read(fields), by=by, at=at)
    return f"/cases/{queries.no_of(recorded[0].stream)}/report"
