"""Somebody tries in the browser what may not be: each is refused in words, and nothing is changed."""

import pytest

from stories.browser.looking import keep
from stories.browser.people import Desk
from stories.browser.test_together import a_case
from stories.browser.visiting import in_a_month
from stories.browser.walking import Walk, forged

pytestmark = pytest.mark.browser


def happened(walk: Walk) -> list[str]:
    """What people did in the case, as its page tells it; what machines delivered may come at any moment."""
    walk.see("")
    lines = walk.page.locator("#history .timeline > li").all_text_contents()  # the same whether it is in sight or not
    assert lines
    return [line for line in lines if "システム" not in line]


@pytest.mark.rule("S004-2.3.4")
def test_a_loss_is_decided_by_nobody_but_the_representative(desk: Desk) -> None:
    page = desk.sit("sato")
    walk = Walk(page, a_case(page, "お届けの送料を二度いただいていた"))
    walk.see("losses")
    walk.answer(amount="12,000", reason="お届けの遅れ", basis="契約書第8条（納期）")
    before = happened(walk)
    for who in ("sato", "chiba", "kato"):
        theirs = Walk(desk.sit(who), walk.no)
        theirs.see("losses")
        assert theirs.page.get_by_role("button", name="承認する").count() == 0
        decision = {"act": "decide", "loss": "1", "approve": "1"}
        refused = forged(theirs.page, f"/cases/{walk.no}/losses", decision)
        assert "この操作はご担当の権限ではできません。代表にお願いしてください。" in refused
        theirs.page.goto("/decisions")
        assert "12,000円" not in theirs.page.locator("body").inner_text()
    assert happened(walk) == before
    keep(walk.page, "loss-awaited")

    top = Walk(desk.sit("daihyo"), walk.no)
    top.see("losses")
    top.answer()
    again = {"act": "decide", "loss": "1", "approve": "0", "reason": "やはり認めない"}
    assert "決裁は変えられません" in forged(top.page, f"/cases/{walk.no}/losses", again)


@pytest.mark.rule("S002-8a")
def test_a_cause_that_is_not_confirmed_is_not_told_and_the_page_says_what_to_say_instead(desk: Desk) -> None:
    page = desk.sit("sato")
    walk = Walk(page, a_case(page, "お届けの日が二度変わった"))
    offered = walk.see("explanations")
    assert "確かめられた原因はまだありません。推測はお伝えせず、こう申し上げます。" in offered
    assert "経緯は私どもで調査中です。" in offered
    assert page.locator("form:has(input[value=cause])").count() == 0, "there is no form for it"
    keep(page, "cause-not-confirmed")
    before = happened(walk)
    walk.see("explanations")
    guess = {"act": "cause", "causes": "配送会社が遅れた", "words": "配送会社が遅れました", "channel": "phone"}
    refused = forged(page, f"/cases/{walk.no}/explanations", guess)
    assert "まだ確かめられていない原因はお伝えできません。『調査中です。" in refused
    assert "までにご報告いたします』とお伝えください" in refused
    assert happened(walk) == before


def test_no_page_changes_or_removes_what_was_written(desk: Desk) -> None:
    page = desk.sit("sato")
    walk = Walk(page, a_case(page, "お約束のお電話がなかった"))
    before = happened(walk)
    offered = (
        page.locator("#history")
        .locator("a, button, form, input")
        .evaluate_all(
            "all => all.map(e => (e.getAttribute('action') || e.getAttribute('href') || e.textContent).trim())"
        )
    )
    assert not [one for one in offered if "edit" in one or "delete" in one or "削除" in one or "直す" in one]
    answers = page.evaluate(
        """async (no) => {
          const csrf = document.querySelector('[name=csrfmiddlewaretoken]')?.value ?? ''
          const paths = [`/cases/${no}`, `/cases/${no}/note`, `/api/v1/cases/${no}/facts`]
          const asked = paths.flatMap(path => ['PUT', 'PATCH', 'DELETE'].map(method =>
            fetch(path, {method, headers: {'X-CSRFToken': csrf}, body: '{}'})))
          return (await Promise.all(asked)).map(answer => answer.status)
        }""",
        walk.no,
    )
    assert set(answers) <= {401, 403, 405}, answers
    assert happened(walk) == before


def test_the_closing_gate_leads_to_each_thing_that_is_still_owed(desk: Desk) -> None:
    page = desk.sit("sato")
    walk = Walk(page, a_case(page, "代わりの椅子のお届けがまだ済んでいない"))
    walk.see("promise")
    walk.answer(what="代わりの椅子を2脚お届けする", due_at=in_a_month())
    walk.see("closure")
    walk.say("word", words="もういいですよ。丁寧にありがとう", meaning="satisfied", unasked="お電話で先に仰った")
    walk.say("resolve")
    said = walk.refused()
    assert "まだ終えられません" in said
    assert said.count("代わりの椅子を2脚お届けする") == 1, "said once, as a link"
    keep(page, "closing-gate")
    links = page.locator("main [role=alert] a").evaluate_all("all => all.map(a => [a.textContent, a.pathname])")
    assert {words for words, _ in links} == {
        "リーダーへの一報（電話）",
        "お客様とのお約束（代わりの椅子を2脚お届けする）",
    }
    for _, there in links:
        page.goto(there)
        assert page.locator("main form").count() >= 1, f"{there} is a page on which it is settled"
    assert not any("解決" in line for line in happened(walk))
