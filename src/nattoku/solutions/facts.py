"""Stages 4 and 5: liability is looked at, a solution is presented with its grounds, answered, carried out.

A statutory withdrawal waits for neither stage.
"""

from datetime import date, timedelta
from enum import StrEnum

from nattoku.cases.words import Stage
from nattoku.law.card import Standing
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

CARRY_OUT = promise_kind(
    "solutions.carry_out",
    Text("ご了承いただいた解決案の実行", "Carrying out the accepted solution"),
    allowance=timedelta(days=7),
    business=True,
    page=Text(
        "ご了承いただいた解決案は、果たすまで残るお約束です。7営業日は当社の初期値です。",
        "An accepted solution is a promise until it is carried out. 7 business days is our default.",
    ),
).kind

LAW_DEADLINE = promise_kind(
    "solutions.law_deadline",
    Text("法令の期限かもしれない日までの対応", "What the law may ask by a date"),
    allowance=timedelta(days=1),
    page=Text(
        "法令の期限に当たるかもしれないと人が判断した日です。届け出やお答えをするか、当たらないと分かるまで残ります。"
        "日はカードで数え、数えられないときの1日は当社の初期値です。",
        "A date that somebody judged the law may set. It stays until we reported or answered, or know that it does not "
        "apply. The card counts the day; where none can be counted, 1 day is our default.",
    ),
).kind
WITHDRAW = promise_kind(
    "solutions.withdraw",
    Text("解約・返品のお申し出への手続き", "Carrying out a withdrawal or return"),
    allowance=timedelta(days=1),
    business=True,
    page=Text(
        "法令で認められた解約や返品は、段階も決裁も待たずに手続きします。1営業日は当社の初期値です。",
        "A statutory withdrawal waits for no stage and no approval. 1 business day is our default.",
    ),
).kind


class Applies(StrEnum):
    """What a person says of a law card. We ask; whoever answers judges."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Party(StrEnum):
    """Who inside agrees to an option. What the customer says is heard by presenting it."""

    DIVISION = "division"
    REPRESENTATIVE = "representative"


class Basis(StrEnum):
    """What a solution rests on (S002-6)."""

    CONTRACT = "contract"
    RECORD = "record"
    LAW = "law"
    PRECEDENT = "precedent"
    POLICY = "policy"


class Question(StrEnum):
    """What is asked about liability before anything is presented (S002-5). We ask; we never decide that a law applies."""

    CONTRACT = "contract"
    TIME_LIMIT = "time_limit"
    REPORTING = "reporting"
    ADMISSION = "admission"


APPLIES = {
    Applies.YES: Text("当てはまる", "It applies"),
    Applies.MAYBE: Text("当てはまるかもしれない", "It may apply"),
    Applies.NO: Text("当てはまらない", "It does not apply"),
}
PARTIES = {
    Party.DIVISION: Text("担当部門", "The division"),
    Party.REPRESENTATIVE: Text("代表", "The representative"),
}
BASES = {
    Basis.CONTRACT: Text("契約・約款", "Contract"),
    Basis.RECORD: Text("記録・証拠", "Record"),
    Basis.LAW: Text("法令", "Law"),
    Basis.PRECEDENT: Text("過去の対応", "Precedent of ours"),
    Basis.POLICY: Text("当社の方針", "Our policy"),
}
QUESTIONS = {
    Question.CONTRACT: Text(
        "契約やご注文の条件から、当社が負うもの（追完・減額・賠償・解除など）はありますか",
        "Does the contract or the order make us owe something (repair, reduction, damages, cancellation)?",
    ),
    Question.TIME_LIMIT: Text(
        "期限のあるお客様の権利（返品、クーリング・オフ、契約不適合の通知など）に当たりませんか",
        "Might a customer's right with a time limit apply (returns, cooling-off, notice of defects)?",
    ),
    Question.REPORTING: Text(
        "役所などへの届け出が要るもの（製品事故、食品、個人情報など）に当たりませんか",
        "Might it have to be reported to an authority (product accident, food, personal data)?",
    ),
    Question.ADMISSION: Text(
        "お示しする言葉の中で、責任や支払いをどこまで認めるかを決めましたか",
        "Has it been settled how far our words admit liability or a duty to pay?",
    ),
}


@fact("solutions.option_weighed", ja="解決案{option}を検討しました", en="Option {option} was weighed")
class OptionWeighed(Fact):
    """An option stands with its grounds; it need not be the cheapest (S004-2.2.3.1).

    cost: yen that it would take, None when nobody has reckoned it.
    """

    option: int
    basis: list[Basis]
    cost: int | None = None
    what: Personal[str]
    grounds: Personal[str]


@fact(
    "solutions.option_judged",
    ja="解決案{option}について{party}の考えを記録しました（賛成：{agrees}）",
    en="Option {option}: what {party} thinks (agrees: {agrees})",
)
class OptionJudged(Fact):
    option: int
    party: Party
    agrees: bool
    words: Personal[str] = ""


@fact(
    "solutions.legal_checked", ja="法的な点を確かめました：{question}", en="A legal question was looked at: {question}"
)
class LegalChecked(Fact):
    """applies: False means 該当なし, and answer says why. judged_by: who judged; expert: an outside expert was asked."""

    question: Question
    applies: bool = True
    expert: bool = False
    answer: Personal[str]
    judged_by: Personal[str]


@fact(
    "solutions.presented",
    ja="解決案を根拠とともにお示ししました（{channel}）",
    en="A solution was presented with its grounds ({channel})",
    enters=Stage.PRESENTED,
    tells_customer=True,
)
class Presented(Fact):
    """option: the number of the option weighed, 0 when it was none of them. recipient: to whom it was presented."""

    option: int = 0
    channel: str
    basis: list[Basis]
    what: Personal[str]
    grounds: Personal[str]
    recipient: Personal[str] = ""
    words: Personal[str] = ""


@fact(
    "solutions.answered",
    ja="解決案へのお返事を伺いました（ご了承：{accepted}）",
    en="The solution was answered (accepted: {accepted})",
)
class Answered(Fact):
    """accepted False: 継続, the case stays open. what: the solution that was accepted, now owed."""

    accepted: bool
    words: Personal[str]
    what: Personal[str] = ""


@fact("solutions.carried_out", ja="解決案を実行しました", en="The solution was carried out")
class CarriedOut(Fact):
    """note: a handwritten note and a business card went with what was delivered (S003-16)."""

    words: Personal[str]
    note: bool = False


@fact(
    "solutions.card_answered",
    ja="法令の確認「{title}」に答えました（{applies}）",
    en="A question of law was answered: {title} ({applies})",
)
class CardAnswered(Fact):
    """What a person judged of a law card, as the card stood then (its title, checked_on).

    starts_on: the day its period begins with; due_on: its last day as counted then; None where nothing was counted.
    """

    card: str
    title: str
    title_en: str
    checked_on: date
    applies: Applies
    expert: bool = False
    starts_on: date | None = None
    due_on: date | None = None
    because: Personal[str]
    judged_by: Personal[str]


@fact(
    "solutions.law_done",
    ja="「{title}」に対応しました",
    en="What the law may ask was done: {title}",
)
class LawDone(Fact):
    """What a watched card asked for was done: reported, answered. words: to whom, how."""

    card: str
    title: str
    title_en: str
    words: Personal[str]


@fact(
    "solutions.withdrawal_received",
    ja="解約・返品のお申し出を受けました（{title}：{standing}）",
    en="A withdrawal was received ({title}: {standing})",
)
class WithdrawalReceived(Fact):
    """The customer steps back by a right of the law; carried out at once (S8.10).

    sent_on: when the notice was sent; began_on: when the document or the goods arrived, None: never, or not known.
    """

    card: str
    title: str
    title_en: str
    sent_on: date
    began_on: date | None = None
    due_on: date | None = None
    standing: Standing
    words: Personal[str]


@fact("solutions.withdrawal_carried_out", ja="解約・返品の手続きを済ませました", en="The withdrawal was carried out")
class WithdrawalCarriedOut(Fact):
    words: Personal[str]
