"""The superior was asked for, mail was hardly read, old grievances came out; the apology was received (S001)."""

from datetime import datetime, timedelta

import pytest

from stories.browser.looking import keep
from stories.browser.people import DESK, Desk
from stories.browser.visiting import just_made, now, shortly, typed
from stories.browser.walking import Walk, press, reported

pytestmark = pytest.mark.browser

NAME = "髙橋 花子"
GRIEVANCES = [
    "撮影の間、鏡を見て化粧を直していた",
    "飾りのたくさん付いた携帯電話を電卓の代わりに使っていた",
    "お休みの日や忙しい日を一度も聞かれなかった",
]
STANCE = {"who_i_am": "佐藤の上司の千葉", "suffered": "ないがしろにされた思い"}
LETTER = {
    "heard": "「仕事は客の側から見るもの」とのお言葉を、皆で分かち合いました。",
    "promise": "12月26日に、私、千葉からお電話で、改めたことをご報告いたします。",
    "thanks": "率直にお聞かせくださいましたことに、心より御礼申し上げます。",
}


def registered(desk: Desk, day_off: str) -> None:
    """The customer's card: how to be reached, which day not, and whom not to send."""
    page = desk.sit("chiba")
    page.goto("/customers/new")
    page.get_by_label("お名前").fill(NAME)
    page.get_by_label("よみがな").fill("たかはし はなこ")
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("link", name="三つの伺いごとを記録する").click()
    page.locator("[name=preferred][value=phone]").check()
    page.locator("[name=hardly_seen][value=mail]").check()
    page.get_by_label("ご連絡を控える時間・お休みの日").fill(f"{day_off}曜")
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("link", name="お会いになりたくない者を記録する").click()
    page.get_by_label("どなた").select_option("sato")
    page.get_by_label("お客様のお言葉").fill("顔も見たくない")
    press(page.get_by_role("button", name="保存する"))
    card = page.locator("main").inner_text()
    assert "ほとんどご覧にならない方法\nメール" in card
    assert "佐藤 光" in card
    keep(page, "card-of-the-customer")


def received(desk: Desk) -> Walk:
    """By kato, who took the call; the customer is known, and asks for the superior."""
    page = desk.sit("kato")
    page.goto("/intake")
    page.get_by_label("お客様のお言葉を、そのまま").fill(
        "佐藤さんの上司の方をお願いします。メールばかりで、もう任せられません。お取引もやめたい"
    )
    page.get_by_label("どなた", exact=True).press_sequentially(NAME)
    page.get_by_role("option", name=NAME).click()
    page.get_by_label("事実を一文で").fill("お打ち合わせの連絡がメールだけで、お客様に届いていなかった")
    page.get_by_label("なし", exact=True).check()
    page.locator("summary", has_text="ほかに伺ったこと").click()
    page.get_by_label("お話しになりたい相手").fill("佐藤さんの上司")
    page.get_by_label("お話に出た者").fill("佐藤")
    page.locator("[name=hurt][value=slighted]").check()
    page.locator("[name=wish][value=other_person]").check()
    page.get_by_label("お怒りの強さ").select_option("4")
    page.locator("[name=toward][value=staff]").check()
    page.get_by_label("重大度").select_option("B")
    page.get_by_label("受け持つ部門").select_option("sales")
    return reported(page)


@pytest.mark.rule("S001-1", "S001-2", "S001-7", "S001-14", "S001-15", "T10")
def test_the_superior_goes_listens_to_every_old_grievance_apologises_and_is_believed(desk: Desk) -> None:
    closed = now() + timedelta(days=3)
    registered(desk, "月火水木金土日"[closed.weekday()])
    taken = received(desk)
    taken.see("contact")
    assert "佐藤 光" not in taken.page.get_by_label("どなた").inner_text(), (
        "whom she does not want to see is not offered"
    )
    taken.answer(person="chiba", why="上司をとのご指名", agreed="1")

    walk = Walk(desk.sit("chiba"), taken.no)
    planned(walk, closed.replace(hour=14, minute=0))
    keep(walk.page, "visit-planned")
    walk.say("arrive")
    walk.say("leave")
    recorded(walk)
    keep(walk.page, "visit-recorded")
    gone_over(walk)
    answered(walk)
    written(desk, walk)

    walk.see("closure")
    walk.say("report", done="伺ってお詫びし、お約束の品をお届けしました。", channel="visit")
    walk.see("closure")
    walk.say("word", words="もう気にしていませんよ。これからもよろしくね", meaning="satisfied")
    assert "解決（ご納得）" in walk.words()


def planned(walk: Walk, day_off: datetime) -> None:
    """Not to keep the contract, not with whom she will not see, not on her day off; two go, the superior speaks."""
    plan = {"place": "髙橋様のご事務所", "hypothesis": "メールへのお返事がないまま、担当が進めたこと"}
    walk.see("visits")
    only = "main form:has(input[value=plan]) [name=purposes]"
    for box in walk.page.locator(only).all():
        box.set_checked(box.get_attribute("value") == "retain")
    walk.answer(purpose="お取引を続けていただく", **plan, **shortly())
    assert "何のために伺うのですか" in walk.refused()

    for box in walk.page.locator(only).all():
        box.set_checked(box.get_attribute("value") in ("apologise", "listen"))
    ours = {"purpose": "お詫びし、お困りのことを初めから教えていただく"}
    walk.answer(visitors="sato", **ours)
    assert "お会いになりたくない" in walk.refused()
    walk.page.locator("form:has(input[value=plan]) [name=visitors][value=sato]").uncheck()
    walk.answer(starts_at=typed(day_off), ends_at=typed(day_off + timedelta(hours=1)))
    assert "ご連絡を控える時間" in walk.refused()

    walk.answer(**shortly())
    walk.see("visits/1")
    told = walk.words()
    assert "千葉 亮、代田 守" in told
    assert "最初にお詫びする者\n代田 守" in told


def recorded(walk: Walk) -> None:
    """In the very words, every grievance an item of its own; the stance is one's own failing."""
    record = {
        "words": "あなたがそこまで言うなら。商品は良いのだから、続けます",
        "items": "\n".join(GRIEVANCES),
        "received": "yes",
        "continues": "yes",
        "compared": "partly",
        "cause_found": "仕事がお客様ではなく自社の都合で進められていた",
        "hints": "最初に、連絡の方法と忙しい日を聞いてほしい",
        "next_at": typed(now() + timedelta(days=2)),
    }
    walk.answer(failed_at="佐藤が至らなかった", **STANCE, **record, **just_made())
    assert "ご自分と会社のこと" in walk.refused()
    walk.answer(failed_at="指導が足りなかった")
    assert (
        "佐藤の上司の千葉でございます。私の指導が足りなかったために、ないがしろにされた思いをおかけしました。"
        in walk.words()
    )


def gone_over(walk: Walk) -> None:
    walk.answer(
        remark="何のために伺ったのか。お客様は、こちらの都合では動いていない",
        lesson="ご連絡の方法とお忙しさを、初めに三つの問いで伺う",
        thanked_concerned="この件を通じて学べたことに、礼を伝えた",
        thanked_reporter="すぐに知らせてくれたことに、礼を伝えた",
    )
    assert "振り返り済み" in walk.words()


def answered(walk: Walk) -> None:
    """Every grievance, old ones too, gets its own answer."""
    walk.see("items")
    numbers = walk.page.locator("[name=item] option").evaluate_all("all => all.map(o => o.value)")
    assert len(numbers) == len(GRIEVANCES) + 1, "nothing is merged away"
    for number in numbers:
        walk.see("items")
        form = walk.page.locator("main form:has([name=item])")
        walk.page.locator("summary", has_text="事項にお答えした").click()
        form.get_by_label("どのお申し出に").select_option(number)
        form.get_by_label("お答え").fill("改めてお詫びし、お答えした")
        press(form.get_by_role("button"))


def written(desk: Desk, walk: Walk) -> None:
    """A letter by hand; somebody else approves; then it goes."""
    walk.see("letters")
    walk.answer(**LETTER)
    keep(walk.page, "letter-drafted")
    assert walk.page.get_by_role("button", name="承認する").count() == 0, "nobody approves the own letter"
    approving = Walk(desk.sit("daihyo", DESK), walk.no)
    approving.see("letters/1")
    keep(approving.page, "letter-promises")
    approving.promise_what_it_says()
    approving.answer(words="はい。次の日付も分かる")
    walk.see("letters/1")
    walk.answer(method="handwritten")
    assert "お送りしました" in walk.words()
