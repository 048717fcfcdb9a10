"""What the API answers to what it cannot take."""

from typing import Any

import pytest
from django.test import Client

from tests.company import Company


def test_a_method_that_an_address_does_not_know_is_told_which_it_knows(company: Company, api: Any) -> None:
    got = api(company.sato).client.delete("/api/v1/customers")
    assert (got.status_code, got["Content-Type"]) == (405, "application/problem+json")
    assert set(got["Allow"].split(", ")) == {"GET", "POST"}
    assert "使える操作" in got.json()["detail"]


@pytest.mark.parametrize(
    ("lang", "whys"),
    [
        ("ja", {"door": "次のどれかにしてください", "words": "文字で入れてください", "fact": "必要な項目です"}),
        ("en", {"door": "one of these is needed", "words": "text is needed", "fact": "this is needed"}),
    ],
)
def test_each_field_says_in_the_callers_language_why_it_was_not_taken(
    company: Company, api: Any, lang: str, whys: dict[str, str]
) -> None:
    got = api(company.sato).post("/cases", {"door": "mars", "words": 1}, **{"Accept-Language": lang})
    assert got.status_code == 400
    told = {one["field"].rpartition(".")[2]: one["why"] for one in got.json()["fields"]}
    assert {name: told[name].split("：")[0].split(":")[0] for name in whys} == whys


def test_a_page_of_promises_is_never_shorter_than_one(company: Company, api: Any) -> None:
    assert api(company.sato).get("/promises?limit=-5").status_code == 200


def test_orders_come_by_number(company: Company, api: Any) -> None:
    assert api(company.sato).get("/orders").json() == {"orders": [], "next": None}
    assert Client().get("/api/v1/orders").status_code == 401
