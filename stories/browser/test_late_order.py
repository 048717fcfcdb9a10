"""A real late order with a review of 1: drilled on its page to the first broken stage, and carried to the end (S000)."""

from pathlib import Path

import pytest

from nattoku.lib.clock import when
from stories.browser.conftest import Stage
from stories.browser.late_orders import LateOrder, imported
from stories.browser.looking import keep
from stories.browser.people import Desk
from stories.browser.visiting import in_a_month, now
from stories.browser.walking import Walk, presented, reported

pytestmark = pytest.mark.browser

KNOWN = "発送が間に合わないことを、営業へ知らせる決まりがなかった"


@pytest.fixture(scope="module")
def late(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> LateOrder:
    return imported(stage.data, Path(tmp_path_factory.mktemp("tables")))


def received(desk: Desk, late: LateOrder) -> Walk:
    """The review's words, received as the complaint with its order number."""
    page = desk.sit("sato")
    page.goto("/intake")
    page.get_by_label("お客様のお言葉を、そのまま").fill(late.words)
    page.get_by_label("どなた", exact=True).fill("青木 花子")
    page.get_by_label("本人確認").select_option("ご注文番号とお名前")
    page.get_by_label("納期・配送").check()
    page.get_by_label("事実を一文で").fill("お約束の日を過ぎて品物が届いた")
    page.locator("[name=happened_at]").fill(f"{late.written_at:%Y-%m-%dT%H:%M}")
    page.locator("summary", has_text="ほかに伺ったこと").click()
    page.get_by_label("ご注文番号").fill(late.number)
    page.get_by_label("重大度").select_option("B")
    return reported(page)


@pytest.mark.rule("S000-1", "S000-12")
def test_a_late_order_is_drilled_to_its_first_broken_stage_and_its_knowledge_line_and_carried_to_the_end(
    desk: Desk, late: LateOrder
) -> None:
    walk = received(desk, late)
    assert late.words in walk.page.locator("#history .quote").last.evaluate("q => q.textContent")
    said = {"words": "お約束の日に届かず、お子様の催しに間に合わなかった、とのこと", "hurt": "promise_broken"}
    assert walk.take(wish="explanation", **said).startswith("内容を復唱し")
    walk.take(words="工程をたどり、分かったことを木曜にお知らせします")

    walk.see("drill")
    walk.say("cite")
    keep(walk.page, "drill-cited")
    drilled = walk.words()
    limit = when(late.limit, at=now()).ja
    assert "はじめに崩れた工程\n発送" in drilled
    assert limit in drilled.partition("記録の上では、")[2].partition("から知ることができました")[0]

    clock = f"{late.limit:%Y-%m-%dT%H:%M}"
    happened = {"what": "発送の期限までに運送会社へ渡していなかった", "evidence": "注文の記録", "begun_at": clock}
    walk.say("step-shipping", role="出品者の発送係", **happened)
    walk.say("knew", process="shipping", knew="yes", known_at=clock, told="no", because="期限超過の一覧に出ていた")
    walk.say("knew", process="sales", knew="no", told="no", told_to="customer", because="ご連絡の記録がない")
    line = walk.words().partition("誰がいつ知り、どこへ伝えたか")[2]
    assert f"社内で知った\nはい　発送　{limit}" in line
    assert "社内へ伝えた\nいいえ" in line
    assert "お客様へ伝えた\nいいえ" in line
    assert "ご存じない" in walk.words()

    assert looked_for(walk) == ["looked-sales", "looked-contract", "looked-order", "cause"]
    asked = "発送の期限を過ぎた注文は、その日のうちに営業の画面へ出し、お客様へのご連絡を促す"
    walk.see("drill")
    walk.say("countermeasure", what=asked, process="shipping", due_at=in_a_month())
    keep(walk.page, "drill-done")
    walk.answer(words="発送の遅れを知りながら、お客様へ前もってお伝えできなかった")
    carried(walk)
    assert walk.take() == "お客様への御礼"
    assert walk.take() == "関係部門への完了報告"
    walk.take(learned="期限を過ぎたことを知った者が、お客様へのご連絡までを自分の仕事とする")
    filed = walk.page.locator("main").inner_text()
    assert KNOWN in filed
    assert asked in filed


def looked_for(walk: Walk) -> list[str]:
    """Answer whatever form of the drill is filled, until its conclusion is asked for."""
    answered = []
    while (act := walk.act()) != "conclude":
        answered.append(act)
        if act == "cause":
            walk.answer(
                what=KNOWN, code="C4", evidence="注文の記録と発送の一覧", whys="知らせる相手が決まっていなかった"
            )
        else:
            walk.answer(because="取り込んだ記録のとおり")
        assert len(answered) < 20, answered
    return answered


def carried(walk: Walk) -> None:
    """From the confirmed cause to the customer's own word, by what the page offers."""
    assert walk.take() == "原因をお客様にお伝えする"
    offer = {
        "what": "お詫びし、次のご注文は期限の2日前にお渡しして、その日のうちにお知らせする",
        "grounds": "お届けのお約束、注文の記録",
    }
    assert walk.take(**offer) == "法的責任と解決案を検討する"
    presented(walk, words="次のご注文は早くお渡しし、必ずお知らせしますと申し上げた")
    assert walk.take(words="そこまで調べてくださったのですね", accepted="yes") == "解決案へのお返事を伺う"
    while walk.offered() != "対応が済んだことをお客様にご報告する":
        walk.take(words="次のご注文に早くお渡しする印をお付けした")
    walk.take(done="お詫びし、次のご注文に早くお渡しする印をお付けしました。")
    assert walk.take(words="もう十分です。ありがとう", meaning="satisfied") == "お客様のお言葉を伺う"
    walk.see("")
    assert walk.page.get_by_text("解決（ご納得）", exact=True).first.is_visible()
