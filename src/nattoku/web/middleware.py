"""The doorway every page passes: private pages are never cached, a refusal becomes a page in plain words."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nattoku.ledger.once import UNUSABLE
from nattoku.lib.problem import problem
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


class Doorway:
    """Cache-Control: no-store on everything that is not a built asset; Refusal -> its own page and status."""

    def __init__(self, inside: Callable[[HttpRequest], HttpResponse]) -> None:
        self.inside = inside

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.inside(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.path.startswith("/api/"):
            answer = _not_allowed(answer["Allow"])
        answer.setdefault("Cache-Control", "no-store")
        return answer

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A refusal that a view did not answer itself; so is a question that holds what no database can."""
        if isinstance(problem, DataError):
            problem = Refusal(UNUSABLE, status=400)
        if not isinstance(problem, Refusal):
            return None
        page = "not_found.html" if problem.status == HTTPStatus.NOT_FOUND else "refusal.html"
        return render(request, page, {"refusal": problem}, status=problem.status)


def _not_allowed(allow: str) -> HttpResponse:
    """The address is right, the method is not: which ones are."""
    told = problem(
        405, Text("この操作はできません（使える操作：{allow}）。", "Not here. Allowed: {allow}").with_(allow=allow)
    )
    told["Allow"] = allow
    return told
