"""What happens around a visit: planned with a purpose, made with a stance, gone over afterwards (S001, S003)."""

from dataclasses import field
from datetime import datetime, timedelta

from nattoku.cases.words import About
from nattoku.ledger.facts import Fact, Personal, fact, promise_kind
from nattoku.lib.text import Text
from nattoku.visits.words import Bearing, Compared, Decision, Felt, Known, Manner, Purpose, Received, Wishes

VISIT = promise_kind(
    "visits.visit",
    Text("ご訪問（お約束の時刻に着くこと）", "The visit (being there at the appointed time)"),
    allowance=timedelta(days=1),
    page=Text(
        "お約束の時刻より前に着いていれば果たされます。日時はお客様と決めたものです。",
        "Kept when we arrive by the appointed time, which is the one agreed with the customer.",
    ),
).kind
APPROVE = promise_kind(
    "visits.approve",
    Text("訪問計画の承認", "Approval of the planned visit"),
    allowance=timedelta(hours=4),
    business=True,
    page=Text(
        "二回目からのご訪問と、一人でのご訪問は、リーダーが認めてから伺います。営業時間で4時間は当社の初期値です。",
        "A leader approves each further visit, and going alone, before anybody goes. 4 business hours is our default.",
    ),
).kind
RECORD = promise_kind(
    "visits.record",
    Text("訪問の記録", "The record of the visit"),
    allowance=timedelta(hours=3),
    business=True,
    page=Text(
        "お客様の前では書かず、辞したあと、覚えているうちに書きます。営業時間で3時間は当社の初期値です。",
        "Nothing is typed in front of the customer; it is written up after leaving. 3 business hours is our default.",
    ),
).kind
LETTER = promise_kind(
    "visits.letter",
    Text("訪問後のお手紙（詫び状兼礼状）", "The letter after the visit (apology and thanks)"),
    allowance=timedelta(days=1),
    business=True,
    page=Text(
        "伺った帰りに書き始め、翌営業日までにお送りします。1営業日は当社の初期値です。",
        "Begun on the way home and sent by the next business day. 1 business day is our default.",
    ),
).kind
SAFE_RETURN = promise_kind(
    "visits.safe_return",
    Text("辞したことの知らせ（伺った者の無事）", "Word that we have left (whoever went is safe)"),
    allowance=timedelta(minutes=15),
    page=Text(
        "お約束した終わりから15分たっても知らせがなければ、リーダーにお知らせします。15分は当社の初期値です。",
        "If nobody says so within 15 minutes of the agreed end, the leader is told. 15 minutes is our default.",
    ),
).kind
HINT = promise_kind(
    "visits.hint",
    Text("いただいた知恵をどうするかの判断", "What becomes of what we were taught"),
    allowance=timedelta(days=10),
    business=True,
    blocking=False,
    page=Text(
        "いただいた知恵の一つ一つに担当者を決め、取り入れるかどうかを決めます。10営業日は当社の初期値です。",
        "Each thing we were taught gets an owner and a decision. 10 business days is our default.",
    ),
).kind
DEBRIEF = promise_kind(
    "visits.debrief",
    Text("訪問の振り返り", "Debrief of the visit"),
    allowance=timedelta(days=3),
    business=True,
    blocking=False,
    page=Text(
        "上司に報告して教わり、関わった人に感謝を伝えます。3営業日は当社の初期値です。",
        "We tell the superior, are taught, and thank those involved. 3 business days is our default.",
    ),
).kind


@fact("visits.planned", ja="第{visit}回のご訪問を計画しました", en="Visit {visit} was planned")
class VisitPlanned(Fact):
    """A plan; a later one of the same visit replaces it until the visit begins.

    visitors: ids of those who go; speaks_first: by default the superior (S001-17c); takes_notes: on paper.
    despite: words with which the customer agreed to see somebody refused before (S001-1, T10).
    needs_approval: a further visit, one person alone, or nobody's superior among those who go (T3, S003-2).
    hypothesis: frozen once it begins (S003-4). arrive_at: when we mean to be there, before starts_at (S003-1);
    travel: minutes on the way. below_because: why no superior goes.
    """

    visit: int
    purposes: list[Purpose]
    manner: Manner = Manner.IN_PERSON
    starts_at: datetime
    ends_at: datetime
    visitors: list[str]
    speaks_first: str
    takes_notes: str
    needs_approval: bool
    arrive_at: datetime | None = None
    travel: int = 0
    purpose: Personal[str]
    place: Personal[str]
    hypothesis: Personal[str]
    leaving: Personal[str]
    alone_because: Personal[str] = ""
    below_because: Personal[str] = ""
    despite: Personal[str] = ""
    timing_because: Personal[str] = ""
    invited: Personal[str] = ""


@fact("visits.approved", ja="第{visit}回のご訪問を承認しました", en="Visit {visit} was approved")
class VisitApproved(Fact):
    visit: int
    words: Personal[str] = ""


@fact(
    "visits.sent_back",
    ja="第{visit}回のご訪問の計画を差し戻しました",
    en="The plan of visit {visit} was sent back",
)
class VisitSentBack(Fact):
    visit: int
    reason: Personal[str]


@fact(
    "visits.alone_declined",
    ja="第{visit}回のご訪問に一人では伺わないと申し出がありました",
    en="Going alone to visit {visit} was declined",
)
class AloneDeclined(Fact):
    """Staff may always decline to go alone; no reason is asked (T3)."""

    visit: int


@fact(
    "visits.declined_by_customer",
    ja="お客様はご訪問をご希望されません",
    en="The customer does not wish for a visit",
    tells_customer=True,
)
class VisitDeclined(Fact):
    """An answer like any other (R8-8): what remains mandatory is the next contact. instead: the channel wished for."""

    instead: str = ""
    words: Personal[str]


@fact(
    "visits.prepared",
    ja="第{visit}回のご訪問の前に、身だしなみと立ち居振る舞いを確かめました",
    en="Appearance and bearing were checked before visit {visit}",
)
class VisitPrepared(Fact):
    """The checklist as it was before going in (S001-9, S001-17b). ready, open: what was looked at and is in order,
    or not. remark: on somebody's appearance, for the leaders' eyes alone.
    """

    visit: int
    ready: list[Bearing]
    open: list[Bearing]
    remark: Personal[str] = ""


@fact("visits.begun", ja="第{visit}回のご訪問に着きました", en="We arrived for visit {visit}")
class VisitBegun(Fact):
    """From now on the plan, and the hypothesis in it, stand as they are."""

    visit: int


@fact("visits.left", ja="第{visit}回のご訪問先を辞しました", en="We left the place of visit {visit}")
class VisitLeft(Fact):
    """Whoever went is out and well; the record is written from now on (T3)."""

    visit: int


@fact(
    "visits.danger_felt",
    ja="第{visit}回のご訪問で、伺った者が身の危険を感じました",
    en="Whoever went on visit {visit} felt unsafe",
)
class DangerFelt(Fact):
    """The leader hears of it at once (T3)."""

    visit: int
    words: Personal[str] = ""


@fact(
    "visits.made",
    ja="第{visit}回のご訪問を終えました（{minutes}分）",
    en="Visit {visit} was made ({minutes} min)",
    tells_customer=True,
)
class VisitMade(Fact):
    """The record, written after leaving.

    arrival: what was apologised for on arrival, only what is known (R8-5). who_i_am, failed_at, suffered: the
    stance after listening, apology: the sentence made of the three (S001-15). minutes: length; late, over:
    minutes after the appointed start and end. items: numbers of the items heard. hints: what we were taught, each
    of which gets an owner and a decision (S003-7). spoke: ids of those of us who spoke. felt: how those who went
    felt, asked after a long visit (S003-3). despite: why the next contact is then, where the card speaks against it.
    """

    visit: int
    started_at: datetime
    ended_at: datetime
    minutes: int
    late: int
    over: int
    visitors: list[str]
    arrival: list[Known]
    received: Received
    continues: Wishes
    compared: Compared
    felt: Felt = Felt.NOT_ASKED
    fine: list[About] = field(default_factory=list)
    unhappy: list[About] = field(default_factory=list)
    spoke: list[str] = field(default_factory=list)
    items: list[int]
    words: Personal[str]
    who_i_am: Personal[str]
    failed_at: Personal[str]
    suffered: Personal[str]
    apology: Personal[str]
    cause_found: Personal[str] = ""
    hints: Personal[list[str]]
    despite: Personal[str] = ""


@fact("visits.debriefed", ja="第{visit}回のご訪問を振り返りました", en="Visit {visit} was gone over")
class VisitDebriefed(Fact):
    """remark: of the superior; lesson: what we learned; thanks to whom the complaint concerned and to whoever
    reported it, apart (S001-18, R8-13); and how the customer was thanked."""

    visit: int
    lesson: Personal[str]
    remark: Personal[str]
    thanked_concerned: Personal[str] = ""
    thanked_reporter: Personal[str]
    thanked_customer: Personal[str] = ""


@fact(
    "visits.hint_assigned",
    ja="いただいた知恵（第{visit}回のご訪問の{hint}）を{person}さんが受け持ちます",
    en="What we were taught ({hint} of visit {visit}) is looked after by {person}",
)
class HintAssigned(Fact):
    """hint: which of the visit's, from 1."""

    visit: int
    hint: int
    person: str


@fact(
    "visits.hint_decided",
    ja="いただいた知恵（第{visit}回のご訪問の{hint}）について決めました（{decision}）",
    en="What we were taught ({hint} of visit {visit}) was decided on ({decision})",
)
class HintDecided(Fact):
    """words: what will be done by whom and when, or why not."""

    visit: int
    hint: int
    decision: Decision
    words: Personal[str]


@fact("visits.cancelled", ja="第{visit}回のご訪問を取りやめました", en="Visit {visit} was cancelled")
class VisitCancelled(Fact):
    visit: int
    reason: Personal[str]
