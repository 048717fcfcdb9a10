"""Every request of somebody signed in: the session still holds, and what the company asks of its people is met."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from nattoku.signin import queries
from nattoku.signin.actions import sessions

# Where one may go without the second step that is asked for: to set it up, and out.
OPEN = ("/me/security", "/sign-in", "/sign-out", "/language", "/api/", "/health")


class Sessions:
    """Ends what has run out, notes its use now and then, and sends those who must have a second step to set it up."""

    def __init__(self, inside: Callable[[HttpRequest], HttpResponse]) -> None:
        self.inside = inside

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session and request.user.is_authenticated:
            held = sessions.keep(request, at=timezone.now())
            if held and not request.path.startswith(OPEN) and queries.owes_second_factor(request):
                return HttpResponseRedirect("/me/security")
        return self.inside(request)
