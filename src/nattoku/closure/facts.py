"""How a case ends: with the customer's own words, or by another name (S004-2.3.1, R8-1, T4)."""

from datetime import timedelta
from enum import StrEnum

from nattoku.cases.words import Stage
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

CONFIRM_WORD = promise_kind(
    "closure.confirm_word",
    Text("お言葉の確認（別の一人が）", "Confirmation of the words by a second person"),
    allowance=timedelta(days=1),
    business=True,
    page=Text(
        "重大度SとAでは、ご納得のお言葉をもう一人が確かめてから解決とします。1営業日は当社の初期値です。",
        "For severity S and A a second person confirms the words before the case is resolved. 1 business day is our default.",
    ),
).kind
ANSWER_SIGN = promise_kind(
    "closure.answer_sign",
    Text("リーダーからのお電話（お諦め・お怒りの兆し）", "A leader's call (sign of silent dissatisfaction)"),
    allowance=timedelta(days=1),
    business=True,
    page=Text(
        "「もういい」がご納得でないとき、リーダーがお電話で伺います。1営業日は当社の初期値です。",
        "When “that is enough” was not satisfaction, a leader calls the customer. 1 business day is our default.",
    ),
).kind
DECIDE_END = promise_kind(
    "closure.decide_end",
    Text("会社判断で終えるかどうかの決裁", "Decision whether to end by company decision"),
    allowance=timedelta(days=3),
    business=True,
    page=Text(
        "尽くしても話が進まないときは代表が決めます。解決とは数えません。3営業日は当社の初期値です。",
        "When all has been tried the representative decides. It never counts as resolved. 3 business days is our default.",
    ),
).kind
CASE_FILE = promise_kind(
    "closure.case_file",
    Text("対応ファイル（事実・原因・対策）", "The case file (fact, cause, countermeasure)"),
    allowance=timedelta(days=5),
    business=True,
    blocking=False,
    page=Text(
        "終わったあと、学びを1ページに残します。5営業日は当社の初期値です。",
        "After the end the lesson goes onto one page. 5 business days is our default.",
    ),
).kind
COMPLETION_REPORT = promise_kind(
    "closure.completion_report",
    Text("関係部門への完了報告", "Completion report to the divisions"),
    allowance=timedelta(days=1),
    business=True,
    blocking=False,
    page=Text(
        "どう終わったかを関係部門にお知らせします。1営業日は当社の初期値です。",
        "The divisions read how it ended. 1 business day is our default.",
    ),
).kind
EFFECT_CHECK = promise_kind(
    "closure.effect_check",
    Text("対策の効果の確認", "Effect check of the countermeasure"),
    allowance=timedelta(days=30),
    blocking=False,
    page=Text(
        "30日後と90日後に、お客様にその後のご様子を伺い、対策が効いているかを確かめます。どちらも当社の初期値です。",
        "After 30 and 90 days we ask the customer and look whether the countermeasure works. Both are our defaults.",
    ),
).kind
THANK = promise_kind(
    "closure.thank",
    Text("お客様への御礼", "Thanks to the customer"),
    allowance=timedelta(days=1),
    business=True,
    blocking=False,
    page=Text(
        "お申し出くださったことと、お言葉をくださったことに御礼を申し上げます。1営業日は当社の初期値です。",
        "We thank the customer for having come to us, and for the word. 1 business day is our default.",
    ),
).kind

CONFIRM_ON_THE_SPOT = promise_kind(
    "closure.confirm_on_the_spot",
    Text("その場で解決した件の確認（リーダー）", "A leader's look at what was settled on the spot"),
    allowance=timedelta(days=1),
    business=True,
    blocking=False,
    page=Text(
        "その場で解決した件は、あとからリーダーが確かめます。1営業日は当社の初期値です。",
        "What was settled on the spot is looked at by a leader afterwards. 1 business day is our default.",
    ),
).kind


class Meaning(StrEnum):
    """「もうよい」 has two meanings (R8-1)."""

    SATISFIED = "satisfied"
    RESIGNED = "resigned"
    UNCLEAR = "unclear"


MEANINGS = {
    Meaning.SATISFIED: Text("ご納得", "Satisfied"),
    Meaning.RESIGNED: Text("お諦め・お怒り", "Given up, or angry"),
    Meaning.UNCLEAR: Text("判断できない", "Cannot tell"),
}


@fact(
    "closure.completion_told",
    ja="対応が済んだことをお客様にご報告しました（{channel}）",
    en="The customer was told that everything is done ({channel})",
    tells_customer=True,
)
class CompletionTold(Fact):
    """Told before the word is asked for: what happened, why (confirmed causes only), what we did, what we changed.

    channel: how, "status_page" for the customer's own page. despite: why so, where the card speaks against it.
    """

    channel: str
    happened: Personal[str]
    cause: Personal[str] = ""
    done: Personal[str]
    changed: Personal[str] = ""
    despite: Personal[str] = ""


@fact(
    "closure.customer_thanked",
    ja="お客様に御礼を申し上げました（{channel}）",
    en="The customer was thanked ({channel})",
    tells_customer=True,
)
class CustomerThanked(Fact):
    """After the word. despite: why so, where the card speaks against it."""

    channel: str
    words: Personal[str]
    despite: Personal[str] = ""


@fact(
    "closure.last_word_heard",
    ja="お客様のお言葉を伺いました（{meaning}）",
    en="The customer's word was heard ({meaning})",
    tells_customer=True,
)
class LastWordHeard(Fact):
    """The words verbatim; said_to: the person's id or name; through: the channel.

    unasked: how it came that the customer said it before everything done had been reported, "" when it had been.
    """

    meaning: Meaning
    through: str
    said_to: Personal[str]
    words: Personal[str]
    unasked: Personal[str] = ""


@fact(
    "closure.done_on_the_spot",
    ja="その場で対応しました",
    en="It was attended to on the spot",
    tells_customer=True,
)
class DoneOnTheSpot(Fact):
    """What was done for the customer within the first contact (R8-3)."""

    what: Personal[str]


@fact("closure.cause_noted", ja="原因を一行で記録しました", en="The cause was noted in one line")
class CauseNoted(Fact):
    """One line, for a complaint settled on the spot; it is a note, not a confirmed cause."""

    what: Personal[str]


@fact(
    "closure.on_the_spot_confirmed",
    ja="その場での解決をリーダーが確かめました",
    en="A leader looked at what was settled on the spot",
)
class OnTheSpotConfirmed(Fact):
    words: Personal[str] = ""


@fact("closure.word_confirmed", ja="お言葉をもう一人が確かめました", en="A second person confirmed the words")
class WordConfirmed(Fact):
    how: Personal[str]


@fact(
    "closure.sign_answered",
    ja="リーダーがお電話で伺いました",
    en="A leader called the customer",
    tells_customer=True,
)
class SignAnswered(Fact):
    """despite: why the next contact is then, where the customer's card speaks against it."""

    words: Personal[str]
    despite: Personal[str] = ""


@fact("closure.resolved", ja="解決（ご納得）として終えました", en="Resolved: the customer said it is enough")
class Resolved(Fact):
    """on_the_spot: settled within the first contact (R8-3)."""

    on_the_spot: bool = False


@fact(
    "closure.end_requested",
    ja="会社判断での終了を願い出ました",
    en="An end by company decision was asked for",
)
class EndRequested(Fact):
    """tried: what has been done; recourse: which outside bodies the customer was told of (JIS Q 10002 7.9)."""

    tried: Personal[str]
    recourse: Personal[str]


@fact(
    "closure.company_decided",
    ja="会社判断で終えました（代表承認）",
    en="Ended by company decision, approved by the representative",
)
class CompanyDecided(Fact):
    reason: Personal[str]


@fact(
    "closure.end_declined",
    ja="会社判断での終了は見送られました",
    en="The end by company decision was declined",
)
class EndDeclined(Fact):
    reason: Personal[str]


@fact("closure.withdrawn", ja="お客様がお申し出を取り下げられました", en="The customer withdrew the complaint")
class Withdrawn(Fact):
    words: Personal[str]


@fact("closure.merged", ja="受付番号{into}に統合しました", en="Merged into case {into}")
class Merged(Fact):
    into: int


@fact("closure.no_complaint", ja="苦情ではないと分かりました", en="It turned out not to be a complaint")
class NoComplaint(Fact):
    reason: Personal[str]


@fact(
    "closure.concern_raised",
    ja="お客様が、まだ気がかりなことがあると仰いました",
    en="The customer said that something still troubles them",
)
class ConcernRaised(Fact):
    """A word of satisfaction that came before it no longer stands. person: the contact, who hears of it."""

    person: str
    through: str
    words: Personal[str]


@fact("closure.reopened", ja="案件を再開しました", en="The case was reopened", enters=Stage.CONTENT)
class Reopened(Fact):
    reason: Personal[str]


@fact("closure.effect_checked", ja="対策の効果を確かめました", en="The effect of the countermeasure was checked")
class EffectChecked(Fact):
    """asked: what the customer said when asked how it has been since; not_asked: why the customer was not asked."""

    works: bool
    words: Personal[str]
    asked: Personal[str] = ""
    not_asked: Personal[str] = ""
