"""What is decided of duties, what was done and what was missed; what a customer was due and was given."""

from datetime import date, datetime, timedelta

from nattoku.duties.words import Care, Check, Duty, Form, Occasion
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

COMPANY = "company"
_KEPT_BY = {
    Care.THANKS: (3, True, Text("礼状・御礼", "A letter of thanks"), "お取引、訪問、催し、お申し出のあとに御礼を申し上げます。", "After a deal, a visit, an event or a complaint we give thanks."),
    Care.FOLLOW_UP: (14, False, Text("ご購入後のお世話", "Follow-up after a purchase"), "お使いになってからのご様子を伺います。", "We ask how it serves the customer."),
    Care.OFFER: (30, False, Text("ご提案", "An offer"), "より良い品や関連する品をご案内します。お申し出の対応中は休みます。", "Better or related goods are offered; never while a complaint is open."),
    Care.CALL: (1, True, Text("お電話", "A call"), "ご入金、お申し込み、お問い合わせに応じてお電話します。", "A call that goes with a payment, an application or an enquiry."),
    Care.MEETING: (90, False, Text("リーダーがお目にかかること", "The leader's meeting with the customer"), "粗利益の大きいお客様に、一度はリーダーが直接お目にかかります。", "The leader meets a customer of large gross profit in person once."),
    Care.REQUEST: (1, True, Text("ご注文・ご依頼の期日のお返事", "The date of an order or request"), "ご注文やご依頼はその場で喜んで承り、期日は社内で確かめてからお返事します。", "A request is accepted gladly at once; its date is answered after it was confirmed inside."),
}  # fmt: skip
PROMISES_OF = {
    care: promise_kind(
        f"duties.{care.value}",
        what,
        allowance=timedelta(days=days),
        business=business,
        blocking=False,
        page=Text(
            f"{ja}{days}{'営業日' if business else '日'}は当社の初期値です。",
            f"{en} {days} {'business ' if business else ''}day{'s' if days > 1 else ''} is our default.",
        ),
    ).kind
    for care, (days, business, what, ja, en) in _KEPT_BY.items()
}


def of_division(division: str) -> str:
    """The stream of a division: what it does for customers again and again."""
    return f"division:{division}"


def of_customer(customer: str) -> str:
    """The stream of a customer."""
    return f"customer:{customer}"


@fact("duties.decided", ja="務め「{duty}」の回数を決めました", en="How often the duty “{duty}” is due was decided")
class DutyDecided(Fact):
    """division: "" for all. months: 0 for not at all. target: 0 where once is enough."""

    duty: Duty
    division: str = ""
    months: int
    target: int = 0
    reason: Personal[str]


@fact(
    "duties.begun", ja="部門の務めを数え始めました", en="The division's duties are counted from now on", by_machine=True
)
class DutiesBegun(Fact):
    """What lies before is not missed: nobody had said that it was due."""

    division: str


@fact("duties.done", ja="務め「{duty}」を果たしました", en="The duty “{duty}” was done")
class DutyDone(Fact):
    """period: a day of the period it was due in. number: how much, in the duty's unit; results: what came of it."""

    division: str
    duty: Duty
    period: date
    number: int = 0
    results: int = 0
    checked: list[Check]
    evidence: Personal[str]


@fact(
    "duties.missed",
    ja="務め「{duty}」が期日までに行われませんでした",
    en="The duty “{duty}” was not done in time",
    by_machine=True,
)
class DutyMissed(Fact):
    """Dated when it was due, however late it was noticed. period: the first day of the period."""

    division: str
    duty: Duty
    period: date


@fact("duties.event_held", ja="催しを開きました（{people}名）", en="An event was held ({people} people)")
class EventHeld(Fact):
    """seminar: it is the large one. form: what of our form was kept.

    surveyed: said by hand in older facts; now it follows from the survey (`surveys.event_surveyed`, S004-1.2.3).
    """

    division: str
    seminar: bool
    free: bool
    planned_from: datetime
    planned_to: datetime
    began_at: datetime
    ended_at: datetime
    people: int
    form: list[Form]
    surveyed: bool = False
    results: int = 0
    title: Personal[str]


@fact("duties.profit_recorded", ja="粗利益を記録しました", en="The gross profit was recorded")
class ProfitRecorded(Fact):
    """yen: gross profit of the dealings so far. The source names no period."""

    customer: str
    yen: int


@fact(
    "duties.care_promised", ja="{care}を予定しました（{occasion}）", en="Planned for the customer: {care} ({occasion})"
)
class CarePromised(Fact):
    customer: str
    care: Care
    occasion: Occasion
    words: Personal[str] = ""


@fact("duties.care_given", ja="{care}を行いました", en="Done for the customer: {care}", tells_customer=True)
class CareGiven(Fact):
    """met: in person. introduced: new business was spoken of at the meeting (S004-1.3.1.1).

    confirmed: with whom inside a date was confirmed, and what, before it was answered (S000-8, T11).
    """

    customer: str
    care: Care
    occasion: Occasion
    channel: str
    met: bool = False
    introduced: bool = False
    confirmed: Personal[str] = ""
    words: Personal[str]


@fact("duties.care_released", ja="{care}を取りやめました", en="Not done for the customer after all: {care}")
class CareReleased(Fact):
    customer: str
    care: Care
    reason: Personal[str]


@fact("duties.calls_declined", ja="販売のお電話は不要と伺いました", en="The customer wants no selling calls")
class CallsDeclined(Fact):
    """再勧誘の禁止: nobody calls to sell from now on."""

    customer: str
    words: Personal[str]


@fact("duties.feed_made", ja="務めの暦のアドレスを作りました", en="An address of the calendar of duties was made")
class FeedMade(Fact):
    """trace: SHA-256 of the secret in the address."""

    person: str
    trace: str


@fact("duties.feed_revoked", ja="務めの暦のアドレスを止めました", en="An address of the calendar of duties was revoked")
class FeedRevoked(Fact):
    person: str
    trace: str
