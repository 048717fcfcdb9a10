"""応対: what was said, how it was said, and what was not done."""

from nattoku.cases.words import About, Anger, Danger, Door, Hurt, Severity, Toward, Urgency, Wish
from nattoku.causes.words import Group, Process
from nattoku.demo.ending import Script
from nattoku.demo.people import SALES, SERVICE, SHIPPING
from nattoku.demo.story import story
from nattoku.letters.words import LetterKind, Method
from nattoku.response.facts import Side, Term
from nattoku.visits.words import Compared, Purpose, Wishes

C, P = About.CONDUCT, Process


@story("ito", by="igarashi", division=SERVICE, minutes=22)
def called_granny(s: Script) -> None:
    """Today: the leader knows, the rooms do not yet."""
    s.received(
        "おばあちゃん、おばあちゃんって。私には名前があるんです。何度申し上げても『はいはい、おばあちゃんね』ですって。",
        "組み立てに伺った者が、お名前ではなく「おばあちゃん」とお呼びし続けた",
        C,
        hurt=[Hurt.SLIGHTED],
        wish=[Wish.LISTEN, Wish.APOLOGY],
        anger=Anger.REMARK,
        toward=Toward.STAFF,
        severity=Severity.C,
        lag=(3, 5),
    )
    s.reported()


@story("yamazaki", by="takanashi", division=SERVICE, days=1, clock="11:25")
def talked_over(s: Script) -> None:
    """A visit is planned for today, without whom the customer does not wish to meet."""
    s.received(
        "色を決めるのに三週間悩んだんです。それを『皆さんこっちにされますよ』って、最後まで聞かずに。母のための部屋なんです。もう、どうでもよくなりました。",
        "カーテンのご相談中にお話を遮り、別の色をお勧めした",
        C,
        items=["お母様のためのお部屋であることを伺っていなかった"],
        hurt=[Hurt.SLIGHTED],
        wish=[Wish.LISTEN, Wish.OTHER_PERSON],
        anger=Anger.SUPERIOR,
        toward=Toward.STAFF,
        severity=Severity.B,
    )
    s.opened(SERVICE, SALES)
    s.called(
        "お詫びし、お部屋を拝見しながら、はじめからお話を伺いたいと申し上げました。「羽生田さんが来てくださるなら」とのことです。",
        next=s.soon(9),
    )
    s.visit_planned(
        "お母様のお部屋を拝見し、色をお選びになったお気持ちを初めから伺う",
        "勧めた色ではなく、お話を最後まで伺わなかったことにお怒りではないか",
        Purpose.LISTEN,
        Purpose.APOLOGISE,
        starts=s.office_hours(2),
        visitors=["takanashi", "hanyuda"],
    )


@story("fukuhara", by="igarashi", division=SERVICE, days=4, clock="14:10")
def shoes_on_the_tatami(s: Script) -> None:
    """The visit was made yesterday, the letter is pending."""
    s.received(
        "作業着の方が、靴下のまま庭に出て、そのまま茶室の畳に。お茶をいたしますので、畳は私にとって道具でございます。注意したら『すみませーん』と笑っていらして。",
        "搬入の者が、外に出た靴下のまま茶室の畳に上がった",
        C,
        About.PREMISES,
        hurt=[Hurt.SLIGHTED, Hurt.SHAMED],
        wish=[Wish.APOLOGY, Wish.IMPROVEMENT],
        anger=Anger.SCOLDING,
        toward=Toward.STAFF,
        severity=Severity.B,
    )
    s.opened(SERVICE, SHIPPING)
    s.called(
        "お詫びし、畳を拝見しに伺いたいと申し上げました。木曜はお稽古とのことで、お約束の日を改めて決めました。",
        next=(2, "11:00"),
        interim=True,
    )
    s.on(2, "10:30")
    s.called("二人で伺う日と時刻をお約束しました。", next=(2, "18:00"), interim=True)
    s.visit_planned(
        "畳を拝見し、お道具を粗末にしたことをお詫びする",
        "汚れよりも、笑って済ませたことにお怒りではないか",
        Purpose.APOLOGISE,
        Purpose.VERIFY,
        starts=s.recently(),
        minutes=45,
    )
    s.visited(
        "畳は拭けば済みます。でも、ここで私が何をしているのか、あの方は一度もご覧にならなかった。それが寂しゅうございました。",
        who_i_am="搬入をお引き受けした部門の責任者",
        failed_at="伺う先が茶室であることを作業の者に伝えていなかった",
        suffered="大切なお道具を軽んじられたお寂しさ",
        cause_found="畳の汚れではなく、茶室であることに気づこうとしなかったこと",
        compared=Compared.PARTLY,
        continues=Wishes.YES,
        hints=["茶室・仏間・稽古場のあるお宅は、伺う前に一声かけてほしい"],
        next=s.ahead(2, "11:00"),
        minutes=50,
    )


@story("tsuji", by="igarashi", division=SERVICE, days=61, clock="16:20", ended=True)
def passed_from_hand_to_hand(s: Script) -> None:
    """Passed on twice; resolved, with a lesson for everybody."""
    s.received(
        "営業に電話したらサービスへ、サービスは発送へ、発送はまたサービスへ。同じ話を三回しましたよ。私は暇じゃないんです。",
        "引き出しの修理のご相談で、お電話を二度おつなぎし直し、同じお話を三度伺った",
        C,
        hurt=[Hurt.TIME_LOST, Hurt.SLIGHTED],
        wish=[Wish.LISTEN],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.passed_on("shoji")
    s.passed_on("igarashi")
    s.opened(SERVICE, SALES, SHIPPING)
    s.called("五十嵐が最後までお受けするとお約束し、引き出しの様子を伺いました。", next=(1, "17:00"))
    s.on(1, "15:40")
    s.called("レールの型番が分かり、部品をお送りできることをお伝えしました。", next=(2, "17:00"))
    s.confirmed("お電話を二度おつなぎし直したこと、同じお話を三度伺ったこと、の二つと伺いました。")
    s.on(2, "11:10")
    s.investigated(
        P.AFTERWARDS,
        "お客様のご用件が、電話をつなぐときに言葉で渡されていなかった",
        cause="修理のご相談の窓口が部門ごとに違って理解されていた",
        evidence="三つの部門の電話の控え",
        group=Group.SYSTEM,
        broken={"K4": "三度目のお電話まで、責任者に伝わっていませんでした"},
        whys=["古い窓口の表が営業に残っていた"],
        measure="修理のご相談はどの部門で受けても、伺った者が最後までお受けし、中で調べて折り返す",
    )
    s.told_cause(next=(3, "16:00"))
    s.on(5, "14:20")
    s.thanked(
        "あなたが最後まで付き合ってくれたから、もういいですよ。若い人も頑張っているんだね。",
        "修理のご相談のお電話を二度おつなぎし直し、同じお話を三度伺った",
        "ご相談の窓口が部門ごとに違って理解され、引き継ぎの言葉がなかった",
        "伺った者が最後までお受けし、中で調べて折り返す",
        learned="つなぐ前に「私が承ります」と言えるかどうかで、すべてが変わる",
    )


@story("hibiki", by="hamaguchi", division=SALES, days=13, clock="12:05")
def a_call_during_the_lesson(s: Script) -> None:
    """Investigated and concluded; the solution is to be presented."""
    s.received(
        "レッスン中は電話に出られないと、お渡しした用紙に書きました。発表会の前の、いちばん大事な十分間に三回も。親御さんの前で恥をかきました。",
        "平日15時から20時のお電話を控えるお約束だったのに、レッスン中に三度お電話した",
        C,
        items=["ご連絡を控える時間のお約束が守られなかった"],
        hurt=[Hurt.SHAMED, Hurt.PROMISE_BROKEN],
        wish=[Wish.EXPLANATION, Wish.OTHER_PERSON],
        anger=Anger.SCOLDING,
        toward=Toward.STAFF,
        severity=Severity.B,
        concerns="浜口",
        call_back=(1, "13:00"),
    )
    s.opened(SALES)
    s.on(1, "12:30")
    s.contact_is("yoshioka", "お客様が別の者をご希望のため")
    s.called(
        "窓口が𠮷岡に替わったことをお伝えし、お詫びしました。今後のお電話は13時から14時とのご希望です。",
        next=(4, "13:00"),
    )
    s.confirmed("レッスンの時間のお電話が三度あったことと、お控えする時間をお伝えいただいていたことと伺いました。")
    s.ways(
        "平日の13時から14時。お急ぎのときはショートメール。",
        words="13時台なら、ゆっくり話せます。",
        frequency="ご用のあるときだけ",
        next=(4, "13:00"),
    )
    s.on(4, "13:10")
    s.called("お客様カードの記録を確かめているところとお伝えしました。", next=(5, "13:00"), interim=True)
    s.otherwise("お電話が13時を10分過ぎました。", Side.OURS, Term.HOURS)
    s.on(6, "10:20")
    s.investigated(
        P.PREPARING,
        "お控えする時間のご記入があった用紙が、カードに写されないまま綴じられていた",
        cause="いただいた用紙をカードに写す者と期限が決まっていなかった",
        evidence="用紙の綴りとカードの更新日",
        group=Group.METHOD,
        broken={
            "K1": "用紙ではいただいていましたが、電話をかける者が見るカードは空欄でした",
            "K3": "ご都合の悪い時間に三度お電話していました",
        },
        whys=["写す者が決まっていない", "用紙は契約書と一緒に綴じる習慣だった"],
        measure="いただいた用紙はその日のうちにカードへ写し、写した者の印を用紙に残す",
        due=(12, "18:00"),
    )
    s.on(8, "13:05")
    s.told_cause(next=(3, "13:00"))
    s.called("中間のご報告として、カードを直したことをお伝えしました。", next=s.ahead(1, "13:00"), interim=True)
    s.ago(60 * 26)
    s.called(
        "同じ用紙をいただいた23件を見直し、2件に写し漏れがあったこともお伝えしました。「そこまで見てくれたの」とのことです。",
        next=s.ahead(1, "13:00"),
        interim=True,
    )
    s.weighed(
        (
            "用紙の写し漏れ23件の見直しの結果を書面でお渡しし、次の調律のご案内は𠮷岡からお届けする",
            "用紙の綴りの総点検の記録",
        )
    )


@story("nagisa", by="hamaguchi", division=SALES, days=38, clock="17:30", ended=True)
def a_tone_in_the_mail(s: Script) -> None:
    """By mail; a letter went by mail with a reason; resolved."""
    s.received(
        "「ご理解のほどよろしくお願いします」で終わるメールを、お願いする側ではなく謝る側が書くものでしょうか。納期の件は譲ります。この一文は譲れません。",
        "納期のお詫びのメールの結びが、お客様にご理解を求める言い方になっていた",
        C,
        door=Door.MAIL,
        hurt=[Hurt.SLIGHTED],
        wish=[Wish.APOLOGY, Wish.IN_WRITING],
        anger=Anger.REMARK,
        severity=Severity.C,
        identified="ご登録のお電話番号とお名前",
        reach="nagisa@example.jp",
    )
    s.opened(SALES)
    s.called("メールでお詫びし、書面でもお返事することをお約束しました。", next=(2, "17:00"), channel="mail")
    s.confirmed("納期のことではなく、結びの一文のことと伺いました。")
    s.on(1, "10:30")
    s.investigated(
        P.SERVING,
        "遅れのお詫びに、ご案内用の文例をそのまま使っていた",
        cause="お詫びの文例がなく、ご案内の文例で代えていた",
        evidence="文例集と送信の控え",
        group=Group.METHOD,
        broken={"K2": "お詫びの場面で、お願いの言い回しを使っていました"},
        measure="お詫びの文例を分け、結びは「お聞かせくださりありがとうございました」とする",
    )
    s.on(2, "11:00")
    s.told_cause(next=(3, "17:00"))
    s.letter(
        LetterKind.APOLOGY,
        {
            "apology": "先日のメールの結びにつきまして、お詫びを申し上げるべきところ、お願いの言葉を書きましたこと、誠に申し訳ございません。",
            "heard": "「この一文は譲れません」とのお言葉に、言葉を扱うお仕事の重さを教えていただきました。",
            "account": "お詫びの文例がなく、ご案内の文例で代えておりました。文例を改めました。",
            "promise": f"{s.d(5)}に、納期のご案内とあわせてお電話を差し上げます。",
            "thanks": "率直にお聞かせくださり、心より御礼申し上げます。",
        },
        method=Method.MAIL,
        why_mail="お客様から、書面もメールでとのご希望があったため",
        as_customer="この返事なら、もう一度仕事を頼む気になる。",
    )
    s.on(5, "16:10")
    s.thanked(
        "ご丁寧な返事でした。こちらも言葉が過ぎたかもしれません。もう結構です。",
        "納期のお詫びのメールが、お客様にご理解を求める結びになっていた",
        "お詫びの文例がなく、ご案内の文例をそのまま使っていた",
        "お詫びの文例を分け、結びの言葉を決めた",
        through="mail",
    )


@story("shirakaba", by="takanashi", division=SERVICE, days=72, clock="10:50", ended=True)
def unanswered_three_times(s: Script) -> None:
    """Resolved after a visit that the customer declined: everything by phone."""
    s.received(
        "診察台の隣に置く棚の件、先週から三回かけて、三回とも折り返しますと言われて、一度も折り返しがありません。患者さんの前で電話を気にしているんですよ。",
        "棚のご相談の折り返しのお約束が、三度とも果たされていなかった",
        C,
        hurt=[Hurt.PROMISE_BROKEN, Hurt.TIME_LOST],
        wish=[Wish.LISTEN, Wish.EXPLANATION],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SERVICE, SALES)
    s.called("いまから髙梨がお受けし、きょうのうちに棚の寸法をお答えするとお約束しました。", next=(0, "18:30"))
    s.promised("棚の寸法の図をお送りする", (0, "18:30"))
    s.wait(150)
    s.kept("図をFAXでお送りし、届いたことを伺いました。")
    s.called("お詫びに伺いたいと申し上げました。", next=(2, "12:30"))
    s.visit_declined(
        "来てもらわなくて結構です。電話をちゃんとくれれば、それが一番ありがたい。", instead="phone", next=(2, "12:30")
    )
    s.on(2, "11:20")
    s.confirmed("折り返しが三度なかったこと、と伺いました。")
    s.investigated(
        P.AFTERWARDS,
        "折り返しのお約束が、伝言の付箋だけで渡されていた",
        cause="折り返しのお約束に、誰がいつまでにという記録がなかった",
        evidence="付箋の写しと電話の控え",
        group=Group.BROKEN_PROMISE,
        broken={"K3": "三度の折り返しがいずれも果たされていませんでした", "K4": "三日目まで責任者が知りませんでした"},
        whys=["付箋は持ち主が休むと動かない"],
        measure="折り返しのお約束は受けた画面に時刻で入れ、過ぎたら責任者の一覧に出す",
    )
    s.told_cause(next=(3, "12:30"))
    s.on(5, "12:40")
    s.thanked(
        "分かりました。次から『何時までに』と言ってくれるなら、それで十分です。",
        "棚のご相談の折り返しが、三度のお約束とも果たされなかった",
        "折り返しのお約束が付箋だけで渡され、誰がいつまでにの記録がなかった",
        "折り返しは受けた画面に時刻で入れ、過ぎたら責任者の一覧に出す",
    )


@story("hosokawa", by="takanashi", division=SERVICE, days=27, clock="13:35")
def a_remark_about_the_flat(s: Script) -> None:
    """Resigned words, answered by the leader; now a fresh beginning after reopening."""
    s.received(
        "採寸に来た方が、部屋を見回して『この広さでダイニングを二つですか』って。独り言のつもりだったのかもしれませんけど、聞こえています。",
        "採寸に伺った者が、お部屋の広さについて余計なひと言を申し上げた",
        C,
        hurt=[Hurt.SHAMED],
        wish=[Wish.APOLOGY],
        anger=Anger.REMARK,
        toward=Toward.STAFF,
        severity=Severity.C,
    )
    s.opened(SERVICE)
    s.called(
        "お詫びし、採寸の者にはお部屋への言葉を慎むことを改めて伝えたと申し上げました。",
        next=(2, "17:00"),
        channel="mail",
    )
    s.confirmed("採寸のときのひと言のことと伺いました。")
    s.on(1, "16:00")
    s.word("大丈夫です。気にしすぎなのかもしれません。ありがとうございました。", through="mail")
    s.told_how_it_ended()
    s.file(
        "採寸のときに、お部屋の広さについて余計なひと言を申し上げた",
        "お部屋を拝見するときの言葉の決まりがなかった",
        "お部屋への言葉は口にしない。採寸の前に二人で読み合わせる",
    )
    s.afterwards()
    s.ago(60 * 27)
    s.reopened("別の採寸の者から、また同じようなひと言があったとお電話をいただいたため")
    s.angrier(Anger.SCOLDING, Toward.COMPANY)
    s.called("「決まりを作ったとおっしゃったのに」とのことでした。はじめから伺い直します。", next=s.soon(3))


@story("saito", by="igarashi", division=SERVICE, days=5, clock="20:15")
def shouted_at_in_the_showroom(s: Script) -> None:
    """Ring-fenced: only those who must may read it."""
    s.received(
        "息子が展示のソファに座ったら、大きな声で『そこは座らないで』と。腕もつかまれたと言っています。あざにはなっていませんが、あれから怖がっています。",
        "ショールームで、小さなお子さまに大きな声をお出しし、腕に触れた",
        C,
        About.PREMISES,
        danger=Danger.YES,
        hurt=[Hurt.ANXIOUS],
        wish=[Wish.EXPLANATION, Wish.APOLOGY],
        anger=Anger.SUPERIOR,
        toward=Toward.STAFF,
        urgency=Urgency.NOW,
        asked_for="ショールームの責任者",
    )
    s.reported()
    s.assessed(Severity.S, Urgency.NOW, "お子さまのお体とお心に関わるため")
    s.shared(SERVICE)
    s.taken()
    s.fenced("hanyuda", "kashiwagi", "tsutsumi", reason="お子さまのことと、応対した者を守るため")
    s.called(
        "羽生田からお詫びし、お子さまのご様子を伺いました。おけがはないとのことです。防犯の画像を確かめてから、改めてお話しします。",
        next=(1, "20:00"),
    )
    s.on(1, "19:10")
    s.called("画像を確かめる日と、立ち会う者をお伝えしました。", next=(2, "19:00"))
    s.confirmed("大きな声を出したこと、腕に触れたこと、お子さまが怖がっておられること、の三つと伺いました。")
    s.on(3, "18:30")
    s.handling(
        "画像と、その場にいた者の話を、管理責任者が直接確かめます。書面のご報告は1週間ほどを目安になさってください。",
        next=(2, "19:00"),
        estimates={3: 3, 5: 7},
    )
    s.interim(
        "画像で、声をお掛けした時刻と場所を確かめました。",
        "腕に触れたかどうかは、画像の角度では分かりませんでした。",
        "その場にいた者二人に、別々に話を聞きます。",
        next=s.soon(8),
    )


@story("uchida", by="takanashi", division=SERVICE, days=19, clock="09:45", ended=True)
def a_leaflet_with_a_false_claim_about_neighbours(s: Script) -> None:
    """Not a complaint: it was meant for another company."""
    s.received(
        "夜の8時過ぎに、あなたのところのチラシ配りの人が玄関先で大きな声で電話していましたよ。うちは子どもが寝ているんです。",
        "夜8時過ぎに、チラシを配る者が玄関先で大きな声で電話をしていたとのお申し出",
        C,
        relation="ご近所の方",
        unsure=True,
        hurt=[Hurt.TIME_LOST],
        anger=Anger.REMARK,
        severity=Severity.C,
    )
    s.opened(SERVICE)
    s.called("お詫びとあわせ、当社でお配りしたものか確かめて、あすお電話するとお約束しました。", next=(1, "12:00"))
    s.on(1, "11:20")
    s.called(
        "チラシの写真を拝見したところ、別の会社のものと分かりました。「まあ、それは失礼しました」とのことです。",
        next=(1, "17:00"),
    )
    s.no_complaint("お写真のチラシは別の会社のもので、当日その地域で配った者はいませんでした。")
    s.told_how_it_ended("当社のチラシではないことを、お客様と一緒に写真で確かめました。")
