"""Every address the product answers, read from the router itself: a new one cannot hide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PAGE_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """method, and the address with its placeholders: "/cases/<no>/drill", "/api/v1/cases/{no}"."""

    method: str
    address: str
    operation: Any = None

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def routes() -> list[Route]:
    """All of them, sorted."""
    return sorted(set(_walk(get_resolver().url_patterns, "/")), key=lambda r: (r.address, r.method))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address)
            continue
        view = getattr(pattern.callback, "__self__", None) or _path_view(pattern.callback)
        if view is not None and hasattr(view, "operations"):
            for operation in view.operations:
                for method in operation.methods:
                    yield Route(method, address.replace("<", "{").replace(">", "}"), operation)
        else:
            for method in PAGE_METHODS:
                yield Route(method, address)


def _path_view(callback: Any) -> Any:
    """ninja hides its PathView in the closure of the view function."""
    for cell in getattr(callback, "__closure__", None) or ():
        if hasattr(cell.cell_contents, "operations"):
            return cell.cell_contents
        inner = getattr(cell.cell_contents, "__self__", None)
        if hasattr(inner, "operations"):
            return inner
    return None
