"""Problem details (RFC 9457): how a program is told what is wrong."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language

from nattoku.lib.text import Text


def problem(status: int, sentence: Text, **more: Any) -> HttpResponse:
    """Problem details: type, title, status, detail (the sentence shown on screen), and what is in the way."""
    lang = get_language() or "ja"
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence.to(lang),
    }
    answer = JsonResponse(
        body | more,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
