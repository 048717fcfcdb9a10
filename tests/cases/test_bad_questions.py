"""Questions nobody can answer: a page or an answer in words, never a crash."""

import pytest
from django.test import Client

from tests.company import Company
from tests.conftest import Api

NUL = "%00"
BIG = "9" * 30


@pytest.mark.parametrize(
    "path",
    [
        f"/cases?after={BIG}",
        "/cases?after=-1",
        "/cases?after=x",
        "/cases?limit=-5",
        f"/cases?limit={BIG}",
        f"/customers?words={NUL}",
        f"/customers?after={NUL}",
        f"/customers/{NUL}",
        "/customers/%F0%A0%AE%B7",
        f"/search?q={NUL}",
        f"/orders/{NUL}",
        f"/cases/1001/letters/{NUL}",
    ],
)
def test_the_api_answers_a_strange_question_without_breaking(company: Company, path: str) -> None:
    got = Api(company, company.sato).client.get(f"/api/v1{path}")
    assert got.status_code < 500, got.content


@pytest.mark.parametrize(
    "path",
    [
        f"/customers?q={NUL}",
        f"/customers?words={NUL}",
        f"/customers/{NUL}",
        f"/customers/suggest?q=abc{NUL}",
        f"/customers/suggest?name=abc{NUL}",
        f"/cases/{NUL}",
        f"/lessons?q={NUL}",
        f"/lessons?words={NUL}",
        f"/notices?page={NUL}",
        f"/?x={NUL}",
    ],
)
def test_a_page_answers_a_strange_question_without_breaking(company: Company, client: Client, path: str) -> None:
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code < 500
