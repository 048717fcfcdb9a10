"""One NinjaAPI over all rooms; a refusal becomes problem details (RFC 9457) in the caller's language."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from nattoku import __version__
from nattoku.api.examples import add_examples
from nattoku.api.unreadable import why
from nattoku.cases.undertakings import Undertaken
from nattoku.ledger.once import UNUSABLE
from nattoku.lib.problem import problem
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.people import queries as people
from nattoku.people.models import Person


class Bearer(HttpBearer):
    """Authorization: Bearer TOKEN."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return people.by_token(token)


class Letters(JSONRenderer):
    """Japanese as letters, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """The API, whose document gives one example for every operation. It is made once: that takes a second."""

    _document: OpenAPISchema | None = None

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        if self._document is None:
            self._document = super().get_openapi_schema(**kwargs)
            add_examples(self._document)
        return self._document


api = Api(
    title="Nattoku",
    version=__version__,
    description="苦情対応の記録。A complaint is resolved when the customer says so.",
    auth=Bearer(),
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
    renderer=Letters(),
)


def refuse(_: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal of a rule."""
    lang = get_language() or "ja"
    more: dict[str, Any] = {}
    if refusal.owed:
        more["owed"] = [o | {"what": o["what"].to(lang)} for o in refusal.owed]
    if refusal.unanswered:
        more["unanswered"] = [u.to(lang) for u in refusal.unanswered]
    if isinstance(refusal, Undertaken):
        more["undertakings"] = [
            {"words": one.words, "what": one.what, "due_at": one.due_at.isoformat() if one.due_at else None}
            for one in refusal.undertakings
        ]
    return problem(refusal.status, refusal.sentence, **more)


def unreadable(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """The body does not have the shape the operation asks for: which fields, and why."""
    fields = [
        {"field": ".".join(str(p) for p in e["loc"] if p not in ("body", "data")), "why": why(e)} for e in error.errors
    ]
    names = "、".join(dict.fromkeys(f["field"] for f in fields if f["field"])) or "JSON"
    sentence = Text("次の項目をお確かめください：{names}", "Please check these fields: {names}").with_(names=names)
    return problem(400, sentence, fields=fields)


def unauthorised(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    """No token, or an unknown one."""
    return problem(401, Text("APIの鍵が要ります。", "A token is needed: Authorization: Bearer TOKEN."))


def missing(_: HttpRequest, __: Http404) -> HttpResponse:
    """No such thing."""
    return problem(404, Text("見つかりません。", "There is no such thing."))


def http(_: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses itself, such as a body that is no JSON."""
    return problem(
        error.status_code,
        Text("読み取れませんでした。JSONをお確かめください。", "That could not be read. Is it JSON?"),
    )


def unusable(_: HttpRequest, __: DataError) -> HttpResponse:
    """A question that holds what no database can, such as NUL."""
    return problem(400, UNUSABLE)


api.exception_handler(Refusal)(refuse)
api.exception_handler(DataError)(unusable)
api.exception_handler(ValidationError)(unreadable)
api.exception_handler(AuthenticationError)(unauthorised)
api.exception_handler(Http404)(missing)
api.exception_handler(HttpError)(http)

for room in reversed(settings.ROOMS):
    if find_spec(room) and find_spec(f"{room}.api"):
        api.add_router("/v1", import_module(f"{room}.api").router, tags=[room.split(".")[1]])


def _open(patterns: list[URLResolver | URLPattern]) -> list[URLResolver | URLPattern]:
    """The API has its own sign-in by token; the page's sign-in does not apply."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(pattern.callback)
    return patterns


patterns, app, namespace = api.urls
# Fixed words (cases/on-the-spot) come before cases/{no}; and what is asked most is found after few tries.
urls = (sorted(_open(patterns), key=lambda pattern: "<" in str(pattern.pattern)), app, namespace)
