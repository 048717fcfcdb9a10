"""Our defaults that are no promise: every one has a name, a number and words. 初期値（当社の目安）, editable.

The sources give no hours or days; the numbers are those of our own proposal. Promises carry theirs with them
(`ledger.facts.PROMISES`).
"""

from dataclasses import dataclass
from typing import Final

from nattoku.lib.text import Text

TIME, YEN, PERCENT, DAYS, CLOCK, WHOM = "time", "yen", "percent", "days", "clock", "whom"
HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True)
class Default:
    """value: minutes for TIME, minutes after midnight for CLOCK, else the unit's own. business: whole days are business days, the rest business time."""

    key: str
    what: Text
    page: Text
    value: int
    unit: str = TIME
    business: bool = False


_ALL = (
    Default(
        "deadlines.acknowledgement",
        Text("受理のお知らせ", "Acknowledgement of receipt"),
        Text(
            "手紙、メール、窓口の用紙などで届いたお申し出に、受け取ったことをお伝えするまで（JIS Q 10002 7.4）。",
            "Until the customer who wrote to us hears that it has arrived (JIS Q 10002 7.4).",
        ),
        24 * HOUR,
    ),
    Default(
        "deadlines.handling",
        Text("処理の流れのご説明", "Explaining how it is handled"),
        Text(
            "どのように進め、いつごろになるかを、お客様にお伝えするまで。",
            "Until the customer hears how it goes on and about how long it takes.",
        ),
        DAY,
        business=True,
    ),
    Default(
        "deadlines.first_visit",
        Text("初回のお顔出し", "First meeting in person"),
        Text(
            "重大度SとAと、まだ見立てていない案件で、ご訪問の日時を決めるまで。ご希望されないときは要りません。",
            "Severity S, A or not assessed: until a visit is arranged. Not needed when the customer declines one.",
        ),
        DAY,
        business=True,
    ),
    Default(
        "deadlines.cause",
        Text("原因のご説明", "Explaining the cause"),
        Text(
            "確かめた原因をお伝えするまで。途中の状況をご報告すると、そこから数え直します。お客様のお返事待ちの間は止まります。",
            "Until the confirmed cause is told. An interim report begins it anew; it stands while we wait for the customer.",
        ),
        5 * DAY,
        business=True,
    ),
    Default(
        "deadlines.solution",
        Text("解決案のご提示", "Presenting a solution"),
        Text(
            "根拠とともに解決案をお示しするまで。お客様のお返事待ちの間は止まります。",
            "Until a solution is presented with its grounds; it stands while we wait for the customer.",
        ),
        10 * DAY,
        business=True,
    ),
    Default(
        "deadlines.silence_amber",
        Text("ご連絡のない日数（黄）", "Days without word (amber)"),
        Text(
            "お客様に最後にご連絡してからの日数がこれに達すると、窓口に知らせ、一覧で黄色になります。",
            "When the customer has not heard from us for so long the contact is told, and lists turn amber.",
        ),
        3,
        DAYS,
    ),
    Default(
        "deadlines.silence_red",
        Text("ご連絡のない日数（赤）", "Days without word (red)"),
        Text(
            "さらにこの日数に達すると、上司にも知らせ、一覧で赤くなります。",
            "After so long the superior is told as well, and lists turn red.",
        ),
        7,
        DAYS,
    ),
    Default(
        "deadlines.long_open",
        Text("長く続いている案件のお知らせ", "Long-open alarm"),
        Text(
            "受け付けてからこの期間が過ぎても続いている案件を、部門長に知らせます。",
            "A case still open after so long is told to the head of the division.",
        ),
        30 * DAY,
    ),
    Default(
        "deadlines.review",
        Text("代表による見直し", "The representative's review"),
        Text(
            "受け付けてからこの期間が過ぎても続いている案件は、代表が見直します。",
            "A case still open after so long is reviewed by the representative.",
        ),
        56 * DAY,
    ),
    Default(
        "deadlines.reminder",
        Text("期日の前のお知らせ", "Reminder before it is due"),
        Text(
            "期日までの時間のうち、これだけ過ぎたところで、果たす者に知らせます。",
            "After so much of the time until the due moment, whoever owes it is reminded.",
        ),
        67,
        PERCENT,
    ),
    Default(
        "deadlines.step_urgent",
        Text("次の者へ知らせるまで（一報・第1次情報）", "Until the next person hears (first report and information)"),
        Text(
            "期日を過ぎても果たされないとき、当番、上司、部門長、代表の順に、この間隔で知らせます。",
            "Past due, the one on duty, the superior, the head and the representative hear at this interval.",
        ),
        15,
    ),
    Default(
        "deadlines.step",
        Text("次の者へ知らせるまで（そのほか）", "Until the next person hears (everything else)"),
        Text(
            "期日を過ぎても果たされないとき、上司、部門長、代表の順に、この間隔で知らせます。",
            "Past due, the superior, the head of the division and the representative hear at this interval.",
        ),
        DAY,
        business=True,
    ),
    Default(
        "notices.digest_at",
        Text("まとめてお届けする時刻", "When the day's digest goes out"),
        Text(
            "急がない知らせを、一日一度まとめてお届けする時刻です。",
            "What is not urgent goes out in one message a day, at this time.",
        ),
        8 * HOUR + 30,
        CLOCK,
    ),
    Default(
        "closure.effect_check_again",
        Text("対策の効果の二度目の確認", "Second effect check of the countermeasure"),
        Text(
            "解決してからこの期間のあとに、対策が効いているかをもう一度確かめます。",
            "So long after the resolution we look once more whether the countermeasure works.",
        ),
        90 * DAY,
    ),
    Default(
        "visits.early",
        Text("ご訪問のお約束より早く着く時間", "How early we arrive for a visit"),
        Text(
            "お約束の時刻に遅れないように、これだけ早く着く予定にします。",
            "So that the appointed time is kept, we plan to be there this early.",
        ),
        10,
    ),
    Default(
        "visits.long",
        Text("長いご訪問", "A long visit"),
        Text(
            "ご訪問がこれより長くなったら、伺った者の無事を確かめます。",
            "When a visit took longer, those who went are asked how they are.",
        ),
        60,
    ),
    Default(
        "causes.order_minutes",
        Text("ご注文から受注まで", "From the order to its acceptance"),
        Text("工程の掘り下げで、これを超えると目に留まります。", "Beyond this the drill points it out."),
        DAY,
    ),
    Default(
        "causes.lead_minutes",
        Text("出荷と運送にかかる日数", "What shipping and carriage need"),
        Text("工程の掘り下げで、これを下回ると目に留まります。", "Below this the drill points it out."),
        3 * DAY,
    ),
    Default(
        "causes.handover_minutes",
        Text("受け渡しから受け取りまで", "From sent to received"),
        Text("工程の掘り下げで、これを超えると目に留まります。", "Beyond this the drill points it out."),
        DAY,
    ),
    Default(
        "causes.tell_minutes",
        Text("遅れを知ってからお伝えするまで", "From knowing of a delay to telling it"),
        Text("工程の掘り下げで、これを超えると目に留まります。", "Beyond this the drill points it out."),
        4 * HOUR,
    ),
    Default(
        "cases.first_aid_yen",
        Text("応急処置の費用の上限", "Limit of the cost of first aid"),
        Text(
            "代表が認めた金額まで、段階を待たずに手当てできます。決めるまでは0円です。",
            "First aid up to this amount waits for no stage. Nothing until it is decided.",
        ),
        0,
        YEN,
    ),
    Default(
        "losses.delegate_yen",
        Text("リーダーに委ねる損失の上限", "Limit of a loss that leaders may approve"),
        Text(
            "この金額までの損失は、リーダーが決裁できます。決めるまでは代表だけが決めます。",
            "Leaders may approve a loss up to this amount. Until it is decided the representative alone does.",
        ),
        0,
        YEN,
    ),
    Default(
        "duties.meeting_yen",
        Text("リーダーがお目にかかる粗利益の額", "Gross profit from which the leader meets a customer"),
        Text(
            "粗利益がこの金額以上のお客様には、一度はリーダーが直接お目にかかります（S004-1.3.1）。期間の定めはありません。",
            "The leader meets every customer of this gross profit or more in person, once (S004-1.3.1). No period is given.",
        ),
        100_000,
        YEN,
    ),
    Default(
        "duties.rest_days",
        Text("お申し出のあと、ご案内を控える日数", "Days without selling after a complaint"),
        Text(
            "お申し出の対応中と、終わってからこの日数のあいだ、または効果を確かめるまで、販売のご案内を控えます。",
            "Nothing is offered while a complaint is open, and for so many days after its end, or until its effect check.",
        ),
        30,
        DAYS,
    ),
    Default(
        "people.second_factor_for",
        Text("サインインの二段階目を求める方", "Of whom a second step of signing in is asked"),
        Text(
            "1：どなたにも求めない　2：代表と苦情対応管理責任者　3：リーダーも　4：全員。"
            "求められた方は、設定するまでほかの画面に進めません。",
            "1: nobody, 2: the representative and the manager, 3: leaders too, 4: everybody. "
            "Whoever is asked sees no other page until it is set up.",
        ),
        1,
        WHOM,
    ),
)
DEFAULTS: Final[dict[str, Default]] = {one.key: one for one in _ALL}
