"""On a telephone: the card is heeded, the customer is told what was done before the word is asked for, and thanked."""

import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import look
from stories.browser.people import PHONE, Desk
from stories.browser.stocking import Teller
from stories.browser.walking import Walk

pytestmark = pytest.mark.browser

DONE = "代わりの椅子2脚をお届けし、組み立てました。"


def a_known_customers_case(sato: Teller) -> str:
    """Presented and accepted, nothing owed; the customer hardly looks at e-mail and wishes to be called."""
    customer = sato.post("/customers", {"name": "髙橋 花子", "reading": "たかはし はなこ", "division": "sales"})["id"]
    sato.post(f"/customers/{customer}/reach", {"preferred": ["phone"], "hardly_seen": ["mail"]})
    complaint = {"door": "phone", "division": "sales", "words": "椅子が届かない", "fact": "椅子2脚が未着"}
    known = {"customer": {"id": customer, "name": "髙橋 花子"}, "identified": "お名前とご注文番号"}
    no: str = sato.post("/cases", complaint | known | {"danger": "no", "severity": "B"})["no"]
    sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "chiba"})
    sato.post(f"/cases/{no}/reports", {"kind": "shared", "divisions": ["sales", "logistics"]})
    return no


@pytest.mark.rule("S001-5")
def test_the_customer_is_told_what_was_done_by_the_channel_that_suits_then_asked_then_thanked(
    desk: Desk, stage: Stage
) -> None:
    no = a_known_customers_case(Teller(stage.url, stage.tokens["sato"]))
    walk = Walk(desk.sit("sato", PHONE), no)

    walk.see("contact-customer")
    assert "メールは、ほとんどご覧にならない" in walk.words()
    walk.answer(channel="mail", words="お届け日をお知らせした")
    assert "お客様から伺っていることと違います" in walk.refused()
    assert look(walk.page, "card-spoke-against", "ja", {"LINE", "FAX"}) == []
    walk.answer(despite="お電話がつながらず、控えをお求めになった")
    assert "控えをお求めになった" in walk.see("")

    walk.see("closure")
    walk.say("word", words="もういいですよ", meaning="satisfied")
    assert "まだお客様にご報告していません" in walk.refused()
    walk.see("closure")
    form = walk.page.locator("main form:has(input[name=act][value=report])")
    form.locator("xpath=ancestor::details").locator("summary").first.click()
    assert form.locator("[name=happened]").input_value() == "椅子2脚が未着。"
    assert look(walk.page, "completion-report", "ja", {"LINE", "FAX"}) == []
    walk.see("closure")
    walk.say("report", done=DONE)
    assert DONE in walk.words()

    walk.answer(words="よくしてくださって、ありがとう", meaning="satisfied")
    assert "解決（ご納得）" in walk.words()
    assert walk.offered() == "お客様への御礼"
    walk.go()
    assert look(walk.page, "thanks-owed", "ja", {"LINE", "FAX"}) == []
    walk.answer()
    assert "お客様に御礼を申し上げました" in walk.see("")
    assert desk.complaints == []
