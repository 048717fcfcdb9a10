"""What the API answers to what it cannot take."""

from typing import Any

import pytest
from django.test import Client

from tests.company import Company

SAID = {
    "happened_at": "2026-11-20T10:00:00+09:00",
    "door": "phone",
    "words": "板が割れています",
    "about": ["product"],
    "fact": "棚板が割れて届いた",
    "customer": {"name": "試験 花子"},
}


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


@pytest.mark.parametrize(
    "address", ["/promises?limit=-5", "/cases?limit=0", "/search?q=x&limit=9999", "/cases?after=x"]
)
def test_a_page_that_cannot_be_is_refused_by_the_name_of_its_field(company: Company, api: Any, address: str) -> None:
    got = api(company.sato).get(address)
    assert got.status_code == 400
    assert got.json()["fields"][0]["field"] in ("query.limit", "query.after")


def test_what_was_written_to_an_address_is_read_from_it(company: Company, api: Any) -> None:
    me = api(company.sato)
    no = me.post("/cases", SAID).json()["no"]
    assert me.post(f"/cases/{no}/items", {"what": "説明書がない", "about": ["product"]}).status_code == 201
    assert me.get(f"/cases/{no}/items").json()["items"][-1]["what"] == "説明書がない"
    assert me.get(f"/cases/{no}/reports").json()["reports"] == []
    standing = me.get(f"/cases/{no}/closure").json()
    assert (standing["satisfied"], standing["told"], standing["ending"]) == (False, False, None)
    assert "cases.report_to_leader" in {one["kind"] for one in standing["owed"]}


def test_orders_come_by_number(company: Company, api: Any) -> None:
    assert api(company.sato).get("/orders").json() == {"orders": [], "next": None}
    assert Client().get("/api/v1/orders").status_code == 401
