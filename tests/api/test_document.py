"""What the OpenAPI document promises."""

import ast
from collections import Counter
from pathlib import Path
from typing import Any

from django.test import Client

import nattoku
from nattoku.api import api


def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def operations() -> list[tuple[str, dict[str, Any]]]:
    found = document()["paths"]
    return [(f"{m.upper()} {a}", o) for a, methods in found.items() for m, o in methods.items()]


def test_the_document_is_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1")


def test_no_two_bodies_share_a_name_or_one_would_hide_the_other() -> None:
    names: Counter[str] = Counter()
    for file in (Path(nattoku.__file__).parent).glob("*/api.py"):
        classes = [n for n in ast.parse(file.read_text()).body if isinstance(n, ast.ClassDef)]
        names.update(c.name for c in classes if any(getattr(b, "id", "") == "Schema" for b in c.bases))
    assert [name for name, n in names.items() if n > 1] == []


def test_every_operation_says_what_it_is_for() -> None:
    assert [name for name, o in operations() if not o.get("summary") or not o.get("description")] == []


def test_every_body_has_an_example() -> None:
    without = []
    for name, operation in operations():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if content.get("example") is None:
                without.append(name)
    assert without == []


def test_every_operation_but_none_wants_a_token() -> None:
    assert [name for name, o in operations() if not o.get("security")] == []


def test_an_address_that_is_not_there_is_answered_with_problem_details(client: Client) -> None:
    answer = client.get("/api/v1/no-such-noun")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
