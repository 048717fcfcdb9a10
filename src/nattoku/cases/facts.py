"""What happens to a complaint as a whole."""

from datetime import timedelta

from nattoku.cases.words import (
    About,
    Anger,
    Danger,
    Door,
    Hurt,
    Kind,
    Narrow,
    Reach,
    Severity,
    Stage,
    Toward,
    Urgency,
    Wish,
)
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text

REPORT_TO_LEADER = promise_kind(
    "cases.report_to_leader",
    Text("リーダーへの一報（電話）", "First report to the leader (by phone)"),
    allowance=timedelta(minutes=15),
    page=Text(
        "お申し出を受けたら、事実だけをその場でリーダーに電話で伝えます。15分は当社の初期値です。",
        "On receiving a complaint, the facts alone go to the leader by phone at once. 15 minutes is our default.",
    ),
).kind
SHARE = promise_kind(
    "cases.share_first_information",
    Text("関係部門への第1次情報", "First information to the related divisions"),
    allowance=timedelta(minutes=30),
    blocking=False,
    page=Text(
        "関係部門が同じ言葉を数分のうちに読めるようにします。30分は当社の初期値です。",
        "The related divisions read the same words within minutes. 30 minutes is our default.",
    ),
).kind
NEXT_CONTACT = promise_kind(
    "cases.next_contact",
    Text("お客様への次のご連絡", "Next contact with the customer"),
    allowance=timedelta(days=1),
    business=True,
    page=Text(
        "終わっていない案件には、必ず次のご連絡の日時があります。1営業日は当社の初期値です。",
        "Every open case has a next contact date. 1 business day is our default.",
    ),
).kind
INTERIM_REPORT = promise_kind(
    "cases.interim_report",
    Text("中間のご報告", "Interim report"),
    allowance=timedelta(days=3),
    business=True,
    page=Text(
        "分かったこと、まだ分からないこと、次の日付をお伝えします。3営業日は当社の初期値です。",
        "We tell what is known, what is not yet, and the next date. 3 business days is our default.",
    ),
).kind
PROMISED = promise_kind(
    "cases.promised",
    Text("お客様とのお約束", "Promise to the customer"),
    allowance=timedelta(days=1),
    page=Text(
        "お客様に申し上げた日時と内容です。果たすか、ご了承を得て変えるまで残ります。",
        "What we told the customer we would do, and by when. It stays until kept, or moved with consent.",
    ),
).kind
CALL_BACK = promise_kind(
    "cases.call_back",
    Text("引き継ぐ者からお客様への折り返し", "The call back by whoever takes over"),
    allowance=timedelta(hours=2),
    business=True,
    page=Text(
        "引き継ぐ者が自らお客様にご連絡するまで、最初に受けた者が窓口を務めます。営業時間で2時間は当社の初期値です。",
        "Whoever answered first stays the contact until the one who takes over has called back. 2 business hours is our default.",
    ),
).kind


def stream(no: int | str) -> str:
    """The stream of a case."""
    return f"case:{no}"


@fact(
    "cases.received",
    ja="お申し出を受け付けました（{door}）",
    en="The complaint was received ({door})",
    enters=Stage.OCCURRED,
)
class CaseReceived(Fact):
    """words: verbatim. fact: one sentence, no guess. caller: the name as heard; reach: where to call back.

    concerns: whom the customer spoke of (to thank and to spare, never to blame; R8-13).
    asked_for: the counterpart asked for, e.g. the superior (S001-1). unsure: not sure yet that it is a complaint.
    reach_missing: 伺えなかった, where to call back could not be asked (R8-14).
    narrow: told to few from the first moment (harassment, leak, whistle-blowing; R8-7).
    imported: it comes out of a former ledger, and nobody is told of it anew.
    despite: why the call back is then, so or by this person, where the customer's card speaks against it.
    """

    door: Door
    division: str
    kind_of: Kind
    about: list[About]
    danger: Danger = Danger.UNKNOWN
    unsure: bool = False
    reach_missing: bool = False
    customer: str = ""
    narrow: Narrow = Narrow.NO
    imported: bool = False
    words: Personal[str]
    fact: Personal[str]
    caller: Personal[str] = ""
    relation: Personal[str] = ""
    reach: Personal[str] = ""
    order: Personal[str] = ""
    concerns: Personal[str] = ""
    asked_for: Personal[str] = ""
    despite: Personal[str] = ""


@fact("cases.item_heard", ja="お申し出の事項を伺いました", en="An item of the complaint was heard")
class ItemHeard(Fact):
    """One thing complained of; a case holds many, nothing is merged away (S001-7)."""

    item: int
    central: bool = False
    about: list[About]
    hurt: list[Hurt]
    wish: list[Wish]
    what: Personal[str]


@fact(
    "cases.item_answered",
    ja="お申し出の事項{item}にお答えしました",
    en="Item {item} was answered",
    tells_customer=True,
)
class ItemAnswered(Fact):
    """channel: how, "" in facts written before it was asked. despite: why so, where the customer's card speaks against it."""

    item: int
    channel: str = ""
    words: Personal[str]
    despite: Personal[str] = ""


@fact(
    "cases.heart_asked",
    ja="お気持ちと、お求めになっていることを伺いました",
    en="What hurt and what is wanted were asked",
)
class HeartAsked(Fact):
    """Both were asked (T7); an empty list: asked, and nothing was said. item: of which item (the central one)."""

    item: int
    hurt: list[Hurt]
    wish: list[Wish]


@fact("cases.healing_heard", ja="お気持ちが和らいだかを伺いました", en="Whether what hurt has healed was heard")
class HealingHeard(Fact):
    """After (S004-2.3.3): which of what hurt (`ItemHeard.hurt`, before) has healed, and which still hurts."""

    healed: list[Hurt]
    still: list[Hurt]
    words: Personal[str]


@fact("cases.related", ja="関連する案件{case}と結びました", en="Linked with the related case {case}")
class Related(Fact):
    """Written into both cases. why: how they belong together (S000-18)."""

    case: int
    why: Personal[str]


@fact(
    "cases.anger_heard",
    ja="お怒りの強さを記録しました（{toward}に対して）",
    en="The strength of anger was noted (toward {toward})",
)
class AngerHeard(Fact):
    anger: Anger
    toward: Toward


@fact(
    "cases.assessed",
    ja="重大度を{severity}、緊急度を{urgency}と見立てました",
    en="Assessed as severity {severity}, urgency {urgency}",
)
class Assessed(Fact):
    severity: Severity
    urgency: Urgency
    why: Personal[str] = ""


@fact(
    "cases.mentioned",
    ja="公の場で触れられていることを知りました（{reach}）",
    en="It is mentioned in public ({reach})",
)
class Mentioned(Fact):
    """口コミ・SNSでの言及 (S002-8d): where, when and how widely read. Nothing of what is written there is kept.

    The fact's own moment is when it appeared, as far as one knows. url: may name a person.
    """

    reach: Reach
    url: Personal[str]


@fact(
    "cases.identified",
    ja="ご本人であることを確認しました（{how}）",
    en="The caller's identity was checked ({how})",
)
class Identified(Fact):
    how: Personal[str]


@fact("cases.customer_linked", ja="お客様の登録と結びました", en="The case was linked to the customer's card")
class CustomerLinked(Fact):
    customer: str


@fact(
    "cases.customer_corrected",
    ja="別のお客様の登録と結んでいたのを訂正しました",
    en="The case had been linked to another customer's card; corrected",
)
class CustomerCorrected(Fact):
    """取り違え (R8-15): was, customer: the cards; what was checked of the other one's identity no longer holds."""

    was: str
    customer: str
    reason: Personal[str]


@fact("cases.order_cited", ja="ご注文の記録を引きました", en="The order's history was cited")
class OrderCited(Fact):
    """order: the order's number; source: the imported file's hash, so that the evidence can be found again."""

    order: Personal[str]
    source: str
    events: list[dict[str, str | None]]


@fact("cases.contact_named", ja="窓口を{person}さんにしました", en="{person} is now the contact")
class ContactNamed(Fact):
    """窓口: who keeps in touch with the customer. why: only where it changed."""

    person: str
    why: Personal[str] = ""


@fact(
    "cases.successor_named",
    ja="{person}さんから折り返しご連絡をすることにしました。それまで窓口は変わりません",
    en="{person} is to call back. Until then the contact stays the same",
)
class SuccessorNamed(Fact):
    """Who takes over from whoever answered the call; the contact only once they have called back (S004-2.1.4)."""

    person: str
    why: Personal[str] = ""


@fact(
    "cases.content_confirmed",
    ja="内容を復唱し、お確かめいただきました",
    en="The content was read back and confirmed",
    enters=Stage.CAUSE,
)
class ContentConfirmed(Fact):
    """The exit of stage 2 (S002-3): what was read back to the customer."""

    words: Personal[str]


@fact(
    "cases.contacted",
    ja="お客様にご連絡しました（{channel}）",
    en="The customer was contacted ({channel})",
    tells_customer=True,
)
class Contacted(Fact):
    """reached: somebody answered. words: what we said and what the customer said.

    despite: why so, where the customer's card speaks against it (S001-5, S001-6).
    """

    channel: str
    reached: bool = True
    words: Personal[str]
    despite: Personal[str] = ""


@fact("cases.promised", ja="お客様にお約束しました：{what}", en="We promised the customer: {what}")
class Promised(Fact):
    """despite: why then, or by whom, where the customer's card speaks against it."""

    what: Personal[str]
    despite: Personal[str] = ""


@fact(
    "cases.undertaking_explained",
    ja="文の中のお約束について、理由を書き添えました",
    en="What a text promises was given a reason",
)
class UndertakingExplained(Fact):
    """about: which text ("letters/1"); words: its words; promised_elsewhere: where, or why it is no promise."""

    about: str
    words: Personal[str]
    promised_elsewhere: Personal[str]


@fact("cases.promise_kept", ja="お約束を果たしました：{words}", en="A promise was kept: {words}")
class PromiseKept(Fact):
    words: Personal[str] = ""


@fact(
    "cases.promise_moved",
    ja="ご了承を得て、お約束の日時を変えました：{what}",
    en="A promise was moved with consent: {what}",
    tells_customer=True,
)
class PromiseMoved(Fact):
    """consent: the customer's words of consent."""

    what: Personal[str]
    consent: Personal[str]


@fact("cases.promise_released", ja="お約束を取り下げました（{reason}）", en="A promise was released ({reason})")
class PromiseReleased(Fact):
    reason: Personal[str]


@fact("cases.noted", ja="記録を加えました", en="A note was added")
class Noted(Fact):
    words: Personal[str]


@fact("cases.first_aid_given", ja="応急処置をしました", en="First aid was given", tells_customer=True)
class FirstAidGiven(Fact):
    """応急処置: needs no stage, within the limits the representative signed (R8-10). cost in yen."""

    what: Personal[str]
    cost: int = 0


@fact("cases.shared", ja="部門「{division}」と共有しました", en="Shared with division “{division}”")
class Shared(Fact):
    division: str


@fact("cases.transferred", ja="お電話をお取り次ぎしました", en="The caller was passed on")
class Transferred(Fact):
    """Two of these are an incident (S004-2.1.4). asked: the caller asked for it, which is no たらい回し (R8-13)."""

    to: str
    asked: bool = False


@fact(
    "cases.passed_around",
    ja="お客様が望まれないお取り次ぎが{times}回になりました",
    en="The caller was passed on {times} times without asking for it",
)
class PassedAround(Fact):
    """たらい回し (S004-2.1.4): an incident of ours that a leader hears of, whoever answered the calls."""

    times: int


@fact("cases.ring_fenced", ja="限られた方だけの案件にしました", en="The case was ring-fenced")
class RingFenced(Fact):
    people: list[str]
    reason: Personal[str]
