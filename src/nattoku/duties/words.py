"""The duties as data: what is due, how often, how much of it, and the row of the specification that asks for it. Pure.

Numbers the sources give (three months, 300 people, once a month, 100,000 yen) are theirs; every other is our default.
All of them are changed by a dated decision (`actions.decide`), never here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nattoku.lib.text import Text


class Duty(StrEnum):
    """What a division does again and again."""

    SURVEY = "survey"
    SEMINAR = "seminar"
    PRESS = "press"
    CLUB = "club"
    GIFTS = "gifts"
    TRIALS = "trials"
    PARTNERS = "partners"
    PUBLISHING = "publishing"
    TEAM = "team"
    METHODS = "methods"


class Check(StrEnum):
    """What is looked at before it is called done."""

    PREMIUMS = "premiums"
    TERMS_SHOWN = "terms_shown"
    RENEWAL_SHOWN = "renewal_shown"
    AD_LABELLED = "ad_labelled"


CHECKS: Final = {
    Check.PREMIUMS: Text(
        "景品の額を、景品表示法の上限に照らしました", "The value is within the limits of the premiums act"
    ),
    Check.TERMS_SHOWN: Text(
        "価格、数量、お支払い、お届け、やめ方を、お申し込みの前に示しています",
        "Price, amount, payment, delivery and how to stop are shown before ordering",
    ),
    Check.RENEWAL_SHOWN: Text(
        "試しのあとに続く場合、その額と期間を同じ画面で示しています",
        "Where it goes on after the trial, its price and length are shown on the same page",
    ),
    Check.AD_LABELLED: Text(
        "提携先の紹介には、広告であることが示されています", "Partners' recommendations are labelled as advertising"
    ),
}


TIMES: Final = Text("件", "")


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """One duty of every division. months: how often. target: how much, in `unit`; 0 where once is enough.

    checks: what must have been looked at. counts: kinds of facts of the division that do it without a second entry.
    rest: the source's own number, not our default. row: which row asks for it.
    """

    duty: Duty
    what: Text
    page: Text
    months: int
    row: str
    target: int = 0
    unit: Text = TIMES
    checks: tuple[Check, ...] = ()
    counts: tuple[str, ...] = ("duties.done",)
    of_source: bool = False


BOOK: Final = (
    Cadence(
        duty=Duty.SURVEY,
        what=Text("年に一度のアンケート", "The yearly survey"),
        page=Text(
            "サービスと商品の水準を見直すために、年に一度お客様に伺います。",
            "Once a year customers are asked, so that our standards can be reviewed.",
        ),
        months=12,
        row="S004-1.2.2",
        counts=("duties.done", "surveys.year_surveyed"),
        of_source=True,
    ),
    Cadence(
        duty=Duty.SEMINAR,
        what=Text("大きなセミナー", "The large seminar"),
        page=Text(
            "三か月に一度、300名以上。無料でも構いません。始まりと終わりの時刻を守り、必ずアンケートをお願いします。",
            "Every three months, 300 people or more; it may be free. It keeps its times and always comes with a survey.",
        ),
        months=3,
        row="S004-1.4.1",
        target=300,
        unit=Text("名", "people"),
        counts=("duties.done", "duties.event_held"),
        of_source=True,
    ),
    Cadence(
        duty=Duty.PRESS,
        what=Text("報道向けの発表", "Press release"),
        page=Text("月に一度以上、お知らせを発表します。", "At least once a month."),
        months=1,
        row="S004-1.4.6.1",
        of_source=True,
    ),
    Cadence(
        duty=Duty.CLUB,
        what=Text("お客様クラブの催し", "An activity of the customers' club"),
        page=Text(
            "お客様クラブを続けるために、集まりやお便りを欠かしません。",
            "The customers' club lives by its meetings and letters.",
        ),
        months=3,
        row="S004-1.2.1",
        counts=("duties.done", "clubs.activity_held"),
    ),
    Cadence(
        duty=Duty.GIFTS,
        what=Text("無料の特典の見直し", "Review of the free gifts"),
        page=Text("特典を、法令に沿って充実させます。", "Free gifts are made more attractive, within the law."),
        months=6,
        row="S004-1.4.2",
        checks=(Check.PREMIUMS,),
    ),
    Cadence(
        duty=Duty.TRIALS,
        what=Text("有料のお試しの見直し", "Review of the paid trials"),
        page=Text(
            "有料のお試しを、必要な表示を整えて設けます。",
            "Paid trials are offered, with the notices the law asks for.",
        ),
        months=6,
        row="S004-1.4.3",
        checks=(Check.TERMS_SHOWN, Check.RENEWAL_SHOWN),
    ),
    Cadence(
        duty=Duty.PARTNERS,
        what=Text("提携先との打ち合わせ", "Meeting the partners"),
        page=Text(
            "提携先ごとのお客様とお申し出を見て、次の一手を相談します。",
            "Customers and complaints by partner are looked at together.",
        ),
        months=3,
        row="S004-1.4.4",
        checks=(Check.AD_LABELLED,),
    ),
    Cadence(
        duty=Duty.PUBLISHING,
        what=Text("出版・雑誌掲載への一歩", "A step towards a book or a magazine"),
        page=Text(
            "企画、執筆、取材への協力のどれか一つを進めます。", "A plan, a chapter or an interview: one of them."
        ),
        months=6,
        row="S004-1.4.6",
    ),
    Cadence(
        duty=Duty.TEAM,
        what=Text("セミナー運営の体制づくり", "Strengthening the seminar team"),
        page=Text(
            "役割、稽古、進行表を整えます。時刻の守られ方と、形のそろい方を一緒に見ます。",
            "Roles, rehearsal and running order; how times and form were kept is looked at with it.",
        ),
        months=6,
        row="S004-1.4.8",
    ),
    Cadence(
        duty=Duty.METHODS,
        what=Text("効果の出ている方法への絞り込み", "Narrowing down to what works"),
        page=Text(
            "方法ごとの成果とお申し出を見て、深める一つを決めます。",
            "Results and complaints by method are looked at, and one is chosen to be deepened.",
        ),
        months=3,
        row="S004-1.4.9",
    ),
)
OF: Final = {one.duty: one for one in BOOK}
MONTHS: Final = {
    0: Text("行わない", "not done"),
    1: Text("毎月", "every month"),
    2: Text("二か月に一度", "every two months"),
    3: Text("三か月に一度", "every three months"),
    4: Text("四か月に一度", "every four months"),
    6: Text("半年に一度", "every half year"),
    12: Text("年に一度", "once a year"),
}


class Form(StrEnum):
    """The uniform form of an event (S004-1.4.8.2)."""

    RUNNING_ORDER = "running_order"
    ROLES = "roles"
    SIGNS = "signs"
    NAMES = "names"
    MATERIALS = "materials"
    OPENING = "opening"
    ENDING = "ending"
    CLOSING_TALK = "closing_talk"


FORM: Final = {
    Form.RUNNING_ORDER: Text("進行表を全員に配った", "Everybody had the running order"),
    Form.ROLES: Text("受付、案内、司会、時計係を決めた", "Reception, guide, speaker and timekeeper were named"),
    Form.SIGNS: Text("会場までの案内を掲げた", "The way was signposted"),
    Form.NAMES: Text("お客様をお名前でお迎えした", "Guests were welcomed by name"),
    Form.MATERIALS: Text("決まった体裁の資料を使った", "The materials had our form"),
    Form.OPENING: Text("決まった挨拶で始めた", "It began with our greeting"),
    Form.ENDING: Text("御礼を申し上げて終えた", "It ended with thanks"),
    Form.CLOSING_TALK: Text("終わってすぐに振り返った", "It was gone over right afterwards"),
}


class Care(StrEnum):
    """What one customer is due."""

    THANKS = "thanks"
    FOLLOW_UP = "follow_up"
    OFFER = "offer"
    CALL = "call"
    MEETING = "meeting"
    REQUEST = "request"


class Occasion(StrEnum):
    """Why it is due now."""

    DEAL = "deal"
    VISIT = "visit"
    SEMINAR = "seminar"
    COMPLAINT = "complaint"
    PURCHASE = "purchase"
    RELATED = "related"
    PAYMENT = "payment"
    APPLICATION = "application"
    ENQUIRY = "enquiry"
    PROFIT = "profit"
    ORDER = "order"


OCCASIONS: Final = {
    Occasion.DEAL: Text("お取引", "a deal"),
    Occasion.VISIT: Text("ご訪問・ご来訪", "a visit"),
    Occasion.SEMINAR: Text("セミナーへのご参加", "a seminar"),
    Occasion.COMPLAINT: Text("お申し出", "a complaint"),
    Occasion.PURCHASE: Text("ご購入", "a purchase"),
    Occasion.RELATED: Text("より良い品・関連する品", "better or related goods"),
    Occasion.PAYMENT: Text("ご入金", "a payment"),
    Occasion.APPLICATION: Text("お申し込みのご検討", "an application being considered"),
    Occasion.ENQUIRY: Text("お問い合わせ", "an enquiry"),
    Occasion.PROFIT: Text("お取引の大きさ", "the size of the dealings"),
    Occasion.ORDER: Text("ご注文・ご依頼", "an order or request"),
}


@dataclass(frozen=True, kw_only=True)
class Kindness:
    """occasions: what it may follow. asks: it asks something of the customer, so it rests while a complaint is open."""

    what: Text
    occasions: tuple[Occasion, ...]
    asks: bool = False


CARES: Final = {
    Care.THANKS: Kindness(
        what=Text("礼状・御礼", "Thanks"),
        occasions=(Occasion.DEAL, Occasion.VISIT, Occasion.SEMINAR, Occasion.COMPLAINT),
    ),
    Care.FOLLOW_UP: Kindness(what=Text("ご購入後のお世話", "Follow-up"), occasions=(Occasion.PURCHASE, Occasion.DEAL)),
    Care.OFFER: Kindness(
        what=Text("より良い品・関連する品のご提案", "An offer of more or related goods"),
        occasions=(Occasion.RELATED, Occasion.PURCHASE),
        asks=True,
    ),
    Care.CALL: Kindness(
        what=Text("お電話", "A call"), occasions=(Occasion.PAYMENT, Occasion.APPLICATION, Occasion.ENQUIRY)
    ),
    Care.REQUEST: Kindness(
        what=Text("ご注文・ご依頼の期日のお返事", "The date of an order or request"), occasions=(Occasion.ORDER,)
    ),
    Care.MEETING: Kindness(
        what=Text("リーダーがお目にかかる", "The leader meets the customer"), occasions=(Occasion.PROFIT, Occasion.DEAL)
    ),
}
SELLING_CALLS: Final = frozenset({Occasion.APPLICATION})


def sells(care: Care, occasion: Occasion) -> bool:
    """Whether it is selling: it rests while a complaint is open, and where the customer wants no such calls (T9)."""
    return CARES[care].asks or (care is Care.CALL and occasion in SELLING_CALLS)
