"""A club of customers who said yes, and leave as easily."""

from typing import Any

import pytest

from nattoku.customers import actions as customers
from tests.company import Company


@pytest.mark.rule("S004-1.2.1")
def test_each_division_has_a_club_of_those_who_agreed_and_they_leave_at_once(
    company: Company, api: Any, at: Any
) -> None:
    aoki = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    sato = api(company.sato)
    joins = {"customer": aoki, "consent": "お便りなら、ぜひ。", "channel": "phone"}
    assert sato.post("/clubs/sales/members", joins).status_code == 409, "there is no club yet"
    assert sato.post("/clubs/sales", {"name": "木立の会"}).status_code == 201
    assert sato.post("/clubs/sales/members", joins | {"consent": " "}).status_code == 400, "silence is no consent"
    assert sato.post("/clubs/sales/members", joins).json()["members"][0]["name"] == "青木 花子"
    assert sato.post("/clubs/sales/members", joins).status_code == 409
    assert sato.post("/clubs/sales/activities", {"title": "秋の集い", "people": 12}).status_code == 201
    found = {one["division"]: one for one in api(company.mori).get("/clubs").json()["clubs"]}
    assert (found["sales"]["name"], found["sales"]["members"], found["sales"]["others"]) == ("木立の会", [], 1)
    assert found["logistics"]["name"] is None, "that division's club is still to be opened"
    assert api(company.mori).post("/clubs/sales/activities", {"title": "x"}).status_code == 403
    assert sato.post(f"/clubs/sales/members/{aoki}/left").json()["members"] == []
    assert sato.post(f"/clubs/sales/members/{aoki}/left").status_code == 404
    viewer = api(company.viewer).get("/clubs").json()["clubs"][0]
    assert "青木" not in str(viewer)
