"""The kinds of signs, what each means, and how asking can end. Pure. Every threshold is our default."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nattoku.lib.text import Text


class SignKind(StrEnum):
    """What was noticed (vocabulary 4.8)."""

    RHYTHM = "rhythm"
    SHRINKING = "shrinking"
    SHORTER = "shorter"
    SLOWER = "slower"
    UNANSWERED = "unanswered"
    DROPPING = "dropping"
    LOW_ANSWER = "low_answer"
    AT_RISK = "at_risk"
    UNMENTIONED = "unmentioned"
    BROKEN = "broken"
    SOMEONE_ELSE = "someone_else"
    RENEWAL = "renewal"
    HANDED_OVER = "handed_over"
    RESIGNED = "resigned"
    OTHER = "other"


class SignOutcome(StrEnum):
    """How it ended. Reaching nobody is no outcome: the contact is promised anew."""

    COMPLAINT = "complaint"
    WELL = "well"
    LEFT = "left"
    UNREACHED = "unreached"
    NO_SIGN = "no_sign"


CARE: Final = Text(
    "先日はありがとうございました。その後、お変わりはございませんか。お気づきの点があれば、どのようなことでもお聞かせください。",
    "Thank you for the other day. How have you been? If anything has troubled you, however small, please tell us.",
)


@dataclass(frozen=True)
class Meaning:
    """bought: read from purchases alone, so it is left alone while a complaint of the customer is open.

    say: how the call may begin.
    """

    what: Text
    page: Text
    bought: bool = False
    say: Text = CARE


MEANINGS: Final = {
    SignKind.RHYTHM: Meaning(
        Text("いつもの間隔で買われなくなった", "Fallen out of the usual buying rhythm"),
        Text(
            "お一人おひとりの間隔と比べ、失われた見込みの大きい順に並べます。",
            "Held against each customer's own rhythm; the greatest expected loss first.",
        ),
        bought=True,
    ),
    SignKind.SHRINKING: Meaning(
        Text("ご注文が小さくなった", "Orders are shrinking"),
        Text(
            "最近3回の平均が、それまでの半分以下になったときです。",
            "The last three average half of those before, or less.",
        ),
        bought=True,
    ),
    SignKind.SHORTER: Meaning(
        Text("お返事が短くなった", "Answers have become short"),
        Text(
            "最近2通が、それまでの三分の一以下のときです。", "The last two mails are a third of those before, or less."
        ),
    ),
    SignKind.SLOWER: Meaning(
        Text("お返事が遅くなった", "Answers have become slow"),
        Text(
            "いつもの間隔の2倍以上で、3日を超えたときです。",
            "Twice the usual interval or more, and more than three days.",
        ),
    ),
    SignKind.UNANSWERED: Meaning(
        Text("アンケートにお返事がない", "A survey was not answered"),
        Text("お名前を添えてお願いした方だけです。", "Only where we asked by name."),
    ),
    SignKind.DROPPING: Meaning(
        Text("アンケートの評価が下がった", "A survey's rating has dropped"),
        Text("前のお返事より2つ以上下がったときです。", "Two or more below the answer before."),
    ),
    SignKind.LOW_ANSWER: Meaning(
        Text("アンケートの評価が低い", "A survey's rating is low"),
        Text("満足度が5段階の2以下のときです。", "Satisfaction is 2 of 5 or less."),
    ),
    SignKind.AT_RISK: Meaning(
        Text("お約束の日に間に合わないおそれ", "A promised day may not be kept"),
        Text(
            "同じだけ日がたっていたご注文のうち、お約束の長さで間に合ったものが半分に満たないときです。遅れる前に、確かめてお知らせします。",
            "Of orders that had been open as long, fewer than half were done within the promised time. The customer hears before the day.",
        ),
        say=Text(
            "ご注文の品の件でお電話いたしました。お約束の日に間に合うかどうかを、いま確かめております。分かりしだい、今日中にもう一度私からご連絡いたします。",
            "I am calling about your order. We are checking whether the promised day can be kept, and I will call you again today as soon as we know.",
        ),
    ),
    SignKind.UNMENTIONED: Meaning(
        Text("お届けが遅れたのに、何もおっしゃらない", "A late delivery that nobody mentioned"),
        Text(
            "お約束の日より遅れ、お申し出もご評価もないときです。",
            "Later than promised, with neither a complaint nor a review.",
        ),
        bought=True,
    ),
    SignKind.BROKEN: Meaning(
        Text("お約束に遅れたのに、何もおっしゃらない", "A promise was broken without a word from the customer"),
        Text(
            "お約束より1日以上遅れ、そのあとお客様からお言葉がないときです。",
            "A day late or more, and not a word of the customer since.",
        ),
    ),
    SignKind.SOMEONE_ELSE: Meaning(
        Text("いつもと違う方からご連絡があった", "Somebody else got in touch"),
        Text("同じ案件に、別のアドレスからメールが届いたときです。", "A mail on the same case from another address."),
    ),
    SignKind.RENEWAL: Meaning(
        Text("更新の月なのに、お話がない", "The month of renewal, and silence"),
        Text(
            "契約の応当日まで30日以内で、60日のあいだご連絡もお買い上げもないときです。",
            "Within 30 days of the anniversary, with no contact and no purchase in 60 days.",
        ),
    ),
    SignKind.HANDED_OVER: Meaning(
        Text("担当が替わってから、ご様子を伺っていない", "The person in charge changed, and nobody has asked since"),
        Text("窓口が替わって14日たっても、ご連絡していないときです。", "14 days after the change, without a contact."),
    ),
    SignKind.RESIGNED: Meaning(
        Text("お諦め・お怒りのまま終わった", "It ended in resignation or anger"),
        Text(
            "ご納得ではないお言葉のまま終わり、14日たったときです。",
            "The last word was not satisfaction, and 14 days have passed since the end.",
        ),
    ),
    SignKind.OTHER: Meaning(
        Text("そのほか、気づいたこと", "Something else that was noticed"),
        Text("数字に出ないことほど、気づいた方が頼りです。", "What no figure shows, only people notice."),
    ),
}
NAMES: Final = {kind: one.what for kind, one in MEANINGS.items()}
OUTCOMES: Final = {
    SignOutcome.COMPLAINT: Text("お申し出として承った", "Received as a complaint"),
    SignOutcome.WELL: Text("お変わりなかった", "All is well"),
    SignOutcome.LEFT: Text("お取引を終えられた", "The customer has left"),
    SignOutcome.UNREACHED: Text("ご連絡がつかなかった", "Could not be reached"),
    SignOutcome.NO_SIGN: Text("兆しではなかった", "It was no sign"),
}
