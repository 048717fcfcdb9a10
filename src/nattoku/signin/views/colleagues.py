"""Handing a colleague a link to a new password."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.door import now, who
from nattoku.signin import queries
from nattoku.signin.actions import passwords


@require_http_methods(["GET", "POST"])
def reset_links(request: HttpRequest) -> HttpResponse:
    """Whom one may help; after a POST also the link, shown this once."""
    by = who(request)
    access.allow(by, "people.reset_password")
    shown: dict[str, Any] = {"people": queries.helped_by(by), "link": "", "whose": None}
    if request.method == "POST":
        whose = people.person(request.POST.get("person", ""))
        if whose is None:
            raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=404)
        secret = passwords.make_link(whose, by=by, at=now(request))
        shown |= {"link": request.build_absolute_uri(f"/sign-in/reset/{secret}"), "whose": whose}
    return render(request, "signin/reset_links.html", shown)
