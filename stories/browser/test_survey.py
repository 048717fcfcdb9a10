"""A leader asks, a customer answers on the telephone in a minute, and one tap makes a complaint of what was wrong."""

import pytest

from stories.browser.looking import look
from stories.browser.people import DESK, Desk
from stories.browser.walking import press

pytestmark = pytest.mark.browser


@pytest.mark.rule("S004-2.3.6")
def test_what_nobody_had_said_is_asked_answered_and_received_with_one_tap(desk: Desk) -> None:
    leader = desk.sit("chiba", DESK)
    leader.goto("/surveys/new")
    leader.get_by_label("部門").select_option("sales")
    press(leader.get_by_role("button", name="始める"))
    address = leader.locator("#address").input_value()
    customer = desk.sit()
    customer.goto(address)
    assert look(customer, "survey-form", "ja", {"English"}) == []
    customer.locator("[name=csat][value='2']").check()
    customer.locator("[name=dissatisfied][value=yes]").check()
    customer.locator("[name=told][value=no]").check()
    customer.get_by_label("お気づきのこと").fill("椅子がきしむのですが、言うほどではないと思っていました。")
    customer.get_by_label("ご連絡をご希望の方だけ").fill("青木 090-0000-1111")
    press(customer.get_by_role("button", name="お答えを送る"))
    assert "ありがとうございました" in customer.locator("main").inner_text()
    leader.goto("/surveys")
    leader.get_by_role("button", name="お申し出として承る").click()
    leader.wait_for_url("**/cases/*")
    assert "椅子がきしむ" in leader.locator("main").inner_text()
    leader.goto("/signs")
    assert look(leader, "signs", "ja", set()) == []
    assert desk.complaints == []
