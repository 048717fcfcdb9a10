"""What the views of this room share: the clock, the site passkeys belong to, a challenge that is asked once."""

import secrets
from base64 import b64decode, b64encode
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from nattoku.lib.text import Text
from nattoku.people.door import now
from nattoku.signin import queries, rules
from nattoku.signin.actions.passkeys import Site

CHALLENGE = "challenge"


def site(request: HttpRequest) -> Site:
    """The site as this request names it, which Django has held against NATTOKU_HOSTS; proxies add NATTOKU_ORIGINS."""
    rp_id = rules.rp_id(request.get_host())
    here = f"{request.scheme}://{request.get_host()}"
    return Site(rp_id, [here, *(o for o in settings.CSRF_TRUSTED_ORIGINS if urlsplit(o).hostname == rp_id)])


def new_challenge(request: HttpRequest) -> bytes:
    """A challenge for the next answer of an authenticator; an earlier one is void."""
    made = secrets.token_bytes(32)
    request.session[CHALLENGE] = b64encode(made).decode()
    return made


def challenge(request: HttpRequest) -> bytes:
    """The challenge that was asked, once; without one, one that nothing answers."""
    return b64decode(request.session.pop(CHALLENGE, "")) or secrets.token_bytes(32)


def next_page(request: HttpRequest, otherwise: str = "/") -> str:
    """Where to go on to, within this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or otherwise
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise


def done(request: HttpRequest, words: Text, to: str = "/me/security") -> HttpResponse:
    """On to a page that says what was done."""
    messages.success(request, words.to(get_language() or "ja"))
    return HttpResponseRedirect(to, status=303)


def unsure(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the password once more, unless it was shown just now."""
    if queries.sure(request, at=now(request)):
        return None
    back = request.path if request.method == "GET" else "/me/security"
    return HttpResponseRedirect(f"/me/security/confirm?next={back}", status=303)
