"""請求: what was charged, twice, too much, or to the wrong desk."""

from nattoku.cases.words import About, Anger, Door, Hurt, Severity, Toward, Urgency, Wish
from nattoku.causes.words import Group, Process
from nattoku.demo.ending import Script
from nattoku.demo.people import SALES, SERVICE, SHIPPING
from nattoku.demo.story import story
from nattoku.letters.words import LetterKind, Method
from nattoku.solutions.facts import Basis

B, P = About.BILLING, Process


@story("sakurai", by="yoshioka", division=SALES, minutes=265)
def the_same_invoice_twice(s: Script) -> None:
    """Today: told, shared, the leader has it; call back due this afternoon."""
    s.received(
        "先月分のご請求書が二通。金額も番号も同じ。一通は振り込んでしまいました。私、税理士事務所で働いているんですよ。",
        "先月分のご請求書が同じ内容で2通届いた",
        B,
        hurt=[Hurt.TIME_LOST],
        wish=[Wish.EXPLANATION],
        anger=Anger.REMARK,
        severity=Severity.C,
        call_back=s.soon(2),
    )
    s.opened(SALES)
    s.noted(
        "発行の記録を見ました。28日と29日に一通ずつ、同じ番号で出ています。お振り込みは1通分だけで、二重のご入金はありません。"
    )


@story("minato", by="takanashi", division=SERVICE, days=1, clock="10:05")
def billed_for_the_folding_chairs(s: Script) -> None:
    """Written down hours later, because the phone was busy; waiting for the customer's answer."""
    s.written_late(3.5)
    s.received(
        "夏祭りに貸してもらったパイプ椅子、50脚お返ししたのに、紛失で7脚分のご請求。町会の帳簿は子ども会のお金と一緒なんです。数え方の控えもないって、どういうことですか。",
        "返却いただいたパイプ椅子のうち7脚分を、紛失としてご請求した",
        B,
        relation="町内会の会計係",
        hurt=[Hurt.UNFAIR, Hurt.DECEIVED],
        wish=[Wish.EXPLANATION, Wish.REFUND],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SERVICE, SHIPPING)
    s.called(
        "返却の数え方の控えを探し、あした中にお電話するとお約束しました。",
        next=s.soon(3),
    )
    s.noted("お祭りの片付けのお手伝いが続き、受付の記入がお電話の三時間半後になりました。")


@story("tachibana", by="yoshioka", division=SALES, days=12, clock="11:20")
def interest_on_a_bill_already_paid(s: Script) -> None:
    """Investigated; the loss waits for the representative's decision."""
    s.received(
        "月末に払った分に延滞の利息が付いて、督促まで来ました。振込の控えを三回もお送りしています。うちの信用に関わる話ですよ。",
        "お支払い済みの代金に、延滞の利息と督促を差し上げた",
        B,
        About.PAPERWORK,
        hurt=[Hurt.SHAMED, Hurt.DECEIVED],
        wish=[Wish.APOLOGY, Wish.REFUND, Wish.IN_WRITING],
        anger=Anger.SUPERIOR,
        severity=Severity.A,
        urgency=Urgency.TODAY,
        asked_for="経理の責任者",
    )
    s.opened(SALES, SERVICE)
    s.called("榎本からお詫びし、入金の記録と督促の経緯を調べるとお約束しました。", next=(2, "17:00"))
    s.confirmed("お支払い済みなのに利息と督促を差し上げたこと、と伺いました。")
    s.on(2, "16:40")
    s.called("入金は期日の当日に届いていたことを確かめました。督促の取り消しを書面でお送りします。", next=(4, "16:00"))
    s.on(4, "15:20")
    s.investigated(
        P.INVOICING,
        "振り込みの名義が通称で、消し込みの一覧に合わなかった",
        cause="通称でのお振り込みを、同じお客様の入金として消し込めていなかった",
        evidence="入金の明細と、お客様番号の控え",
        group=Group.SYSTEM,
        broken={"B2": "お振り込みのお名前の違いを、経理に伝える決まりがありませんでした"},
        whys=["通称の登録は、一件ずつ手で入れていた"],
        measure="入金の消し込みでお名前が合わないときは、督促の前に一本お電話する",
    )
    s.told_cause(next=(2, "16:00"))
    s.on(6, "15:30")
    s.weighed(
        ("取り消した利息のお戻しと、督促の記録の削除を行う", "入金の明細と、お振り込みの控え"),
        ("今期の保守の一回分を無償にする", "お手間のお詫び"),
        costs=[22_600, 18_000],
    )
    s.on(9, "16:00")
    s.called(
        "お戻しの金額と書面の日付をお伝えしました。代表の決裁をお願いするところと申し上げました。",
        next=s.soon(4),
        interim=True,
    )
    s.ago(310)
    s.loss_asked(
        "お支払い済みのお客様に督促を差し上げた不備のため、利息のお戻しと保守一回の無償化を願い出ます。",
        "入金の明細、督促の控え",
        amount=22_600,
        goods="椅子の保守点検1回",
    )


@story("seiran", by="hamaguchi", division=SALES, days=32, clock="15:05", ended=True)
def charged_for_the_demo_chairs(s: Script) -> None:
    """A small sum within the delegated limit."""
    s.received(
        "デモで置いてもらった椅子二脚、返したのに、使用料が請求に乗っていました。無料だってメールに書いてありましたよね。",
        "無料のお試しでお置きした椅子2脚の使用料をご請求した",
        B,
        door=Door.CHAT,
        hurt=[Hurt.PROMISE_BROKEN],
        wish=[Wish.REFUND],
        anger=Anger.REMARK,
        severity=Severity.C,
        reach="seiran@example.jp",
    )
    s.opened(SALES)
    s.called(
        "お試しは無料とお伝えした記録を確かめ、お返しする手続きに入るとお約束しました。",
        next=(1, "16:00"),
        channel="chat",
    )
    s.confirmed("お試しの椅子2脚の使用料のご請求のことと伺いました。")
    s.on(1, "15:10")
    s.investigated(
        P.QUOTING,
        "デモの品の品番が、有料のお試しと同じ品番で登録されていた",
        cause="無料と有料のお試しに、同じ品番を使っていた",
        evidence="メールの控えと、請求の明細",
        group=Group.SYSTEM,
        broken={"B1": "無料のお試しとして申し上げた条件と、明細の金額が違っていました"},
        measure="無料のお試しに専用の品番を設け、請求に乗らないようにする",
    )
    s.told_cause(next=(1, "16:00"))
    s.on(2, "14:30")
    s.weighed(("2脚の使用料をお戻しし、次回のお見積りで1％お値引きする", "メールの控えと、請求の明細"))
    s.loss_asked(
        "無料とお伝えした品の使用料をいただいたため、お戻ししたいと存じます。", "メールの控え、請求の明細", amount=6_600
    )
    s.loss_decided("すぐにお戻ししてください。", delegate=True)
    s.presented("2脚の使用料6,600円をお戻しし、請求の明細を改めます。", "メールの控え", next=(2, "17:00"))
    s.accepted("うん、それでお願いします。明細だけ直れば上は納得します。", due=(1, "12:00"))
    s.on(3, "11:20")
    s.carried_out("6,600円をお振り込みし、改めた明細をお送りしました。")
    s.on(4, "10:20")
    s.thanked(
        "助かりました。早い対応、ありがとうございます。",
        "無料のお試しの椅子に使用料のご請求を差し上げた",
        "無料と有料のお試しに、同じ品番を使っていた",
        "無料のお試しに専用の品番を設け、請求に乗らないようにする",
        through="chat",
    )


@story("asahi", by="shoji", division=SHIPPING, days=22, clock="12:15")
def freight_nobody_agreed_to(s: Script) -> None:
    """Reopened: it had been resolved, then a second invoice came."""
    s.received(
        "運送費が見積りになかったのに、請求に足されていました。聞いたら『規程です』ですって。規程を持ってきたのはそちらでしょう。",
        "お見積りにない運送費を、ご請求に加えた",
        B,
        About.TERMS,
        hurt=[Hurt.DECEIVED],
        wish=[Wish.EXPLANATION, Wish.REFUND],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SHIPPING, SALES)
    s.called("お詫びし、運送費をお引きした明細を作り直すとお約束しました。", next=(2, "12:00"))
    s.confirmed("お見積りにない運送費が請求にあったこと、と伺いました。")
    s.on(2, "11:30")
    s.investigated(
        P.INVOICING,
        "運送費の欄は、お見積りより後に自動で加わる仕組みだった",
        cause="お見積りにない運送費が、請求の段階で自動に加わっていた",
        evidence="お見積書、請求の明細、運送費の規程",
        group=Group.SYSTEM,
        broken={"B1": "お見積りの金額とご請求の金額が合っていませんでした"},
        measure="運送費はお見積りの行に必ず表示し、なければ請求にも加えない",
    )
    s.told_cause(next=(1, "12:00"))
    s.on(3, "11:50")
    s.word("はい、引いていただければ結構です。")
    s.told_how_it_ended()
    s.file(
        "お見積りにない運送費を、ご請求に加えた",
        "お見積りにない運送費が、請求の段階で自動に加わっていた",
        "運送費はお見積りに必ず表示し、なければ請求に加えない",
    )
    s.afterwards()
    s.ago(60 * 25)
    s.reopened("今月のご請求にも、また運送費が加わっていたため")
    s.angrier(Anger.SUPERIOR, Toward.COMPANY)
    s.called("お詫びし、経理の責任者と二人で、あした中に直すとお約束しました。", next=s.ahead(1, "12:00"))


@story("hinode", by="hamaguchi", division=SALES, days=55, clock="09:45", ended=True)
def three_invoices_for_one_delivery(s: Script) -> None:
    """Resolved; the answer came back quickly."""
    s.received(
        "納品は一回なのに、請求書が三枚。稟議は一枚の金額で通っています。三枚では経理が受け付けません。",
        "一度の納品に対して、ご請求書を三枚差し上げた",
        B,
        About.PAPERWORK,
        hurt=[Hurt.TIME_LOST],
        wish=[Wish.EXPLANATION, Wish.IN_WRITING],
        anger=Anger.REMARK,
        severity=Severity.C,
    )
    s.opened(SALES)
    s.handling(
        "一枚にまとめた請求書を、明後日までにお送りします。合わない点があればその日にお電話します。", next=(2, "15:00")
    )
    s.confirmed("請求書が三枚になったことと伺いました。")
    s.on(2, "14:10")
    s.investigated(
        P.CHANGING,
        "お届けの日が三つに分かれたため、請求も三枚に分かれて作られていた",
        cause="分けてお届けしたときの請求を、まとめる決まりがなかった",
        evidence="お届けの控えと、請求書3枚",
        group=Group.METHOD,
        broken={"B2": "分けてのお届けになったことが、請求の担当に伝わっていませんでした"},
        measure="分けてのお届けは、最後のお届けの日にまとめて一枚で請求する",
    )
    s.told_cause(next=(1, "15:00"))
    s.thanked(
        "一枚になって、稟議もそのまま通りました。ありがとうございます。",
        "一度の納品に対して、ご請求書を三枚差し上げた",
        "分けてお届けしたときの請求を、まとめる決まりがなかった",
        "分けてのお届けは、最後の日にまとめて一枚で請求する",
    )


@story("yoshida", by="igarashi", division=SERVICE, days=39, clock="10:35", ended=True)
def a_deposit_not_returned(s: Script) -> None:
    """Resolved with a letter by hand to a customer who likes letters."""
    s.received(
        "去年の家具のお試しの預かり金、返ってきていないと思うの。三千円なんだけどね、通帳をつけるのが趣味だから気になって。",
        "お試しのお預かり金3,000円が、まだお返しされていない",
        B,
        hurt=[Hurt.ANXIOUS],
        wish=[Wish.REFUND, Wish.LISTEN],
        anger=Anger.REMARK,
        severity=Severity.C,
    )
    s.opened(SERVICE)
    s.called("通帳の記録を伺い、当社の控えを調べてお電話するとお約束しました。", next=(2, "11:00"))
    s.confirmed("お預かり金3,000円のお返しのことと伺いました。")
    s.on(2, "10:20")
    s.investigated(
        P.INVOICING,
        "お預かり金の台帳が、年度を跨いだ分だけ新しい台帳に写されていなかった",
        cause="年度を跨いだお預かり金が、台帳に写されていなかった",
        evidence="昨年度と今年度の台帳",
        group=Group.METHOD,
        broken={"B3": "台帳を写したあと、別の者が突き合わせていませんでした"},
        measure="年度の替わり目に、お預かり金の台帳を二人で突き合わせる",
    )
    s.told_cause(next=(2, "11:00"))
    s.letter(
        LetterKind.APOLOGY,
        {
            "apology": "一年ものあいだお預かり金をお返しできておりませんでしたこと、心よりお詫び申し上げます。",
            "heard": "「通帳をつけるのが趣味」と笑ってくださり、救われる思いがいたしました。",
            "account": "年度の替わり目の台帳の写し漏れでございました。ほかに同じものがないことを確かめました。",
            "promise": f"{s.d(5)}に、現金書留でお返しし、その日にお電話を差し上げます。",
            "thanks": "気づいてくださいましたこと、心より御礼申し上げます。",
        },
        method=Method.HANDWRITTEN,
        as_customer="お手紙が好きな方なので、これを選んでくれて正解。",
    )
    s.on(5, "10:45")
    s.called(
        "現金書留が届いたことを伺いました。「お手紙も、字がきれいでうれしかったわ」とのことです。", next=(2, "11:00")
    )
    s.thanked(
        "ええ、もう十分。かえって丁寧にしてもらって、ありがとうねえ。",
        "お試しのお預かり金が、一年のあいだお返しされていなかった",
        "年度を跨いだお預かり金が、新しい台帳に写されていなかった",
        "年度の替わり目に、お預かり金の台帳を二人で突き合わせる",
    )


@story("hoshizora", by="yoshioka", division=SALES, days=78, clock="14:50", ended=True)
def a_fee_for_moving_the_shelves(s: Script) -> None:
    """Resolved: the fee had been explained, but not understood."""
    s.received(
        "お部屋の移動のときに、棚の移設費。八万円です。見積りに『一式』とだけ。一式って、何が入っているのか分からないですよね。",
        "お見積りの「一式」に棚の移設費が含まれているとお伝えできていなかった",
        B,
        hurt=[Hurt.UNFAIR],
        wish=[Wish.EXPLANATION],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SALES)
    s.handling("お見積りの内訳をお作りし、ご説明に伺います。", next=(3, "15:30"), estimates={3: 2, 5: 5})
    s.confirmed("「一式」の中身が分からなかったこと、と伺いました。")
    s.on(3, "14:40")
    s.investigated(
        P.QUOTING,
        "「一式」の内訳を、社内でもその場の者しか言えなかった",
        cause="内訳のない「一式」という行を、お見積りに使っていた",
        evidence="お見積書の控えと、ご説明の記録",
        group=Group.EXPECTATION,
        broken={"B1": "お客様のご理解と、お見積りの中身が合っていませんでした"},
        measure="お見積りで「一式」は使わず、内訳を3行まででも書く",
    )
    s.told_cause(next=(2, "15:30"))
    s.on(5, "15:10")
    s.weighed(("移設費の内訳をお示しし、当日の立会い1名分をお引きする", "内訳書と、当日の人数の記録"))
    s.loss_asked(
        "ご説明が足りなかったため、立会い1名分をお引きしたいと存じます。", "内訳書、当日の人数の記録", amount=9_800
    )
    s.loss_decided("園のご予算のことも考えてくれています。承認します。", delegate=True)
    s.presented(
        "内訳書をお渡しし、立会い1名分の9,800円をお引きします。",
        "内訳書と、当日の記録",
        next=(3, "15:30"),
        basis=[Basis.RECORD],
    )
    s.accepted("これなら、うちの理事会に出せます。", due=(2, "17:00"))
    s.on(6, "15:50")
    s.carried_out("内訳書と、改めたご請求書をお渡ししました。")
    s.thanked(
        "数字が読めるだけで、こんなに気持ちが違うものですね。ありがとうございました。",
        "お見積りの「一式」に移設費が含まれることが伝わっていなかった",
        "内訳のない「一式」という行を、お見積りに使っていた",
        "お見積りで「一式」は使わず、内訳を書く",
    )
