"""説明・契約: what was said, what was written, and what was understood."""

from nattoku.cases.words import About, Anger, Door, Hurt, Severity, Urgency, Wish
from nattoku.causes.words import Group, Process
from nattoku.demo.ending import Script
from nattoku.demo.people import SALES, SERVICE
from nattoku.demo.story import story
from nattoku.letters.words import LetterKind
from nattoku.solutions.facts import Question
from nattoku.visits.words import Compared, Purpose, Wishes

T, P = About.TERMS, Process


@story("oda", by="igarashi", division=SERVICE, minutes=85)
def is_this_a_complaint(s: Script) -> None:
    """Today: a prospect, and nobody is sure yet whether it is a complaint."""
    s.received(
        "あの、苦情というほどではないんですが、ウェブに書いてあるお値段と、店の札のお値段が違っていて。どちらが本当なのか、聞いてもいいのかなと思って。",
        "ウェブと店頭の札で、同じ書棚のお値段が違っている",
        About.INFORMATION,
        door=Door.VISIT,
        unsure=True,
        hurt=[Hurt.UNFAIR],
        wish=[Wish.EXPLANATION],
        anger=Anger.REMARK,
        identified="お顔を存じ上げている",
    )
    s.reported(in_presence=True)
    s.shared(SERVICE, SALES)
    s.noted("札の写真を撮り、ウェブの画面と並べて営業に渡しました。")


@story("kumano", by="hamaguchi", division=SALES, days=2, clock="18:20")
def a_cancellation_clause_in_small_print(s: Script) -> None:
    """Content is being grasped; the customer was reached on the third call."""
    s.received(
        "キャンセルは二週間前までって、裏面の一番下の小さい字ですか。店長は『いつでも大丈夫ですよ』と聞いたと言っています。出店が流れて、こっちも大変なんです。",
        "口頭のご説明と、約款のキャンセルの期日が食い違っている",
        T,
        hurt=[Hurt.DECEIVED],
        wish=[Wish.EXPLANATION, Wish.REFUND],
        anger=Anger.SCOLDING,
        severity=Severity.B,
        urgency=Urgency.THREE_DAYS,
    )
    s.opened(SALES)
    s.called("お約束の時刻にお電話しましたが、お出になりませんでした。", next=None, reached=False)
    s.on(1, "10:15")
    s.called("留守番電話に、16時にもう一度お電話すると残しました。", next=None, reached=False)
    s.on(1, "16:00")
    s.called("三度目のお電話でお話を伺えました。店長様が聞かれた日と場所を教えていただきました。", next=s.soon(5))
    s.heard("違約金の計算の仕方も、書面では分からない", T, hurt=[Hurt.ANXIOUS], wish=[Wish.EXPLANATION])


@story("nakajima", by="takanashi", division=SERVICE, days=6, clock="13:15")
def a_warranty_shorter_than_said(s: Script) -> None:
    """Concluded; a solution is being prepared, legal side looked at."""
    s.received(
        "五年保証だと聞いて決めたんです。修理をお願いしたら『三年です』。レジの方が、指を五本立てて言ったんですよ。私、その手を覚えています。",
        "5年と伺った保証が、書面では3年だった",
        T,
        items=["修理の費用のお見積りに納得がいかない"],
        hurt=[Hurt.DECEIVED],
        wish=[Wish.EXPLANATION, Wish.REPAIR],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SERVICE, SALES)
    s.handling(
        "当日のご説明の記録と、売り場の札の版を確かめます。修理の品は先にお預かりします。",
        next=(2, "14:00"),
        estimates={3: 3, 5: 7},
    )
    s.confirmed("5年と聞かれたこと、書面は3年であること、修理の費用のこと、の三つと伺いました。")
    s.on(2, "13:30")
    s.step(P.EXPLAINING, "当日の売り場には、延長保証の札が品の横に立っていた")
    s.supposed(
        P.WRITING, "延長保証と標準の保証の札が、同じ色で並んでいた", because="写真で、二枚の札が同じ棚に写っています"
    )
    s.called("札の写真が見つかったことをお伝えしました。", next=(2, "14:00"))
    s.on(4, "11:00")
    s.rest_in_order(
        {
            "T1": "延長保証には別のお申し込みが要ることを、口頭では申し上げていませんでした",
            "T3": "二種類の札が同じ色で、見分けにくい並びでした",
        }
    )
    s.cause(
        P.WRITING,
        "標準の保証と延長保証の札が、同じ色で並んでいた",
        "当日の売り場の写真と、札の版の記録",
        group=Group.EXPECTATION,
        whys=["札の雛形が一つしかなかった"],
    )
    s.measure("延長保証の札は色を替え、『お申し込みが要ります』を大きく書く", P.WRITING, (10, "18:00"))
    s.concluded("二種類の札が見分けにくく、5年と受け取られる並びでした。")
    s.told_cause(next=(1, "15:00"))
    s.on(5, "14:00")
    s.weighed(
        ("今回の修理を5年保証の扱いで無償とする", "売り場の写真と、札の並び"),
        applies={Question.ADMISSION: "表示が紛らわしかったことは認め、修理の費用は方針として会社で負担します。"},
    )
    s.called("あらためて解決案を申し上げるお電話の時刻をお約束しました。", next=s.soon(6), interim=True)


@story("hosokawa", by="takanashi", division=SERVICE, days=57, clock="17:45", ended=True)
def a_colour_that_looked_different_on_the_screen(s: Script) -> None:
    """Resolved: the catalogue was corrected."""
    s.received(
        "画面で見た『生成り』と、届いた布の『生成り』が全然違います。これは黄色です。返品はお客様都合って言われましたけど、名前が違えば別の物ですよね。",
        "ウェブの色の名と、お届けした布の色味が違って見える",
        About.INFORMATION,
        door=Door.MAIL,
        hurt=[Hurt.DECEIVED],
        wish=[Wish.REFUND, Wish.EXPLANATION],
        anger=Anger.REMARK,
        severity=Severity.C,
        identified="ご注文番号とお名前",
        reach="hosokawa@example.jp",
    )
    s.opened(SERVICE, SALES)
    s.called("布の見本をお送りし、色の見え方を一緒に確かめることにしました。", next=(3, "12:00"), channel="mail")
    s.confirmed("画面の色と布の色が違って見えること、返品の扱いのこと、の二つと伺いました。")
    s.on(3, "11:00")
    s.investigated(
        P.WRITING,
        "ウェブの写真は、白い光のもとで撮ったものだった",
        cause="布の色の写真に、光の条件を添えていなかった",
        evidence="撮影の記録と、布の見本帳",
        group=Group.EXPECTATION,
        broken={"T3": "同じ名前の布でも、光で色味が変わることを書いていませんでした"},
        measure="布の写真は、昼の光と電灯の二枚を並べ、見本の布をお送りする",
    )
    s.told_cause(next=(2, "12:00"))
    s.weighed(("送料を会社で負担し、お返品をお受けする", "撮影の記録と、返品の決まり"))
    s.loss_asked(
        "お客様のご都合ではなく、表示の足りなさによるものですので、送料を会社で負担したいと存じます。",
        "撮影の記録",
        amount=1_650,
    )
    s.loss_decided("すぐにお受けしてください。見本の布もお付けして。", delegate=True)
    s.presented(
        "送料を会社で負担し、お返品をお受けします。見本の布を二枚お送りします。",
        "撮影の記録と、返品の決まり",
        next=(4, "12:00"),
        channel="mail",
    )
    s.accepted("見本を送ってくださるなら、違う色で選び直したいです。", due=(3, "18:00"))
    s.on(5, "10:30")
    s.carried_out("見本の布をお送りし、選び直された品をお届けしました。")
    s.thanked(
        "見本の布が二枚入っていて、昼と夜で見比べられました。今度の色は大正解です。",
        "ウェブの色の名と、お届けした布の色味が違って見えた",
        "布の色の写真に、光の条件を添えていなかった",
        "布の写真は昼の光と電灯の二枚を並べ、見本の布をお送りする",
        through="mail",
    )


@story("midori", by="yoshioka", division=SALES, days=88, clock="11:35", ended=True)
def a_drawing_that_was_only_a_sketch(s: Script) -> None:
    """Resolved after a visit; the contract had no word for it."""
    s.received(
        "いただいたのは参考図ですよね。うちの施主は、あれを完成図だと思って喜んでいました。参考って、どこに書いてあるんですか。うちの信用の話です。",
        "参考図としてお渡しした図面が、完成図として受け取られた",
        T,
        About.INFORMATION,
        hurt=[Hurt.SHAMED],
        wish=[Wish.EXPLANATION, Wish.IN_WRITING],
        anger=Anger.SUPERIOR,
        severity=Severity.A,
        asked_for="営業部の責任者",
    )
    s.reported()
    s.shared(SALES)
    s.taken()
    s.called("榎本からお詫びし、お施主様へのご説明に伺いたいと申し上げました。", next=(3, "18:30"), channel="mail")
    s.visit_planned(
        "図面の意味をお施主様の前で私どもからご説明し、緑川様のお立場を戻す",
        "図面の違いより、施主様の前での立場を失われたことにお怒りと思われる",
        Purpose.EXPLAIN,
        Purpose.APOLOGISE,
        starts=(2, "15:00"),
        minutes=70,
    )
    s.visited(
        "うちの言い分じゃなくて、あなたが自分の会社の図面の話をしてくれたから、施主も分かってくれたんですよ。",
        who_i_am="図面をお渡しした営業の責任者",
        failed_at="図面の一枚ごとに、これが何のための図かを書かなかった",
        suffered="お施主様の前でお立場を失われる苦しさ",
        cause_found="図面の違いより、説明する人が自分しかいなかったこと",
        compared=Compared.MATCH,
        continues=Wishes.YES,
        next=(3, "17:00"),
        hints=["図面の右下に『参考』『決定』の印を。色で分けてくれると施主も分かる"],
    )
    s.debriefed(
        "施主様の前に立ったこと。それが一番のお詫びだった。", "図面は、渡したあとに誰がどこで開くかまで考えて渡す。"
    )
    s.letter(
        LetterKind.APOLOGY_AND_THANKS,
        {
            "apology": "図面に印を付けないままお渡しし、お施主様の前でお立場を損ねましたこと、誠に申し訳ございませんでした。",
            "heard": "「図面の右下に印を、色で分けて」とのお知恵を、さっそく全員の雛形に取り入れます。",
            "account": "どの図面に印がなかったのかを、ただいま確かめております。",
            "promise": f"{s.d(5)}に、印を入れた図面一式をお持ちいたします。",
            "thanks": "お立場のあるなか、私どもの言葉に耳を傾けてくださり、深く御礼申し上げます。",
        },
        as_customer="施主に見せても恥ずかしくない手紙。",
        next=(3, "17:00"),
    )
    s.confirmed("参考図に印がなかったこと、お施主様へのご説明のこと、の二つと伺いました。")
    s.on(5, "15:00")
    s.investigated(
        P.WRITING,
        "参考図の雛形に、版と目的の欄がなかった",
        cause="お渡しする図面に、参考か決定かを示す欄がなかった",
        evidence="図面の雛形と、納品図の控え",
        group=Group.SYSTEM,
        broken={"T3": "どの図面が参考かを、書面から読み取れませんでした"},
        whys=["社内では色で覚えていた", "色は社外の方に伝わらない"],
        measure="図面の右下に『参考』『ご確認中』『決定』の三つの印を色で分けて入れる",
    )
    s.told_cause(next=(3, "17:00"))
    s.on(7, "16:20")
    s.thanked(
        "印の入った図面、施主も一目で分かると言っています。ここまでやってもらえば、十分です。",
        "参考図としてお渡しした図面が、完成図として受け取られた",
        "お渡しする図面に、参考か決定かを示す欄がなかった",
        "図面の右下に三つの印を色で分けて入れる",
        second="榎本が改めてお電話し、お施主様のご様子とあわせて同じお言葉を伺いました。",
        learned="図面は、渡したあとに誰がどこで開くかまで考えて渡す",
    )


@story("kikuchi", by="igarashi", division=SERVICE, days=45, clock="12:50", ended=True)
def a_campaign_that_had_already_ended(s: Script) -> None:
    """A prospect; resolved with the campaign honoured."""
    s.received(
        "葉書に今月末までって書いてあるのに、先週で終わったと言われました。交通費かけて来たんですよ。",
        "葉書のご案内より早く、催しの割引を終えていた",
        About.INFORMATION,
        door=Door.VISIT,
        hurt=[Hurt.UNFAIR, Hurt.TIME_LOST],
        wish=[Wish.EXPLANATION],
        anger=Anger.SCOLDING,
        severity=Severity.C,
        identified="お顔を存じ上げている",
        call_back=(1, "12:00"),
    )
    s.reported(in_presence=True)
    s.shared(SERVICE, SALES)
    s.taken()
    s.on(1, "11:00")
    s.called("葉書の版を確かめ、割引は葉書のとおりお受けするとお伝えしました。", next=(2, "12:00"))
    s.confirmed("葉書とお店の期日が違ったことと伺いました。")
    s.investigated(
        P.WRITING,
        "葉書を刷ったあとに、催しの期日が一週間早まっていた",
        cause="期日を変えたあと、刷り上がった葉書を直していなかった",
        evidence="葉書の版と、催しの計画の更新日",
        group=Group.INFORMATION,
        broken={"T3": "葉書の期日とお店の期日が食い違っていました"},
        measure="期日を変えたときは、お配りした印刷物の一覧を見て、直したことを一つずつ印す",
    )
    s.told_cause(next=(1, "12:00"))
    s.thanked(
        "葉書を持って来て良かった。ちゃんと話を聞いてくれて、うれしかったです。",
        "葉書のご案内より早く、催しの割引を終えていた",
        "期日を変えたあと、刷り上がった葉書を直していなかった",
        "期日を変えたときは、お配りした印刷物を一つずつ確かめる",
        through="visit",
    )


@story("shirakaba", by="igarashi", division=SERVICE, days=4, clock="12:35")
def a_maintenance_plan_renewed_by_itself(s: Script) -> None:
    """A promise to the customer was kept late; the next one falls today."""
    s.received(
        "保守の契約、こちらから何も言わないと自動で続くんですね。去年の秋に『一年だけで』とお話ししたはずです。請求が来て初めて知りました。",
        "1年限りとお話しいただいた保守契約が、自動で更新されていた",
        T,
        About.BILLING,
        hurt=[Hurt.DECEIVED],
        wish=[Wish.REFUND, Wish.EXPLANATION],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SERVICE, SALES)
    s.promised("昨年の秋のお話の控えを探し、ファクスでお送りする", (1, "12:00"))
    s.called("お詫びし、明日の昼までに控えをお送りするとお約束しました。", next=(1, "18:30"))
    s.on(1, "16:30")
    s.kept("控えが綴りの別の場所にあり、お約束より4時間遅れてお送りしました。遅れたことをお詫びしました。")
    s.called("控えに「1年のみ」と手書きがあったことを、そのままお伝えしました。", next=(2, "13:00"))
    s.confirmed("1年限りとのお話があったこと、自動で更新されたこと、の二つと伺いました。")
    s.on(3, "12:20")
    s.step(P.CONFIRMING, "お申し込みの控えの余白に「1年のみ」と書かれていた", begun=s.day(-380, "11:00"))
    s.called("更新を取り消す手続きに入ったことをお伝えしました。", next=s.soon(3), interim=True)
    s.loss_asked(
        "更新の分としてお振り込みいただいた保守料を、すぐにお戻ししたいと存じます。",
        "お申し込みの控えの余白の「1年のみ」の書き込み",
        amount=8_800,
    )
    s.loss_decided("控えに書かれているとおりです。きょうのうちにお戻しください。", delegate=True)
