"""A mail that says a date is told only with the promise: refused, one tap, told, and kept the day it is due (S004-5.2)."""

from datetime import timedelta

import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import keep, look
from stories.browser.people import Desk
from stories.browser.stocking import Teller
from stories.browser.visiting import now
from stories.browser.walking import Walk

pytestmark = pytest.mark.browser

DUE = (now() + timedelta(days=2)).replace(hour=15, minute=0)
SAID = f"記録をお調べし、{DUE.month}月{DUE.day}日15時までに、結果をお知らせいたします。追って書面もお送りいたします。"
CASE = {
    "door": "phone",
    "words": "返事が来ない",
    "fact": "お返事が届いていない",
    "customer": {"name": "青木 花子"},
    "division": "sales",
}


@pytest.fixture
def no(stage: Stage) -> str:
    """The number of a case of this story's own."""
    return str(Teller(stage.url, stage.tokens["sato"]).post("/cases", CASE)["no"])


@pytest.mark.rule("S004-5.2")
@pytest.mark.rule("S001-13")
def test_a_date_that_is_written_to_a_customer_is_a_promise_until_it_is_kept(desk: Desk, no: str) -> None:
    walk = Walk(desk.sit("sato"), no)
    page = walk.page
    walk.see("explanations")
    walk.say("handling", channel="mail", words=SAID)
    assert "15時まで」のお約束がまだ記録されていません" in walk.refused()
    assert "「追って」には日時がありません" in walk.refused()
    assert page.locator("[name=said-due]").first.input_value() == f"{DUE:%Y-%m-%dT15:00}"
    assert look(page, "promised-refused", "ja", {"PDF"}) == []
    page.set_viewport_size({"width": 375, "height": 812})
    page.locator("[name=said-due]").nth(1).fill(f"{DUE + timedelta(days=5):%Y-%m-%dT17:00}")
    walk.say("handling")
    assert not page.locator("main [role=alert]").count(), walk.refused()

    page.goto("/promises?who=me")
    assert look(page, "promises", "ja", set()) == []
    assert f"{DUE.month}月{DUE.day}日" in page.locator("main").inner_text()
    page.set_viewport_size({"width": 375, "height": 812})
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("link", name="結果をお知らせいたします").click()
    keep(page, "promise-to-keep")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name="お約束を果たしました").click()
    page.goto("/promises?who=me&state=kept")
    assert "結果をお知らせいたします" in page.locator("main").inner_text()
