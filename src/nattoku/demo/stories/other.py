"""その他: paperwork, privacy, premises, and things nobody has a name for."""

from nattoku.cases.words import About, Anger, Danger, Hurt, Kind, Severity, Urgency, Wish
from nattoku.causes.words import Group, Process
from nattoku.demo.ending import Script
from nattoku.demo.people import SALES, SERVICE, SHIPPING
from nattoku.demo.story import story
from nattoku.letters.words import LetterKind
from nattoku.visits.words import Compared, Purpose, Wishes

P = Process


@story("morita", by="kadowaki", division=SHIPPING, minutes=225)
def a_van_across_the_gate(s: Script) -> None:
    """Today: a neighbour of the warehouse, no way to call back."""
    s.received(
        "おたくの車が、うちの門の前に三十分も。病院の時間だったんだよ。名前？　近所の者だよ、それでいいだろう。",
        "当社の車が、ご近所の門の前に30分ほど停まっていた",
        About.PREMISES,
        unknown_caller=True,
        relation="倉庫のご近所の方",
        hurt=[Hurt.TIME_LOST],
        wish=[Wish.IMPROVEMENT],
        anger=Anger.SCOLDING,
        severity=Severity.C,
    )
    s.opened(SHIPPING)
    s.noted("車の記録から、向かいの角のお宅と分かりました。久保寺リーダーが夕方にご挨拶に伺います。")


@story("takahashi", by="takanashi", division=SERVICE, days=9, clock="15:30")
def an_old_desk_taken_with_its_letters(s: Script) -> None:
    """A second visit waits for the leader's approval."""
    s.received(
        "引き取ってもらった古い机の引き出しに、亡くなった父の手紙が入っていたんです。確かめましょうかと聞かれて、大丈夫と言ったのは私です。でも、あの机ごと、もう戻らないんですか。",
        "お引き取りした机の引き出しに、お父様のお手紙が入っていた",
        About.SERVICE,
        About.OTHER,
        hurt=[Hurt.ANXIOUS],
        wish=[Wish.LISTEN, Wish.REPAIR],
        anger=Anger.SILENT,
        severity=Severity.A,
        urgency=Urgency.NOW,
        kind=Kind.OTHER,
    )
    s.opened(SERVICE, SHIPPING)
    s.called("すぐに処分の手続きを止め、机の行方を追っているとお伝えしました。", next=(1, "18:00"))
    s.on(1, "17:10")
    s.called("机は集積所に残っており、引き出しは開けられていないことが分かりました。", next=(2, "18:00"))
    s.confirmed("お父様のお手紙が入った机をお引き取りしたことと伺いました。")
    s.visit_planned(
        "お手紙をそのままお返しし、お父様のお話を伺う",
        "机を手放した後悔と、戻らないことへのご不安ではないか",
        Purpose.DELIVER,
        Purpose.LISTEN,
        starts=(2, "19:30"),
        minutes=50,
    )
    s.visited(
        "父の字を見たのは二十年ぶりです。責めているんじゃない。返ってきた、それがうれしくて、涙が出ました。",
        who_i_am="机をお引き取りした部門の者",
        failed_at="引き出しの中を一緒に確かめるお時間を作らなかった",
        suffered="お父様のお手紙を失ったかもしれないお心細さ",
        cause_found="机そのものより、父の手紙を自分の手で取り出したかったこと",
        compared=Compared.MATCH,
        continues=Wishes.YES,
        hints=["お引き取りの前に、十分だけ引き出しを一緒に開ける時間がほしい"],
        next=(3, "19:00"),
    )
    s.debriefed("お手紙をお返しする場に、よく急いだ。", "お引き取りは、物ではなく思い出を預かることだと知りました。")
    s.letter(
        LetterKind.APOLOGY_AND_THANKS,
        {
            "apology": "お父様のお手紙の入った机を、中をご一緒に確かめもせずお引き取りし、誠に申し訳ございませんでした。",
            "heard": "二十年ぶりのお父様の字を、私どもの前でお開きくださったこと、忘れません。",
            "account": "お引き取りの手順を、引き出しを一緒に開けるところから作り直しております。",
            "promise": f"{s.d(5)}に、私からお電話で、改めた手順をお伝えいたします。",
            "thanks": "お怒りにならず、喜んでくださったお心に、深く御礼申し上げます。",
        },
        as_customer="父のことに触れてくれた。大事に取っておきたい手紙。",
        next=(3, "19:00"),
    )
    s.on(5, "18:00")
    s.investigated(
        P.WORKING,
        "お引き取りの手順に、引き出しの中を確かめる項目がなかった",
        cause="お引き取りの手順に、中身を一緒に確かめる時間がなかった",
        evidence="お引き取りの手順書と、当日の作業報告",
        group=Group.METHOD,
        broken={"O1": "十分のお時間をお約束していませんでした"},
        whys=["積み込みの順に追われていた"],
        measure="お引き取りの前に、お客様と一緒に引き出しをすべて開け、確認票に印をいただく",
    )
    s.told_cause(next=(3, "19:00"))
    s.on(7, "18:30")
    s.called(
        "改めた手順の紙をお見せしたいと申し上げました。「机のあった部屋も見てほしい」とのことです。",
        next=s.ahead(2, "19:00"),
        interim=True,
    )
    s.ago(95)
    s.visit_planned(
        "改めた手順の紙をお渡しし、机のあったお部屋のこれからのご相談を伺う",
        "お手紙が戻った今は、空いた場所のことをお考えではないか",
        Purpose.EXPLAIN,
        Purpose.LISTEN,
        starts=s.ahead(2, "19:30"),
    )


@story("yoshida", by="takanashi", division=SERVICE, days=1, clock="14:45")
def a_survey_she_had_declined(s: Script) -> None:
    """Yesterday: privacy; the customer asked not to be written to."""
    s.received(
        "お葉書もお電話も、もう結構ですと申し上げたの。それなのに、またアンケート。一人暮らしだと、郵便受けが一杯なのも心配なのよ。",
        "ご案内を控えるお約束のお客様に、アンケートをお送りした",
        About.PRIVACY,
        About.PAPERWORK,
        danger=Danger.NO,
        hurt=[Hurt.SLIGHTED, Hurt.PROMISE_BROKEN],
        wish=[Wish.IMPROVEMENT],
        anger=Anger.REMARK,
        severity=Severity.B,
    )
    s.opened(SERVICE, SALES)
    s.handling("お控えの印がどこで落ちたのかを確かめ、お電話でお伝えします。お葉書はお出ししません。", next=s.soon(4))
    s.confirmed("お控えのお約束のあとに、アンケートが届いたことと伺いました。")


@story("uchida", by="igarashi", division=SERVICE, days=30, clock="08:55", ended=True)
def a_shutter_before_seven(s: Script) -> None:
    """Resolved; a neighbour of the showroom."""
    s.received(
        "朝の六時半に、がらがらとシャッターの音。うちの父が寝たきりで、やっと眠れるころなんです。",
        "早朝のシャッターの音が、ご近所のお休みの妨げになっていた",
        About.PREMISES,
        relation="ショールームのお隣の方",
        hurt=[Hurt.TIME_LOST],
        wish=[Wish.IMPROVEMENT, Wish.LISTEN],
        anger=Anger.REMARK,
        severity=Severity.C,
    )
    s.opened(SERVICE, SHIPPING)
    s.called("お父様のお休みの時間を伺い、明日から搬入の口を裏に移すとお約束しました。", next=(2, "10:00"))
    s.promised("早朝の搬入口を裏手に移す", (1, "09:00"))
    s.on(1, "08:20")
    s.kept("裏手の口から搬入し、シャッターは9時まで上げませんでした。")
    s.confirmed("早朝のシャッターの音のことと伺いました。")
    s.on(2, "09:30")
    s.investigated(
        P.WORKING,
        "搬入の時刻は、道路の混み合いだけで決められていた",
        cause="ご近所のお休みの時間を伺わずに、搬入の時刻を決めていた",
        evidence="搬入の予定表と、当日の記録",
        group=Group.OWN_CONVENIENCE,
        broken={"O3": "ご近所に、時刻の変更をお知らせしていませんでした"},
        measure="搬入の時刻を変えるときは、両隣と向かいに先にお知らせする",
    )
    s.told_cause(next=(3, "10:00"))
    s.on(5, "09:20")
    s.thanked(
        "おかげで父がよく眠れています。言いにくかったけど、言って良かった。",
        "早朝のシャッターの音が、ご近所のお休みの妨げになっていた",
        "ご近所のお休みの時間を伺わずに、搬入の時刻を決めていた",
        "搬入の時刻を変えるときは、両隣と向かいに先にお知らせする",
    )


@story("nagisa", by="yoshioka", division=SALES, days=66, clock="16:55", ended=True)
def a_certificate_with_the_wrong_name(s: Script) -> None:
    """Resolved; a name written with the wrong character."""
    s.received(
        "検収書の宛名、事務所の字が違います。『渚』の点が一つ足りない。裁判所に出す書類と一緒に綴じるものです。名前は、うちの看板です。",
        "検収書の宛名の字が違っていた",
        About.PAPERWORK,
        hurt=[Hurt.SLIGHTED],
        wish=[Wish.IN_WRITING],
        anger=Anger.REMARK,
        severity=Severity.C,
    )
    s.opened(SALES)
    s.called("正しい字を伺い、検収書を作り直して明日お届けするとお約束しました。", next=(1, "18:00"))
    s.confirmed("検収書の宛名の字が違うことと伺いました。")
    s.first_aid("正しい字の検収書を、その日のうちにお届けしました。", 600)
    s.on(1, "15:30")
    s.investigated(
        P.PASSING_ON,
        "お名前の字が、書類を作る仕組みの文字表にない字に置き換えられていた",
        cause="お名前の正しい字を、書類の側で確かめる手順がなかった",
        evidence="お客様カードと、検収書の控え",
        group=Group.SYSTEM,
        broken={"O2": "お客様カードの字と、書類の字が突き合わされていませんでした"},
        measure="お名前の字は、書類を刷る前にお客様カードと並べて読む",
    )
    s.told_cause(next=(2, "17:00"))
    s.on(3, "16:10")
    s.thanked(
        "正しい字で、気持ちよく綴じられました。名前を大事にしてくださって、ありがとうございます。",
        "検収書の宛名の字が違っていた",
        "お名前の正しい字を、書類の側で確かめる手順がなかった",
        "お名前の字は、書類を刷る前にお客様カードと並べて読む",
    )
