"""A letter whose words would hurt is not approved; the better wording is one tap away; then it goes (S004-5.3)."""

from datetime import timedelta

import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import keep, look
from stories.browser.people import DESK, Desk
from stories.browser.stocking import Teller
from stories.browser.visiting import now
from stories.browser.walking import Walk

pytestmark = pytest.mark.browser

WRONG = "お返事が遅れたことで誤解を招いたのであれば、お詫び申し上げます。"
MENDED = "お返事が遅れたことで私どもの伝え方が至らず、お詫び申し上げます。"
CALLING = (now() + timedelta(days=30)).replace(hour=17, minute=0)
LETTER = {
    "apology": "長らくお待たせし、誠に申し訳ございません。",
    "promise": f"{CALLING.month}月{CALLING.day}日に、私、佐藤からお電話いたします。",
    "thanks": "お知らせくださり、ありがとうございます。",
}
CASE = {
    "door": "phone",
    "words": "返事が来ない",
    "fact": "お返事が届いていない",
    "customer": {"name": "青木 花子"},
    "division": "sales",
}


@pytest.fixture
def no(stage: Stage) -> str:
    """The number of a case of this story's own; the call that its letter speaks of is owed."""
    sato = Teller(stage.url, stage.tokens["sato"])
    number = str(sato.post("/cases", CASE)["no"])
    sato.post(f"/cases/{number}/promises", {"what": "お電話", "due_at": CALLING.isoformat()})
    return number


@pytest.mark.rule("S004-5.3")
def test_a_letter_is_approved_once_its_words_no_longer_hurt(desk: Desk, no: str) -> None:
    writing = Walk(desk.sit("sato"), no)
    writing.see("letters")
    writing.answer(**LETTER, heard=WRONG)

    approving = Walk(desk.sit("chiba", DESK), no)
    approving.see("letters/1")
    approving.say("decide", words="はい。待つ日が分かる")
    assert "誤解を招いたのであれば" in approving.refused()
    assert "私どもの伝え方が至らず" in approving.refused()
    keep(approving.page, "tone-refused")

    page = writing.page
    writing.see("letters/1")
    page.locator("summary", has_text="書き直す").click()
    tapped = page.get_by_role("button", name="この言い方に替える")
    tapped.wait_for()
    underlined = page.locator(".tone-mirror .tone-stop")
    assert underlined.all_inner_texts() == ["誤解を招いたのであれば"]
    assert look(page, "tone-editor", "ja", {"PDF", "Word"}) == []
    page.set_viewport_size({"width": 375, "height": 812})
    tapped.click()
    underlined.wait_for(state="detached")
    assert page.get_by_label("伺ったこと").input_value() == MENDED
    writing.say("draft")

    approving.see("letters/1")
    approving.say("decide", words="はい。待つ日が分かる")
    assert "承認済み" in approving.words()
    _why_in_words(writing)


def _why_in_words(writing: Walk) -> None:
    """The page for any text says why in words, and leads to the rule."""
    page = writing.page
    page.goto("/tone")
    page.get_by_label("点検する文").fill("青木様\n検討いたします。担当者が不在です。")
    page.get_by_role("button", name="点検する").click()
    page.get_by_role("heading", name="お気づきの点").wait_for()
    assert look(page, "tone-page", "ja", {"J1", "I3"}) == []
    page.get_by_role("link", name="この決まりについて").first.click()
    page.wait_for_url("**/tone/rules#*")
    assert look(page, "tone-rules", "ja", {"SNS"}) == []


def test_a_remark_that_does_not_apply_is_dismissed_with_a_reason_without_any_script(desk: Desk, no: str) -> None:
    writing = Walk(desk.sit("sato", java_script_enabled=False), no)
    writing.see("letters")
    writing.answer(**LETTER, heard=WRONG)

    approving = Walk(desk.sit("chiba", java_script_enabled=False), no)
    approving.see("letters/1")
    assert "誤解を招いたのであれば" in approving.words()
    approving.page.locator("main form:has(input[value=decide]) summary", has_text="当たらない").click()
    keep(approving.page, "tone-dismissing")
    approving.say("decide", words="はい", tone__reason="お客様ご自身がそう仰いました")
    assert "承認済み" in approving.words()
    assert "お客様ご自身がそう仰いました" in approving.see("letters/1")
