"""May this visit be planned, begun, recorded? What is said there? Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nattoku.cases.rules import refuse_missing
from nattoku.ledger.facts import History
from nattoku.lib.clock import TOKYO, when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.visits import facts
from nattoku.visits.words import WHAT_FOR, Compared, Decision, Felt, Purpose

NO_PLAN = Text("ご訪問をまだ計画できません", "The visit cannot be planned yet")


@dataclass(frozen=True)
class Visitor:
    """Somebody who goes. leads: may approve visits."""

    pk: str
    name: str
    superior: str = ""
    leads: bool = False


@dataclass
class Hint:
    """Something we were taught at a visit. number: from 1; seq: of the fact that last promised a decision on it."""

    number: int
    words: str
    seq: int
    owner: str = ""
    decision: Decision | None = None
    why: str = ""


@dataclass
class Visit:
    """One visit as its facts leave it. left_at: when whoever went was out and well; danger: since when unsafe."""

    number: int
    plan: facts.VisitPlanned
    planned_by: str
    approved: bool = False
    sent_back: str = ""
    alone_declined: bool = False
    begun_at: datetime | None = None
    begun_by: str = ""
    prepared: facts.VisitPrepared | None = None
    left_at: datetime | None = None
    danger: facts.DangerFelt | None = None
    hints: list[Hint] = field(default_factory=list)
    made: facts.VisitMade | None = None
    made_at: datetime | None = None
    debrief: facts.VisitDebriefed | None = None
    cancelled: str = ""

    @property
    def ahead(self) -> bool:
        """Planned or under way: neither made nor cancelled."""
        return self.made is None and not self.cancelled

    @property
    def may_go(self) -> bool:
        """Whether anybody may go by this plan as it stands."""
        alone = self.alone_declined and len(self.plan.visitors) < 2
        return not self.sent_back and not alone and (self.approved or not self.plan.needs_approval)


@dataclass
class Visits:
    """All visits of a case. declined: since when, and in which words, the customer wishes for none."""

    by_number: dict[int, Visit] = field(default_factory=dict)
    declined: facts.VisitDeclined | None = None

    def __getitem__(self, number: int) -> Visit:
        if number not in self.by_number:
            raise Refusal(Text("そのご訪問はありません。", "There is no such visit."), status=404)
        return self.by_number[number]

    @property
    def made(self) -> list[Visit]:
        return [v for v in self.by_number.values() if v.made]

    @property
    def ahead(self) -> Visit | None:
        return next((v for v in self.by_number.values() if v.ahead), None)


def visits_of(history: History) -> Visits:
    """Fold a case's visits."""
    visits = Visits()
    for recorded in history:
        fact = recorded.fact
        if isinstance(fact, facts.VisitPlanned):
            visits.by_number[fact.visit] = Visit(fact.visit, fact, recorded.by)
            visits.declined = None
            continue
        if isinstance(fact, facts.VisitDeclined):
            visits.declined = fact
            continue
        visit = visits.by_number.get(getattr(fact, "visit", 0)) if recorded.kind.startswith("visits.") else None
        match fact, visit:
            case _, None:
                continue
            case facts.VisitApproved(), Visit():
                visit.approved = True
            case facts.VisitSentBack(reason=reason), Visit():
                visit.sent_back = reason
            case facts.AloneDeclined(), Visit():
                visit.alone_declined = True
            case facts.VisitBegun(), Visit():
                visit.begun_at, visit.begun_by = recorded.happened_at, recorded.by
            case facts.VisitMade() as made, Visit():
                visit.made, visit.made_at = made, recorded.happened_at
                visit.left_at = visit.left_at or made.ended_at
                visit.hints = [Hint(n, words, recorded.seq) for n, words in enumerate(made.hints, start=1)]
            case facts.VisitPrepared() as prepared, Visit():
                visit.prepared = prepared
            case facts.VisitLeft(), Visit():
                visit.left_at = recorded.happened_at
            case facts.DangerFelt() as danger, Visit():
                visit.danger = danger
            case facts.HintAssigned(hint=hint, person=person), Visit():
                visit.hints[hint - 1].owner, visit.hints[hint - 1].seq = person, recorded.seq
            case facts.HintDecided(hint=hint, decision=decision, words=words), Visit():
                visit.hints[hint - 1].decision, visit.hints[hint - 1].why = decision, words
            case facts.VisitDebriefed() as debrief, Visit():
                visit.debrief = debrief
            case facts.VisitCancelled(reason=reason), Visit():
                visit.cancelled = reason
    return visits


def may_plan(
    plan: facts.VisitPlanned,
    visits: Visits,
    *,
    going: Sequence[Visitor],
    refused: Collection[str],
    clashes: Sequence[Text],
    at: datetime,
) -> None:
    """Every condition of a plan, in words (S001-14, S001-1, T3, T10, T13)."""
    refuse_retention(plan.purposes, plan.purpose)
    _refuse_other_ahead(plan.visit, visits)
    if visits.declined and not plan.invited.strip():
        raise Refusal(
            Text(
                "お客様はご訪問をご希望されていません（{words}）。お越しを望まれたお言葉があれば、それをお書きください。",
                "The customer does not wish for a visit ({words}). If there are words of invitation, write them down.",
            ).with_(words=visits.declined.words)
        )
    refuse_refused(going, refused, despite=plan.despite)
    refuse_missing(NO_PLAN, [*_missing(plan, going, at=at), *(() if plan.timing_because.strip() else clashes)])


def refuse_retention(purposes: Sequence[Purpose], words: str) -> None:
    """解約を防ぐ as the only purpose: the plan goes back with the question (S001-14)."""
    if not purposes or not words.strip():
        raise Refusal(
            Text("{question}。目的を選び、ご自分の言葉でもお書きください。", "{question} Choose and write.").with_(
                question=WHAT_FOR
            ),
            status=400,
            unanswered=[WHAT_FOR],
        )
    if set(purposes) <= {Purpose.RETAIN}:
        raise Refusal(
            Text(
                "{question}。お取引を続けていただくためだけの訪問はいたしません。お客様のために何をしに伺うかをお書きください。",
                "{question} We do not go only to keep the contract. Say what we go to do for the customer.",
            ).with_(question=WHAT_FOR),
            unanswered=[WHAT_FOR],
        )


def _refuse_other_ahead(number: int, visits: Visits) -> None:
    other = visits.ahead
    if other and other.number != number:
        raise Refusal(
            Text(
                "第{n}回のご訪問がまだ終わっていません。記録するか、取りやめてから次を計画してください。",
                "Visit {n} is not finished. Record or cancel it before planning the next.",
            ).with_(n=other.number)
        )
    known = visits.by_number.get(number)
    if known and not (known.ahead and known.begun_at is None and known.left_at is None):
        raise Refusal(
            Text(
                "始まったご訪問の計画と見立ては書き換えられません。",
                "The plan of a visit that has begun stands as it is.",
            )
        )


def refuse_refused(going: Sequence[Visitor], refused: Collection[str], *, despite: str) -> None:
    """The customer's wish not to meet somebody comes first (S001-1, T10)."""
    unwanted = [v.name for v in going if v.pk in refused]
    if unwanted and not despite.strip():
        raise Refusal(
            Text(
                "お客様は{names}さんにはお会いになりたくないと仰っています。ほかの者が伺うか、会ってくださるとのお言葉を書き添えてください。",
                "The customer does not wish to meet {names}. Send somebody else, or write down the words of consent.",
            ).with_(names="、".join(unwanted))
        )


def _missing(plan: facts.VisitPlanned, going: Sequence[Visitor], *, at: datetime) -> list[Text]:
    missing = []
    if not going:
        missing.append(Text("伺う者が決まっていません", "nobody is named to go"))
    if len(going) == 1 and not plan.alone_because.strip():
        missing.append(
            Text("伺うのは二人以上です。一人で伺うときは理由を書きます", "two go; going alone needs a reason")
        )
    if len(going) > 1 and not with_superior(going) and not plan.below_because.strip():
        missing.append(
            Text(
                "当事者とその上司が伺います。上司が伺えないときは理由を書きます",
                "the person concerned and a superior go; if no superior can, a reason is needed",
            )
        )
    if not plan.place.strip():
        missing.append(Text("伺う場所が決まっていません", "the place is missing"))
    if not plan.hypothesis.strip():
        missing.append(
            Text(
                "お怒りの理由の見立てを書きます（分からなければ「まだ分からない」と）",
                "what we believe the reason to be (or “not known yet”)",
            )
        )
    if plan.starts_at < at:
        missing.append(Text("開始はこれからの日時にします", "the start must lie ahead"))
    if plan.ends_at <= plan.starts_at:
        missing.append(Text("お約束した終わりは開始より後の時刻にします", "the agreed end must follow the start"))
    if plan.arrive_at and plan.arrive_at > plan.starts_at:
        missing.append(Text("着く予定はお約束の時刻より前にします", "we plan to be there before the appointed time"))
    return missing


def with_superior(going: Sequence[Visitor]) -> bool:
    """Whether a superior of somebody who goes, or a leader, is among them (S003-2, S004-2.2.1)."""
    above = {v.superior for v in going}
    return any(v.pk in above or v.leads for v in going)


def needs_approval(visits: Visits, *, number: int, going: int, despite: str, below: bool = False) -> bool:
    """The first visit needs none; each further one, one person alone, nobody's superior among those who go, and a
    person refused before do (T3, R8-8, S003-2)."""
    earlier = [v for v in visits.by_number.values() if v.number != number and (v.made or v.begun_at)]
    return bool(earlier) or going < 2 or below or bool(despite.strip())


def first_to_speak(going: Sequence[Visitor]) -> str:
    """The superior: an apology is easier to receive from the one who is not at fault (S001-17c)."""
    above = {v.superior for v in going}
    order = sorted(going, key=lambda v: (v.pk not in above, not v.leads))
    return order[0].pk if order else ""


def notes_by(going: Sequence[Visitor], speaks: str) -> str:
    """Somebody other than who speaks first writes on paper."""
    return next((v.pk for v in going if v.pk != speaks), speaks)


def leaving_words(next_at: datetime | None) -> str:
    """The words for leaving in good form (R8-8)."""
    moment = when(next_at).ja if next_at else "○日○時"
    return f"本日はここで失礼いたします。お話は持ち帰り、{moment}にご連絡いたします"


def hours(begins: datetime, ends: datetime) -> Text:
    """11月25日(水) 10:00から11:00まで; the second date only where it is another day."""
    first, last = begins.astimezone(TOKYO), ends.astimezone(TOKYO)
    end = when(last) if first.date() != last.date() else Text(f"{last:%H:%M}", f"{last:%H:%M}")
    return Text("{first}から{end}まで", "{first} to {end}").with_(first=when(first), end=end)


def may_approve(visit: Visit, *, by: str) -> None:
    """A leader says yes to this plan; nobody to going alone oneself."""
    _refuse_unless_ahead(visit)
    if visit.begun_at or not visit.plan.needs_approval:
        raise Refusal(Text("このご訪問に承認は要りません。", "This visit needs no approval."))
    if visit.approved:
        raise Refusal(Text("すでに承認されています。", "It has already been approved."))
    if visit.plan.visitors == [by]:
        raise Refusal(
            Text(
                "ご自分お一人でのご訪問は、ほかのリーダーが承認します。", "Going alone yourself is approved by another."
            ),
            status=403,
        )


def may_change(visit: Visit) -> None:
    """Sent back, or cancelled: only before it begins."""
    _refuse_unless_ahead(visit)
    if visit.begun_at or visit.left_at:
        raise Refusal(Text("ご訪問はもう始まっています。", "The visit has already begun."))


def may_prepare(visit: Visit) -> None:
    """Appearance and bearing are checked before we go in."""
    may_change(visit)


def may_leave(visit: Visit) -> None:
    """Said once; whoever is out may say so although nobody said that they had arrived (T3)."""
    _refuse_unless_ahead(visit)
    if visit.left_at:
        raise Refusal(Text("辞したことはすでに記録されています。", "That you left has already been recorded."))


def hint_of(visit: Visit, number: int) -> Hint:
    """What we were taught, by its number; a Refusal before the record, and (404) where there is none."""
    _refuse_before_record(visit)
    found = next((h for h in visit.hints if h.number == number), None)
    if found is None:
        raise Refusal(Text("そのいただいた知恵はありません。", "There is no such thing we were taught."), status=404)
    return found


def may_decide_hint(hint: Hint) -> None:
    """Somebody looks after it first; then it is decided on, once (S003-7)."""
    if not hint.owner:
        raise Refusal(Text("先に、受け持つ者を決めてください。", "Please say first who looks after it."))
    if hint.decision:
        raise Refusal(Text("すでに決めてあります。", "It has already been decided on."))


def may_decline_alone(visit: Visit, *, by: str) -> None:
    """Only who is to go alone can decline it."""
    may_change(visit)
    if visit.plan.visitors != [by]:
        raise Refusal(
            Text("お一人で伺う計画ではありません。", "That is not a plan for you to go alone."),
        )


def may_go(visit: Visit) -> None:
    """The plan stands and, where it must be, is approved."""
    _refuse_unless_ahead(visit)
    if visit.sent_back:
        raise Refusal(
            Text("計画は差し戻されています（{why}）。", "The plan was sent back ({why}).").with_(why=visit.sent_back)
        )
    if visit.alone_declined and len(visit.plan.visitors) < 2:
        raise Refusal(
            Text(
                "一人では伺いません。もう一人を加えてください。", "Nobody goes alone here. Please add a second person."
            )
        )
    if not visit.may_go:
        raise Refusal(
            Text(
                "このご訪問には、伺う前にリーダーの承認が要ります。",
                "A leader must approve this visit before anybody goes.",
            )
        )


def _refuse_unless_ahead(visit: Visit) -> None:
    if visit.cancelled:
        raise Refusal(Text("このご訪問は取りやめになっています。", "This visit was cancelled."))
    if visit.made:
        raise Refusal(Text("このご訪問はすでに記録されています。", "This visit has already been recorded."))


def stance(who_i_am: str, failed_at: str, suffered: str) -> str:
    """お詫びの立場: one sentence from who I am, what I failed at and what you suffered (S001-15)."""
    who = _bare(who_i_am, "でございます", "です")
    failed = _bare(failed_at, "ため", "こと").removeprefix("私の").removeprefix("わたくしの")
    borne = _bare(suffered, "をおかけしました", "をおかけしたこと")
    return f"{who}でございます。私の{failed}ために、{borne}をおかけしました。心よりお詫び申し上げます。"


def _bare(words: str, *endings: str) -> str:
    words = words.strip().rstrip("。．. ")
    for ending in endings:
        words = words.removesuffix(ending)
    return words


def refuse_blame(words: str, *, concerns: str) -> None:
    """Our own failing and our lesson never name the member of staff the customer spoke of (R8-7)."""
    name = concerns.strip()
    if (name and name in words) or "担当者が" in words:
        raise Refusal(
            Text(
                "お申し出に出てくる者のことではなく、ご自分と会社のこととしてお書きください。",
                "Please write of yourself and of the company, not of the person the customer spoke of.",
            )
        )


def may_record(visit: Visit, made: facts.VisitMade, *, long: int = 60) -> None:
    """What a record must hold: the three-field stance, and the hypothesis compared with what was heard.

    long: minutes after which those who went are asked how they are (S003-3; 60 is our default).
    """
    may_go(visit)
    missing = []
    if made.ended_at < made.started_at:
        missing.append(Text("終わりは始まりより後の時刻にします", "the end must follow the start"))
    if visit.begun_at and made.ended_at < visit.begun_at:
        missing.append(Text("終わりは到着より後の時刻にします", "the end must follow the arrival"))
    missing += [
        words
        for given, words in (
            (made.who_i_am, Text("お詫びの立場：自分は誰か", "the stance: who I am")),
            (made.failed_at, Text("お詫びの立場：自分の至らなかった点", "the stance: what I failed at")),
            (made.suffered, Text("お詫びの立場：おかけした思い", "the stance: what you suffered")),
        )
        if not given.strip()
    ]
    if made.compared is not Compared.UNKNOWN and not made.cause_found.strip():
        missing.append(
            Text("伺って分かったお怒りの理由を書きます", "the reason we heard, to compare with what we believed")
        )
    if made.minutes > long and made.felt is Felt.NOT_ASKED:
        missing.append(
            Text(
                "長いご訪問でした。伺った者が無事だったかどうかを選びます",
                "it was a long visit: say how those who went are",
            )
        )
    if not set(made.spoke) <= set(made.visitors):
        missing.append(Text("お話しした者は、伺った者の中から選びます", "who spoke is one of those who went"))
    if set(made.fine) & set(made.unhappy):
        missing.append(
            Text("同じものを、ご不満のあるものとないものの両方に選べません", "one thing is either in order or not")
        )
    refuse_missing(Text("ご訪問をまだ記録できません", "The visit cannot be recorded yet"), missing)


def minutes(begins: datetime, ends: datetime) -> int:
    """Whole minutes from one moment to the other, never below 0."""
    return max(0, int((ends - begins).total_seconds() // 60))


def may_debrief(visit: Visit) -> None:
    """After the record, once."""
    _refuse_before_record(visit)
    if visit.debrief:
        raise Refusal(Text("振り返りはすでに済んでいます。", "The debrief has already been made."))


def _refuse_before_record(visit: Visit) -> None:
    if visit.made is None:
        raise Refusal(Text("ご訪問の記録がまだです。", "The visit has not been recorded yet."))
