"""What a beginner would have written to a customer, point by point of the stance: remarked on, held, said better."""

from typing import Any

import pytest

from nattoku.credo.words import POINTS
from tests.company import Company

HEARD = {
    "door": "phone",
    "words": "棚の扉が閉まりません。",
    "fact": "お届けした棚の扉が閉まらない",
    "caller": "青木 花子",
}
BETTER = "青木様　扉の件では、ご不便をおかけし、誠に申し訳ございません。"
TOLD_ONLY = {6, 8}  # a manner: remarked on, and left to whoever writes


def of(number: int) -> Any:
    return pytest.param(number, id=POINTS[number - 1].row)


@pytest.mark.rule("S004-5.6", "S004-5.7", "S004-5.8", "S004-5.9", "S004-5.10", "S004-5.11", "S004-5.12", "S004-5.13")
@pytest.mark.parametrize("number", [of(n) for n in (6, 7, 8, 9, 10, 11, 12, 13)])
def test_what_is_easily_said_is_remarked_on_and_what_hurts_does_not_go_out(
    company: Company, api: Any, number: int
) -> None:
    sato, point = api(company.sato), POINTS[number - 1]
    no = sato.post("/cases", HEARD).json()["no"]
    remarks = sato.post("/tone", {"text": point.instead.ja, "mode": "apology"}).json()["remarks"]
    groups = {one["rule"].rstrip("0123456789") for one in remarks if one["start"] is not None}
    assert groups & {group.rstrip("0123456789") for group in point.tone}
    easily = {"channel": "mail", "words": f"青木様　{point.instead.ja}。"}
    assert sato.post(f"/cases/{no}/contacts", easily).status_code == (201 if number in TOLD_ONLY else 409)
    assert sato.post(f"/cases/{no}/contacts", easily | {"words": BETTER}).status_code == 201


@pytest.mark.rule("S004-5.11")
def test_a_time_by_which_we_will_have_looked_it_up_does_not_go_out_until_it_is_a_promise(
    company: Company, api: Any
) -> None:
    sato = api(company.sato)
    no = sato.post("/cases", HEARD).json()["no"]
    dated = {"channel": "mail", "words": f"{BETTER}お調べして、あす10時までに私からお電話いたします。"}
    held = sato.post(f"/cases/{no}/contacts", dated)
    assert held.status_code == 409
    assert [one["words"] for one in held.json()["undertakings"]] == ["あす10時まで"]
