"""A visit on the telephone in one's pocket: checked, read step by step, put away, left, written up, gone over."""

import re
from pathlib import Path

import pytest

from stories.browser.looking import SHOTS, keep
from stories.browser.people import Desk
from stories.browser.visiting import just_made, shortly
from stories.browser.walking import Walk, press, reported

pytestmark = pytest.mark.browser

HYPOTHESIS = "お見積もりの金額が高いと思われた"
CUSTOMER = "渡邉 美咲"
TITLES = ["伺う前に", "名乗り、お詫びする", "最後まで聴く", "ご自分の立場でお詫びする", "お約束する", "辞する"]
RECORD = {
    "words": "見積もりではなく、一本のお電話が欲しかった",
    "who_i_am": "営業部の責任者の千葉",
    "failed_at": "確認が足りなかった",
    "suffered": "長いあいだ不安な思い",
    "received": "yes",
    "compared": "mismatch",
    "cause_found": "お知らせがなかったこと",
    "hints": "受注の日に電話を一本\n連絡の方法を先に聞く",
    "spoke": "chiba",
}


def received(desk: Desk) -> Walk:
    page = desk.sit("sato")
    page.goto("/intake")
    page.get_by_label("お客様のお言葉を、そのまま").fill("まだ届きません")
    page.get_by_label("どなた", exact=True).fill(CUSTOMER)
    page.get_by_label("事実を一文で").fill("椅子が届いていない")
    page.get_by_label("なし", exact=True).check()
    page.locator("summary", has_text="ほかに伺ったこと").click()
    page.get_by_label("重大度").select_option("B")
    return reported(page)


@pytest.mark.rule("S001-3", "S001-9", "S003-7", "S001-18", "R8-4")
def test_the_whole_visit_is_walked_on_a_telephone_and_nothing_of_the_case_is_seen_at_the_door(
    desk: Desk, tmp_path: Path
) -> None:
    walk = received(desk)
    walk.see("visits")
    walk.answer(
        purpose="お話を初めから伺い、お詫びする",
        place="お客様のご自宅",
        hypothesis=HYPOTHESIS,
        travel="45",
        **shortly(),
    )
    walk.see("visits/1")
    keep(walk.page, "visit-planned-phone")
    read_step_by_step(walk)
    printed_on_one_sheet(walk, tmp_path)

    walk.see("visits/1")
    walk.say("arrive")
    keep(walk.page, "visit-there-phone")
    assert not walk.page.locator("form:has(input[value=record])").is_visible(), "no typing in front of the customer"
    walk.answer()
    assert "まずリーダーに電話します" in walk.words()
    assert walk.page.locator("a[href^='tel:']").first.is_visible()
    keep(walk.page, "visit-left-phone")
    walk.answer(**RECORD, **just_made())
    assert "私の確認が足りなかったために、長いあいだ不安な思いをおかけしました" in walk.words()
    keep(walk.page, "visit-made-phone")
    decided_on(walk, desk)
    walk.see("visits/1")
    walk.answer(
        remark="初めに電話を一本",
        lesson="受注の日に確かめる",
        thanked_concerned="学べたことに、礼を伝えた",
        thanked_reporter="すぐに知らせたことに、礼を伝えた",
        thanked_customer="お教えに、その場で御礼を申し上げた",
    )
    assert "振り返り済み" in walk.words()
    keep(walk.page, "visit-debriefed-phone")


def read_step_by_step(walk: Walk) -> None:
    """From the second step on there is no signal: in a lift, in a car park, at the door."""
    walk.see("visits/1/guide")
    for number, title in enumerate(TITLES, start=1):
        said = walk.words()
        assert [one for one in TITLES if f"{one}\n" in said.replace("　", "\n") + "\n"] == [title]
        for secret in (CUSTOMER, HYPOTHESIS, "お客様のご自宅", "椅子"):
            assert secret not in said
        assert not walk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        keep(walk.page, f"visit-step-{number}")
        if number == 1:
            for box in walk.page.locator("[name=ready]").all():
                box.check()
            walk.answer()
            walk.page.wait_for_load_state("networkidle")
            walk.page.context.set_offline(True)
        elif number < len(TITLES):
            walk.page.locator("main .button-next:visible").click()
            walk.page.wait_for_url(f"**step={number + 1}")
    walk.page.go_back()
    walk.page.wait_for_function("document.body.innerText.includes('お約束する')")
    walk.page.go_forward()
    walk.page.context.set_offline(False)


def printed_on_one_sheet(walk: Walk, folder: Path) -> None:
    """From whichever step it is printed, the paper holds all six, on two sides at most."""
    sheet = Path(SHOTS or folder) / "visit-sheet.pdf"
    sheet.write_bytes(walk.page.pdf(prefer_css_page_size=True))
    pages = len(re.findall(rb"/Type\s*/Page[^s]", sheet.read_bytes()))
    assert 1 <= pages <= 2
    walk.page.emulate_media(media="print")
    said = walk.words()
    assert all(title in said for title in TITLES)
    assert CUSTOMER in said
    assert HYPOTHESIS not in said, "what we believed is not carried into the customer's room"
    walk.page.emulate_media(media="screen")


def decided_on(walk: Walk, desk: Desk) -> None:
    walk.see("visits/1")
    forms = walk.page.locator("form:has(input[value=assign])")
    assert forms.count() == 2
    walk.page.locator("summary", has_text="受け持つ者を決める").first.click()
    forms.first.get_by_label("どなたが").select_option("sato")
    press(forms.first.get_by_role("button"))
    walk.page.locator("summary", has_text="どうするかを決める").click()
    one = walk.page.locator("form:has(input[value=decide_hint])")
    one.locator("[name=decision][value=adopted]").check()
    one.locator("[name=words]").fill("受注の日に、担当がお電話する。12月から")
    press(one.get_by_role("button"))
    walk.page.get_by_text("取り入れる").first.wait_for()
