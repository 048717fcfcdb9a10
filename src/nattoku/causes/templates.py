"""What to look at, for each kind of complaint: processes in their order, and checks. Pure data (S000-4, R8-2).

The delivery template is the source's; the others are ours.
"""

from dataclasses import dataclass

from nattoku.cases.words import Kind
from nattoku.causes.words import Process
from nattoku.lib.text import Text

P = Process


@dataclass(frozen=True)
class Check:
    """One question that must be answered; process: where it belongs."""

    code: str
    process: Process
    asks: Text


@dataclass(frozen=True)
class Template:
    """The processes of a kind of complaint, in order, and its checks, in the order in which things go wrong."""

    kind: Kind
    processes: tuple[Process, ...]
    checks: tuple[Check, ...]

    @property
    def lanes(self) -> tuple[Process, ...]:
        """The processes, and the customer below them."""
        return (*self.processes, Process.CUSTOMER)

    def check(self, code: str) -> Check | None:
        """The check with this code, None when the template has none."""
        return next((c for c in self.checks if c.code == code), None)


def _check(code: str, process: Process, ja: str, en: str) -> Check:
    return Check(code, process, Text(ja, en))


DELIVERY = Template(
    Kind.DELIVERY,
    (P.SALES, P.CONTRACT, P.ORDER, P.SHIPPING),
    (
        _check(
            "C1",
            P.ORDER,
            "受注の登録は、お約束の期日に間に合う時点で行われましたか",
            "Was the order entered in time for the promised date?",
        ),
        _check(
            "C2",
            P.SHIPPING,
            "受注から発送へ、情報は遅れずに渡りましたか",
            "Did the information travel from order to shipping in time?",
        ),
        _check(
            "C3",
            P.SHIPPING,
            "発送は、期日に間に合わないことを把握していましたか",
            "Did shipping know that the date could not be met?",
        ),
        _check(
            "C4",
            P.SHIPPING,
            "把握したあと、いつ、どこへ伝えましたか",
            "Once known, when and to whom was it passed on?",
        ),
        _check("C5", P.SALES, "営業は、いつその知らせを受け取りましたか", "When did that news reach sales?"),
        _check(
            "C6",
            P.SALES,
            "そのあと、期日の前にお客様へご説明しましたか",
            "Was the customer then told before the date?",
        ),
    ),
)
CONDUCT = Template(
    Kind.CONDUCT,
    (P.PREPARING, P.SERVING, P.AFTERWARDS),
    (
        _check(
            "K1",
            P.PREPARING,
            "ご都合のよいご連絡方法とお時間を伺っていましたか",
            "Had we asked how and when the customer wants to be reached?",
        ),
        _check(
            "K2",
            P.SERVING,
            "言葉遣い・身だしなみは、会社の決まりに沿っていましたか",
            "Were words and appearance as we have agreed them to be?",
        ),
        _check(
            "K3",
            P.SERVING,
            "お約束した時刻・折り返しを守りましたか",
            "Were appointed times and call-backs kept?",
        ),
        _check(
            "K4",
            P.AFTERWARDS,
            "その場のことは、責任者へすぐに伝わりましたか",
            "Did the leader hear of it at once?",
        ),
    ),
)
QUALITY = Template(
    Kind.QUALITY,
    (P.MAKING, P.INSPECTING, P.STORING, P.INSTRUCTING),
    (
        _check(
            "Q1",
            P.MAKING,
            "お約束した仕様・数量のとおりでしたか",
            "Was it made to the specification and quantity agreed?",
        ),
        _check(
            "Q2",
            P.INSPECTING,
            "検査は行われ、記録が残っていますか",
            "Was it inspected, and is there a record of it?",
        ),
        _check(
            "Q3",
            P.INSPECTING,
            "同じ製造分・同じ仕入先のほかの品は大丈夫ですか",
            "Are others of the same lot or supplier in order?",
        ),
        _check(
            "Q4",
            P.STORING,
            "保管とお届けの間に傷む扱いはありませんでしたか",
            "Was it kept and delivered without harm?",
        ),
        _check(
            "Q5",
            P.INSTRUCTING,
            "使い方とご注意は伝わっていましたか",
            "Had the use and its cautions been made clear?",
        ),
    ),
)
BILLING = Template(
    Kind.BILLING,
    (P.QUOTING, P.CHANGING, P.INVOICING),
    (
        _check(
            "B1",
            P.QUOTING,
            "ご請求は、ご契約の金額・条件と合っていましたか",
            "Did the invoice agree with price and terms of the contract?",
        ),
        _check(
            "B2",
            P.CHANGING,
            "途中の変更は、請求の担当まで伝わりましたか",
            "Did changes reach those who invoice?",
        ),
        _check(
            "B3",
            P.INVOICING,
            "送る前に、別の目で確かめましたか",
            "Was it looked at by a second person before it went out?",
        ),
        _check(
            "B4",
            P.INVOICING,
            "正しい宛先に、お約束の時期に届きましたか",
            "Did it reach the right addressee at the agreed time?",
        ),
    ),
)
TERMS = Template(
    Kind.TERMS,
    (P.EXPLAINING, P.WRITING, P.CONFIRMING),
    (
        _check(
            "T1",
            P.EXPLAINING,
            "ご契約の前に、不利な点も含めてご説明しましたか",
            "Was it explained before the contract, drawbacks included?",
        ),
        _check(
            "T2",
            P.EXPLAINING,
            "口頭のお約束は、書面と食い違っていませんか",
            "Do spoken promises agree with the written terms?",
        ),
        _check(
            "T3", P.WRITING, "書面や広告の表示は正しく、見つけやすいですか", "Is the writing correct and easy to find?"
        ),
        _check(
            "T4",
            P.CONFIRMING,
            "お客様のご理解を確かめ、記録しましたか",
            "Was the customer's understanding confirmed and noted?",
        ),
    ),
)
EVENT = Template(
    Kind.EVENT,
    (P.ANNOUNCING, P.BOOKING, P.RUNNING),
    (
        _check(
            "E1",
            P.ANNOUNCING,
            "ご案内の日時・場所・内容は正しかったですか",
            "Were date, place and content announced correctly?",
        ),
        _check("E2", P.BOOKING, "ご予約は記録され、お客様に確認しましたか", "Was the booking recorded and confirmed?"),
        _check(
            "E3", P.BOOKING, "変更は、前もってお客様へお伝えしましたか", "Were changes told to the customer beforehand?"
        ),
        _check(
            "E4",
            P.RUNNING,
            "当日の者は、お客様のご事情を知っていましたか",
            "Did those on the day know the customer's wishes?",
        ),
    ),
)
OTHER = Template(
    Kind.OTHER,
    (P.PROMISING, P.WORKING, P.PASSING_ON),
    (
        _check(
            "O1",
            P.PROMISING,
            "何を、いつまでにとお約束していましたか（守れるものでしたか）",
            "What had been promised, and could it be kept?",
        ),
        _check("O2", P.PASSING_ON, "必要な情報は、遅れずに渡りましたか", "Was what had to be known passed on in time?"),
        _check("O3", P.WORKING, "お客様へ、前もってお伝えしましたか", "Was the customer told beforehand?"),
    ),
)
TEMPLATES = {t.kind: t for t in (DELIVERY, CONDUCT, QUALITY, BILLING, TERMS, EVENT, OTHER)}
