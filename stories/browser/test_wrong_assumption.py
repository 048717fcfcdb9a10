"""What was assumed was wrong: frozen before the visit, set beside what was heard, a letter that evening (S003)."""

from datetime import timedelta

import pytest

from stories.browser.looking import keep
from stories.browser.people import DESK, Desk
from stories.browser.visiting import just_made, now, shortly, typed
from stories.browser.walking import Walk, forged, reported

pytestmark = pytest.mark.browser

BELIEVED = "お見積もりの金額が高いと思われた"
HEARD = "お約束したことを最後までやり切らず、結果のご報告もなかった"
PLAN = {"purpose": "ご不満を初めから伺い、お詫びする", "place": "青木様のご自宅", "hypothesis": BELIEVED}
RECORD = {
    "words": "金額の話ではない。頼んだことを最後までやり切っていない",
    "who_i_am": "営業部の責任者の千葉",
    "failed_at": "確認が足りなかった",
    "suffered": "軽んじられたというお気持ち",
    "received": "not_yet",
    "compared": "mismatch",
    "cause_found": HEARD,
    "hints": "結果が出なくても、したことは知らせてほしい",
}
LETTER = {
    "apology": "本日はお時間を頂戴し、申し訳ございませんでした。",
    "heard": "「最後までやり切りなさい」とのお言葉を、しっかりと受け止めております。",
    "thanks": "教えてくださり、ありがとうございます。",
}


def received(desk: Desk) -> Walk:
    page = desk.sit("sato")
    page.goto("/intake")
    page.get_by_label("お客様のお言葉を、そのまま").fill("話にならない。責任者を連れて説明に来なさい")
    page.get_by_label("どなた", exact=True).fill("青木 太郎")
    page.get_by_label("事実を一文で").fill("お見積もりのご説明の後、責任者の訪問を求められた")
    page.get_by_label("なし", exact=True).check()
    page.locator("summary", has_text="ほかに伺ったこと").click()
    page.get_by_label("重大度").select_option("B")
    return reported(page)


@pytest.mark.rule("S003-4", "S003-10", "S003-12", "T3")
def test_the_assumed_cause_was_wrong_is_kept_beside_the_real_one_and_a_letter_follows(desk: Desk) -> None:
    walk = received(desk)
    walk.see("visits")
    walk.answer(**PLAN, **shortly())
    assert BELIEVED not in walk.see("visits/1/guide?step=all"), "what we believed is not shown at the door"
    assert BELIEVED in walk.see("visits/1")
    walk.see("visits/1/guide?step=all")
    keep(walk.page, "visit-sheet")
    walk.see("visits/1")
    walk.say("arrive")
    walk.say("leave")
    frozen_is_frozen(walk)

    walk.see("visits/1")
    walk.answer(**RECORD, **just_made())
    told = walk.words()
    assert f"伺って分かった理由\n{HEARD}" in told
    assert "見立てと\n違った" in told
    assert f"見立て\n{BELIEVED}" in told
    keep(walk.page, "visit-mismatch")

    not_ended_without_the_letter(walk)
    that_evening(desk, walk)
    assert walk.page.get_by_text("お送りしました").first.is_visible()
    a_further_visit_waits_for_the_leader(desk, walk)


def frozen_is_frozen(walk: Walk) -> None:
    """After the arrival there is no form for the plan; one sent all the same is refused in words."""
    assert walk.page.locator("form:has(input[value=plan])").count() == 0
    assert BELIEVED in walk.page.get_by_role("note").inner_text()
    rewritten = PLAN | shortly() | {"purposes": "listen", "hypothesis": "別の理由", "act": "plan"}
    assert "書き換えられません" in forged(walk.page, f"/cases/{walk.no}/visits/1", rewritten)


def not_ended_without_the_letter(walk: Walk) -> None:
    """Satisfied or not: what the visit owes stands in the way, with a link to the page where it is done."""
    walk.see("closure")
    walk.say("word", words="もういいですよ", meaning="satisfied", unasked="お電話で先に仰った")
    walk.say("resolve")
    assert "まだ終えられません" in walk.refused()
    walk.page.locator("main [role=alert] a").click()
    assert walk.page.url.endswith(f"/cases/{walk.no}/letters")


def that_evening(desk: Desk, walk: Walk) -> None:
    """Sent back while it names no date; approved by somebody else; on paper."""
    assert "まだお送りしていません" in walk.words()
    walk.answer(kind="apology_and_thanks", **LETTER)
    chiba = Walk(desk.sit("chiba", DESK), walk.no)
    chiba.see("letters/1")
    chiba.answer(words="はい")
    assert "次のご連絡の日付がある" in chiba.refused()
    form = chiba.page.locator("form:has(input[value=decide])")
    form.get_by_label("自分がお客様なら").fill("次の日付を入れましょう")
    with chiba.page.expect_navigation():
        form.get_by_role("button", name="差し戻す").click()

    walk.see("letters/1")
    assert "次の日付を入れましょう" in walk.words()
    tomorrow = now() + timedelta(days=1)
    walk.answer(promise=f"{tomorrow.month}月{tomorrow.day}日に、私からお電話いたします。")
    chiba.see("letters/1")
    chiba.promise_what_it_says()
    chiba.answer(words="はい。自分でも受け取れる")
    walk.see("letters/1")
    walk.answer(method="mail")
    assert "紙でお送りします" in walk.refused()
    walk.answer(method="handwritten")


def a_further_visit_waits_for_the_leader(desk: Desk, walk: Walk) -> None:
    walk.see("visits")
    again = now() + timedelta(days=2)
    walk.answer(**PLAN, starts_at=typed(again), ends_at=typed(again + timedelta(hours=1)))
    walk.see("visits/2")
    assert "リーダーの承認が要ります" in walk.words()
    assert walk.page.get_by_role("button", name="承認する").count() == 0
    chiba = Walk(desk.sit("chiba", DESK), walk.no)
    chiba.see("visits/2")
    chiba.answer(words="私も参ります")
    assert "予定" in chiba.words()
