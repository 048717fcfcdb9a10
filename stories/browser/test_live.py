"""Two colleagues at one case: each knows of the other, and the customer is not answered twice by accident."""

import pytest

from stories.browser.looking import keep
from stories.browser.people import DESK, Desk
from stories.browser.test_together import a_case

pytestmark = pytest.mark.browser


def test_colleagues_see_who_is_at_the_case_and_who_types_and_who_has_gone(desk: Desk) -> None:
    mine = desk.sit("sato")
    no = a_case(mine, "お届けの椅子に傷があった")
    mine.goto(f"/cases/{no}")
    hers = desk.sit("chiba", DESK)
    hers.goto(f"/cases/{no}/contact-customer")
    mine.get_by_text("千葉さんがこの案件を見ています").wait_for()
    hers.get_by_text("佐藤さんがこの案件を見ています").wait_for()
    keep(mine, "live-looking")
    top = mine.locator("h1").bounding_box()
    hers.get_by_label("お話の内容").press_sequentially("お詫びを")
    mine.get_by_text("千葉さんが入力しています").wait_for()
    keep(mine, "live-typing")
    assert mine.locator("h1").bounding_box() == top
    hers.goto("/")
    mine.locator(".here-who:empty").wait_for(state="attached")


def test_my_form_says_that_a_colleague_has_contacted_the_customer_and_saving_asks_whether_it_was_once_more(
    desk: Desk,
) -> None:
    mine = desk.sit("sato")
    no = a_case(mine, "お届けの時刻を伺っていない")
    mine.goto(f"/cases/{no}/contact-customer")
    mine.get_by_label("お話の内容").fill("お届けの時刻をお伝えした")
    button = mine.locator("main .button-next").bounding_box()

    hers = desk.sit("chiba", DESK)
    hers.goto(f"/cases/{no}/contact-customer")
    hers.get_by_label("お話の内容").fill("14時にお届けすると申し上げた")
    hers.locator("main .button-next").click()
    hers.wait_for_url(f"**/cases/{no}")

    said = mine.locator(".here-told")
    said.get_by_text("にお客様へご連絡済みです").wait_for()
    assert "千葉さんが" in said.inner_text()
    assert mine.locator("main .button-next").bounding_box() == button, "nothing moves under the finger"
    keep(mine, "live-told")
    mine.locator("main .button-next").click()
    mine.get_by_text("もう一度ご連絡しましたか").wait_for()
    assert mine.get_by_label("お話の内容").input_value() == "お届けの時刻をお伝えした"
    keep(mine, "live-again")
    mine.get_by_label("はい、もう一度ご連絡しました").check()
    mine.locator("main .button-next").click()
    mine.wait_for_url(f"**/cases/{no}")
    assert "お届けの時刻をお伝えした" in mine.locator("#history").inner_text()
