"""Setting up without a browser: the same steps, the same refusals."""

from collections.abc import Callable
from typing import Any

from nattoku.people import queries
from tests.company import Company

LIST = "氏名,メールアドレス,部門,役職\n小川 圭,ogawa@example.jp,品質部,課長\n原 梓,,品質部,\n"


def test_a_list_is_looked_at_and_then_joins_and_every_line_is_told(company: Company, api: Callable[[Any], Any]) -> None:
    door = api(company.kato)
    looked = door.post("/setup/people", {"text": LIST, "dry_run": True}).json()["rows"]
    assert [bool(r["why"]) for r in looked] == [False, True]
    assert not [p for p in queries.everyone() if p.name == "小川 圭"]
    told = door.post("/setup/people", {"text": LIST}).json()["rows"]
    assert told[0]["assumed"][0] == "部門「品質部」を新しく置きました"
    assert "メールアドレスがありません" in told[1]["why"]
    joined = queries.person(told[0]["person"])
    assert joined is not None
    assert (joined.role, told[0]["leads"]) == ("leader", True)


def test_what_is_still_to_do_is_read_from_what_is_there(company: Company, api: Callable[[Any], Any]) -> None:
    door = api(company.kato)
    before = {s["step"]: s["done"] for s in door.get("/setup").json()["steps"]}
    assert (before["divisions"], before["hours"]) == (True, False)
    after = door.post("/setup/steps", {"step": "hours"}).json()
    assert {s["step"]: s["done"] for s in after["steps"]}["hours"]
    assert door.post("/setup/steps", {"step": "lunch"}).status_code == 400


def test_duty_and_rooms_follow_the_rules_of_the_pages(company: Company, api: Callable[[Any], Any]) -> None:
    door = api(company.kato)
    duty = {"division": company.sales, "by_day": company.chiba.pk}
    assert door.post("/setup/duty", duty).json()["otherwise"] == company.chiba.pk
    assert door.post("/setup/duty", duty | {"by_day": company.sato.pk}).status_code == 400, "who leads nobody"
    assert door.post("/setup/rooms", {"division": company.sales, "address": "部屋"}).status_code == 400
    assert door.post("/setup/divisions", {"names": ["品質部", "営業部"]}).status_code == 409
    assert "品質部" not in {d.name for d in queries.divisions()}, "all or none"
