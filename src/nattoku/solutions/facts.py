"""Stages 4 and 5: liability is looked at, a solution is presented with its grounds, answered, carried out."""

from datetime import timedelta
from enum import StrEnum

from nattoku.cases.words import Stage
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
    """An option stands with its grounds, never with its price: it need not be the cheapest (S004-2.2.3.1)."""

    option: int
    basis: list[Basis]
    what: Personal[str]
    grounds: Personal[str]


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
    words: Personal[str]
