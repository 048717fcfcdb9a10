"""A customer opens the link on a telephone and is still troubled; the leader sees it; then the customer accepts."""

import re

import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import look
from stories.browser.people import PHONE, Desk
from stories.browser.stocking import Teller
from stories.browser.walking import press

pytestmark = pytest.mark.browser
WORDS = "届いた日がまだ分かりません"


def test_the_customer_is_still_troubled_then_accepts(desk: Desk, stage: Stage) -> None:
    sato = Teller(stage.url, stage.tokens["sato"])
    complaint = {
        "door": "phone",
        "division": "sales",
        "words": "椅子が届かない",
        "fact": "椅子2脚が未着",
        "severity": "B",
    }
    no = sato.post("/cases", complaint | {"danger": "no"})["no"]
    contact = desk.sit("sato")
    contact.goto(f"/cases/{no}/standing")
    press(contact.get_by_role("button", name="リンクを作る"))
    link = contact.get_by_label("お客様にお渡しするアドレス").input_value()
    leader = desk.sit("chiba")
    leader.goto(f"/cases/{no}/standing")
    leader.get_by_text("お見せする文を定める").click()
    leader.get_by_label("分かったこと").fill("椅子2脚は、発送の記録がございませんでした。")
    leader.get_by_label("まだ分からないこと").fill("記録が残らなかった理由を調べております。")
    press(leader.get_by_role("button", name="お客様にお見せする"))

    page = desk.sit(size=PHONE, lang="ja")
    page.goto(link)
    assert "発送の記録がございませんでした" in page.locator("main").inner_text()
    assert look(page, "customers-page", "ja", {"English"}) == []
    page.get_by_label("気がかりなこと").fill(WORDS)
    page.get_by_role("button", name="まだ気がかりなことがあります").click()
    page.get_by_text("責任者からご連絡いたします").wait_for()

    leader.goto(f"/cases/{no}")
    assert "まだ気がかりなことがある" in leader.locator("main").inner_text()

    page.get_by_role("button", name="これで了承しました").click()
    page.get_by_text(re.compile("確かに承りました")).wait_for()
    leader.goto(f"/cases/{no}/closure")
    assert "これで了承しました" in leader.locator("main").inner_text()
    assert desk.complaints == []
