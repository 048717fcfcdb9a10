"""お電話です: the card that comes up while it rings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nattoku.people.door import now, who
from nattoku.phone import queries


@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """The calls that ring at this person, when something about them is new."""
    cards = queries.ringing(who(request), at=now(request))
    version = queries.version(cards)
    if request.GET.get("since") == version:
        return HttpResponse(status=204)
    return render(request, "phone/_calls.html", {"cards": cards, "version": version})
