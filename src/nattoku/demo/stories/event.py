"""予約・催し: workshops, showroom days, a booking that was not there."""

from nattoku.cases.words import About, Anger, Door, Hurt, Severity, Toward, Wish
from nattoku.causes.words import Group, Process
from nattoku.demo.ending import Script
from nattoku.demo.people import SALES, SERVICE
from nattoku.demo.story import story

E, P = About.EVENT, Process


@story("matsumoto", by="takanashi", division=SERVICE, minutes=155)
def no_name_on_the_list(s: Script) -> None:
    """Settled on the spot today; the leader has still to look at it."""
    s.settled_on_the_spot(
        "木のスプーンづくり、予約したのに名簿に名前がないって。娘が前の晩から楽しみにしていたんです。",
        "木のスプーンづくりの教室で、ご予約のお名前が名簿になかった",
        E,
        done="その場で席を二つ設け、材料をお渡ししました。お嬢様には先生がついて、最後までお作りいただけました。",
        cause="電話のご予約が、ウェブの名簿に写されていなかった",
        thanks="娘が大喜びです。最初はどうなるかと思ったけど、来て良かった。",
        door=Door.VISIT,
    )
    s.shared(SERVICE)


@story("hibiki", by="hamaguchi", division=SALES, days=3, clock="19:10")
def the_wrong_hall_on_the_card(s: Script) -> None:
    """Investigation is beginning; the interim report was made yesterday."""
    s.received(
        "ご案内の葉書の地図、前の店舗のままでしたよ。生徒を連れて、夜道を二十分歩きました。小さい子もいるんです。",
        "催しのご案内の地図が、移転前の場所のままだった",
        E,
        About.INFORMATION,
        hurt=[Hurt.TIME_LOST, Hurt.ANXIOUS],
        wish=[Wish.APOLOGY, Wish.IMPROVEMENT],
        anger=Anger.SCOLDING,
        severity=Severity.B,
    )
    s.opened(SALES, SERVICE)
    s.called("お詫びし、生徒さんたちのご様子を伺いました。皆さまご無事に帰られたとのことです。", next=(1, "13:30"))
    s.on(1, "13:00")
    s.confirmed("地図が古いままだったこと、夜道を歩かれたこと、の二つと伺いました。")
    s.called("同じ葉書をお送りした方に、正しい地図をお送りし直すことをお伝えしました。", next=(1, "14:00"))
    s.on(2, "13:10")
    s.step(P.ANNOUNCING, "葉書の原稿は、移転前の春の催しのものを写して作られていた", begun=s.day(-30, "16:00"))
    s.interim(
        "葉書の原稿が、移転前の春のものから作られていたことが分かりました。",
        "刷る前の確かめで、なぜ地図が見落とされたか。",
        "校正の控えを取り寄せ、確かめた者に話を聞きます。",
        next=s.soon(7),
    )


@story("oda", by="igarashi", division=SERVICE, days=26, clock="10:15", ended=True)
def a_workshop_moved_by_an_hour(s: Script) -> None:
    """Resolved: a change that did not reach everybody."""
    s.received(
        "開始が一時間早まったなんて、聞いていません。着いたらもう片付けをしていて、先生に『遅かったですね』と言われました。",
        "家具の手入れ教室の開始が早まったことを、お知らせできていなかった",
        E,
        hurt=[Hurt.SHAMED, Hurt.TIME_LOST],
        wish=[Wish.APOLOGY, Wish.EXPLANATION],
        anger=Anger.SCOLDING,
        severity=Severity.C,
    )
    s.opened(SERVICE)
    s.called("お詫びし、もう一度開く日の候補を三つお伝えしました。", next=(2, "11:00"))
    s.confirmed("開始が早まったことをお知らせできなかったことと伺いました。")
    s.on(2, "10:20")
    s.investigated(
        P.BOOKING,
        "変更のお知らせは、メールアドレスのある方だけに送られていた",
        cause="電話だけでご予約の方に、変更をお知らせする手順がなかった",
        evidence="予約簿と、送信の一覧",
        group=Group.METHOD,
        broken={"E3": "お電話でご予約の4名に、変更をお知らせしていませんでした"},
        measure="催しの変更は、予約簿の上から順にお電話し、済んだ方に印を付ける",
    )
    s.told_cause(next=(2, "11:00"))
    s.on(4, "10:40")
    s.thanked(
        "わざわざ私一人のために開いてくださって。磨いた木の匂いが、まだ手に残っています。",
        "教室の開始が早まったことを、お知らせできていなかった",
        "電話だけでご予約の方に、変更をお知らせする手順がなかった",
        "催しの変更は、予約簿の上から順にお電話し、済んだ方に印を付ける",
    )


@story("minato", by="takanashi", division=SERVICE, days=36, clock="18:30", ended=True)
def a_stall_without_electricity(s: Script) -> None:
    """Resolved; the neighbours' festival."""
    s.received(
        "夏祭りの休憩所、椅子は貸してくれたけど、頼んでおいた延長の電源がない。年寄りが暑がって、会館から引っ張ったんだよ。",
        "町内会の催しの休憩所に、お約束した電源の設備をお持ちしなかった",
        E,
        hurt=[Hurt.PROMISE_BROKEN],
        wish=[Wish.APOLOGY, Wish.IMPROVEMENT],
        anger=Anger.REMARK,
        toward=Toward.COMPANY,
        severity=Severity.B,
    )
    s.opened(SERVICE, SALES)
    s.first_aid("その日のうちに、電源の延長と扇風機2台をお持ちしました。", 7_200)
    s.called("会長にお詫びし、明日の朝に記録を見てお電話するとお約束しました。", next=(1, "11:00"))
    s.confirmed("電源の設備がなかったこと、お年寄りが暑い思いをされたこと、の二つと伺いました。")
    s.on(1, "10:20")
    s.investigated(
        P.BOOKING,
        "電源は椅子とは別の用紙で承り、その用紙が催しの束に綴じられていなかった",
        cause="品ごとに別の用紙で承り、当日の束に揃える決まりがなかった",
        evidence="二枚の用紙と、当日の持ち物の控え",
        group=Group.METHOD,
        broken={"E2": "電源のご依頼は承っていましたが、当日の持ち物に入っていませんでした"},
        measure="催しは一枚の用紙で承り、出る前に二人で読み上げて積む",
    )
    s.told_cause(next=(2, "11:00"))
    s.on(3, "10:50")
    s.thanked(
        "扇風機、みんな喜んでたよ。来年も頼むから、その紙、一枚にしといてな。",
        "町内会の休憩所に、お約束した電源の設備をお持ちしなかった",
        "品ごとに別の用紙で承り、当日の束に揃える決まりがなかった",
        "催しは一枚の用紙で承り、出る前に二人で読み上げて積む",
    )
