"""A customer writes on a telephone, is answered at once, and a leader finds the complaint; in Japanese and in English."""

import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import keep, look
from stories.browser.people import DESK, PHONE, Desk
from stories.browser.walking import press

pytestmark = pytest.mark.browser

WORDS = "11月19日に届いた椅子の脚が折れていました。座った父が転びそうになりました。"
SAID = {
    "ja": {
        "what": "どのようなことがありましたか",
        "danger": "ない",
        "about": "商品",
        "phone": "お電話番号",
        "consent": "このお申し出への対応にだけ用いることに同意します",
        "send": "送信する",
        "done": "お申し出を承りました",
        "next": "上野からご連絡いたします",
    },
    "en": {
        "what": "What happened?",
        "danger": "No",
        "about": "A product",
        "phone": "Phone",
        "consent": "I agree that what I write",
        "send": "Send",
        "done": "We have received your message",
        "next": "will contact you by",
    },
}
NAMES = {"ja": {"English"}, "en": {"日本語", "上野"}}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_customer_writes_on_the_telephone_and_is_answered_at_once(desk: Desk, stage: Stage, lang: str) -> None:
    said = SAID[lang]
    page = desk.sit(size=PHONE, lang="ja")
    page.goto(f"/contact?lang={lang}")
    assert look(page, "customers-form", lang, NAMES[lang]) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.get_by_label(said["what"]).fill(WORDS)
    page.get_by_label(said["danger"], exact=True).check()
    page.get_by_label(said["about"], exact=True).check()
    page.get_by_label(said["phone"]).fill("090-1234-5678")
    page.get_by_label(said["consent"]).check()
    page.wait_for_timeout(3200)  # nobody writes faster, and the form says so
    page.get_by_role("button", name=said["send"]).click()
    page.wait_for_url("**/contact/received/**")
    assert said["done"] in page.locator("h1").inner_text()
    assert said["next"] in page.locator("main").inner_text()
    assert look(page, "customers-receipt", lang, NAMES[lang]) == []
    no = page.locator(".receipt-number").inner_text()
    leader = desk.sit("ueno")
    leader.goto(f"/cases/{no}")
    assert WORDS in leader.locator("main").inner_text()
    assert desk.complaints == []


def test_without_a_script_the_form_works_and_keeps_what_was_typed(desk: Desk, stage: Stage) -> None:
    page = desk.sit(size=PHONE, java_script_enabled=False)
    page.goto("/contact/sales")
    page.get_by_label(SAID["ja"]["what"]).fill(WORDS)
    page.get_by_label(SAID["ja"]["consent"]).check()
    press(page.get_by_role("button", name="送信する"))
    assert "お電話番号かメールアドレスをご記入ください" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label(SAID["ja"]["what"]).input_value() == WORDS
    keep(page, "customers-form-refused")
    page.get_by_label("お電話番号").fill("090-1234-5678")
    page.wait_for_timeout(3200)
    press(page.get_by_role("button", name="送信する"))
    assert "千葉からご連絡いたします" in page.locator("main").inner_text()


def test_what_no_person_seems_to_have_written_waits_for_a_leader(desk: Desk, stage: Stage) -> None:
    page = desk.sit(size=PHONE)
    page.goto("/contact/sales")
    page.get_by_label(SAID["ja"]["what"]).fill("https://x.example/ https://y.example/")
    page.get_by_label("お電話番号").fill("090-1234-5678")
    page.get_by_label(SAID["ja"]["consent"]).check()
    page.get_by_role("button", name="送信する").click()
    page.wait_for_url("**/contact/received/**")
    assert "お預かりしました" in page.locator("h1").inner_text()
    keep(page, "customers-receipt-held")
    reference = page.locator(".receipt-number").inner_text()
    leader = desk.sit("chiba")
    leader.goto("/contact/look")
    assert look(leader, "to-be-looked-at", "ja", {"English", reference}) == []
    leader.locator("summary", has_text="お申し出ではない").first.click()
    leader.get_by_label("理由").first.fill("リンクだけの広告")
    press(leader.get_by_role("button", name="お申し出ではないと確かめた").first)
    assert "確かめるものはありません" in leader.locator("main").inner_text()
    leader.goto("/contact/qr")
    assert look(leader, "codes", "ja", {"English"}) == []
    assert desk.complaints == []


def test_the_telephone_opens_the_intake_with_the_number_and_no_name(desk: Desk, stage: Stage) -> None:
    page = desk.sit("sato", size=DESK)
    page.goto("/intake?from=09012345678")
    assert page.get_by_label("ご連絡先").input_value() == "090-1234-5678"
    assert "ご本人とは限りません" in page.locator("main").inner_text()
    assert page.get_by_label("本人確認").input_value() == ""
    assert page.evaluate("document.activeElement.name") == "words"
    assert look(page, "intake-from", "ja", {"English"}) == []
    page.get_by_label("お客様のお言葉を、そのまま").fill(WORDS)
    page.get_by_role("button", name="その場で解決").wait_for()
    page.goto("/intake?from=anonymous")
    assert "番号は通知されていません" in page.locator("main").inner_text()
    assert page.get_by_label("お客様のお言葉を、そのまま").input_value() == ""
    assert desk.complaints == []
