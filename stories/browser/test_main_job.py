"""A complaint by phone, carried on a phone's screen to the customer's own words, by what each page offers next."""

import time

import pytest

from stories.browser.conftest import Stage
from stories.browser.people import DESK, Desk
from stories.browser.walking import NEXT, Walk, press

pytestmark = pytest.mark.browser

WORDS = "頼んだ椅子がまだ届かない。\n\t3日も待っている 😠 𠮷野 髙橋"
FACT = "11月19日お届けのお約束の椅子2脚が届いていない"
LEARNED = "期限を過ぎたご注文を知らせる相手が決まっていなかった"


def receive(desk: Desk) -> Walk:
    """Typed while the customer speaks, saved, read back, told by phone, sent to the divisions."""
    page = desk.sit("sato")
    page.goto("/intake")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.type("頼んだ")
    page.get_by_label("お客様のお言葉を、そのまま").fill(WORDS)
    page.get_by_label("どなた", exact=True).fill("𠮷野 髙子")
    page.get_by_label("ご連絡先").fill("090-1234-5678")
    page.get_by_label("納期・配送").check()
    page.get_by_label("事実を一文で").fill(FACT)
    page.get_by_role("button", name="保存して一報する").click()
    page.wait_for_url("**/report")
    assert FACT in page.locator(".readback").inner_text()
    assert "千葉リーダー" in page.locator(".call").inner_text()
    assert page.locator(".call a[href^='tel:']").count() == 1
    press(page.get_by_role("button", name="電話で報告した"))
    assert "千葉 亮" in page.locator("#told").inner_text()
    page.get_by_label("発送部").check()
    page.get_by_role("button", name="送る", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/report"))
    return Walk(page, page.url.rpartition("/")[2])


def arrived(stage: Stage, room: str, *words: str) -> str:
    """The message with these words that reached a room; waits for the worker."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        for message in stage.peer.messages(room):
            if all(word in message.body for word in words):
                return message.body
        time.sleep(0.1)
    raise AssertionError(f"no message with {words} arrived in room {room}")


def drill(walk: Walk) -> list[str]:
    """Answer what the drill offers, one filled button at a time, until a cause is written down."""
    answered = []
    while walk.offered() == "工程を始めから終わりまでたどる":
        walk.go()
        act = walk.act()
        answered.append(act)
        if act.startswith("looked-"):
            walk.answer(because="台帳と聞き取りで確かめた")
        elif act.startswith("check-"):
            walk.answer(verdict="broken" if act == "check-C4" else "ok", because="出荷の記録で確かめた")
        else:
            walk.answer(what=LEARNED, evidence="出荷の記録", whys="一覧を見るだけだった")
        assert len(answered) < 30
    return answered


def test_a_complaint_is_carried_to_the_customers_word_by_what_each_page_offers(desk: Desk, stage: Stage) -> None:
    walk = receive(desk)
    page, no = walk.page, walk.no
    for room in ("101", "102"):
        body = arrived(stage, room, f"受付番号 {no}")
        assert FACT in body
        assert "髙子" not in body
    page.goto(f"/cases/{no}")
    assert WORDS in page.locator("#history .quote").last.evaluate("q => q.textContent")

    assert walk.take(severity="A", why="3日お待たせし、強いお怒りを伺った") == "重大度と緊急度を見立てる"
    assert walk.take(hurt="slighted", wish="explanation") == "内容を復唱し、お確かめいただく"
    assert (
        walk.take(words="倉庫と配送の記録を調べ、木曜に原因をお電話でお知らせします") == "これからの進め方をお伝えする"
    )
    answered = drill(walk)
    assert answered[:4] == ["looked-sales", "looked-contract", "looked-order", "looked-shipping"]
    assert [a for a in answered if a.startswith("check-")] == [f"check-C{n}" for n in range(1, 7)]
    assert walk.take() == "原因をお客様にお伝えする"
    while walk.offered() == "原因の調査をまとめる":
        walk.go()
        walk.answer(words="知らせる相手を決めていなかったことが原因と確かめた")
    offer = {"what": "代わりの椅子2脚を金曜の午前にお届けし、送料をいただかない", "grounds": "契約書第8条、出荷の記録"}
    assert walk.take(**offer) == "法的責任と解決案を検討する"
    ask_for_the_loss(walk)
    decide(desk, no)
    while walk.offered() == "解決案を根拠とともにお示しする":
        walk.go()
        if walk.act() == "check":
            answers = {f"answer__{q}": "契約書と出荷の記録に照らして確かめた" for q in questions(walk)}
            walk.answer(**answers)
        else:
            walk.answer(words="金曜の午前にお持ちしますと申し上げた")
    assert walk.take(words="それならお願いします", accepted="yes") == "解決案へのお返事を伺う"
    assert walk.take(words="椅子2脚をお届けし、組み立てた").startswith("ご了承いただいた解決案の実行")
    done = "椅子2脚をお届けし、送料はいただきませんでした。"
    assert walk.take(done=done) == "対応が済んだことをお客様にご報告する"
    assert walk.take(words="よくしてくださって、これで十分です", meaning="satisfied") == "お客様のお言葉を伺う"
    assert walk.offered() == "お言葉の確認（別の一人が）"
    assert page.locator(".card-next .button-next").count() == 0
    second = desk.sit("chiba", DESK)
    confirming = Walk(second, no)
    assert confirming.take(how="お電話で、ほかに気がかりなことがないかを伺った") == "お言葉の確認（別の一人が）"
    assert second.locator(".card-title").first.inner_text() == "解決（ご納得）"
    assert walk.take() == "お客様への御礼"
    assert walk.take() == "関係部門への完了報告"
    assert LEARNED in arrived(stage, "101", f"受付番号 {no}", "解決（ご納得）")
    assert (
        walk.take(countermeasure="期限を過ぎたご注文は、その日のうちに営業へ知らせる", learned=LEARNED)
        == "対応ファイル（事実・原因・対策）"
    )
    page.goto("/files")
    page.get_by_label("言葉で探す").fill("知らせる相手　ご注文")
    press(page.get_by_role("button", name="探す"))
    page.get_by_role("link", name=FACT).click()
    assert page.url.endswith(f"/files/{no}")
    assert "これで十分です" in page.locator(".quote").inner_text()
    walk.offered()
    assert page.get_by_text("解決（ご納得）").first.is_visible()


def ask_for_the_loss(walk: Walk) -> None:
    walk.page.goto(f"/cases/{walk.no}/losses")
    walk.answer(amount="12,000", reason="お届けの送料と組み立てを当社で負いたい", basis="契約書第8条")


def decide(desk: Desk, no: str) -> None:
    """The representative finds it on the own board, on another device, and approves."""
    page = desk.sit("daihyo", DESK)
    page.goto("/representative")
    assert "12,000円" in page.locator("main").inner_text()
    page.get_by_role("link", name="決裁する", exact=True).click()
    card = page.locator(".card", has=page.locator(f"a[href='/cases/{no}']"))
    press(card.get_by_role("button", name="承認する"))
    assert page.locator(".card", has=page.locator(f"a[href='/cases/{no}']")).count() == 0


def questions(walk: Walk) -> list[str]:
    form = walk.page.locator(NEXT).locator("xpath=ancestor::form")
    names = form.locator("textarea").evaluate_all("all => all.map(t => t.name)")
    return [name.removeprefix("answer-") for name in names]
