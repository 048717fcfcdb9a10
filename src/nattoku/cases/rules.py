"""What a case is now, read from its facts; what may happen to it next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from nattoku.cases import facts
from nattoku.cases.words import Anger, Door, Hurt, Severity, Stage, Toward, Urgency
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

ENDINGS = {
    "closure.resolved": Text("解決（ご納得）", "Resolved (satisfied)"),
    "closure.company_decided": Text("終了（会社判断・代表承認）", "Ended by company decision"),
    "closure.withdrawn": Text("取下げ", "Withdrawn by the customer"),
    "closure.merged": Text("重複（統合）", "Merged"),
    "closure.no_complaint": Text("苦情ではない", "Not a complaint"),
    "imports.ended_before": Text("以前の台帳で終了", "Ended in the former ledger"),
    "imports.satisfied_before": Text(
        "以前の台帳で終了（ご納得のお言葉あり）", "Ended in the former ledger (satisfied)"
    ),
}
OWN_PAGE = "status_page"  # through which the customer speaks without one of us
REOPENED = "closure.reopened"  # the only way back: a second report to a leader does not undo what came after the first


@dataclass
class Item:
    """One thing complained of, and the answer to it."""

    heard: facts.ItemHeard
    answer: str = ""


@dataclass
class CaseState:
    """A case as its facts leave it. spoke: who of us has reached the customer; wanted: whom the caller asked for. entered: stage -> when; ending: the kind of the ending fact, "" while open. hurts: what hurt -> whether it has healed, None while nobody has heard; related: numbers of cases. asked: both what hurt and what is wanted."""

    received: facts.CaseReceived
    happened_at: datetime
    recorded_at: datetime
    contact: str
    stage: Stage = Stage.OCCURRED
    entered: dict[Stage, datetime] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    hurts: dict[Hurt, bool | None] = field(default_factory=dict)
    asked: bool = False
    related: list[int] = field(default_factory=list)
    anger: list[tuple[datetime, Anger, Toward]] = field(default_factory=list)
    severity: Severity | None = None
    urgency: Urgency | None = None
    identified: str = ""
    customer: str = ""
    last_told_at: datetime | None = None
    read_back: str = ""
    ending: str = ""
    ended_at: datetime | None = None
    passed_on: int = 0
    spoke: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    version: int = 0
    order: facts.OrderCited | None = None

    @property
    def open(self) -> bool:
        return not self.ending


def case_of(history: History) -> CaseState:
    """Fold a case's facts; the first is `cases.received`. Refusal 404 when there are none."""
    if not history or not isinstance(history[0].fact, facts.CaseReceived):
        raise Refusal(Text("案件が見つかりません。", "There is no such case."), status=404)
    first, got = history[0], history[0].fact
    state = CaseState(
        received=got,
        happened_at=first.happened_at,
        recorded_at=first.recorded_at,
        contact=first.by,
        customer=got.customer,
    )
    if got.danger == "yes":
        state.severity = Severity.S
    for recorded in history:
        _apply(state, recorded)
    return state


def _apply(state: CaseState, recorded: Recorded) -> None:
    state.version = recorded.seq
    match recorded.fact:
        case facts.ItemHeard(item=item) as heard:
            state.items[item] = Item(heard)
            state.hurts = dict.fromkeys(heard.hurt) | state.hurts
        case facts.HeartAsked(item=item, hurt=hurt, wish=wish) if item in state.items:
            state.asked = True
            heard = state.items[item].heard
            hurts, wishes = dict.fromkeys([*heard.hurt, *hurt]), dict.fromkeys([*heard.wish, *wish])
            state.items[item].heard = replace(heard, hurt=list(hurts), wish=list(wishes))
            state.hurts = dict.fromkeys(hurt) | state.hurts
        case facts.HealingHeard(healed=healed, still=still):
            state.hurts |= dict.fromkeys(healed, True) | dict.fromkeys(still, False)
        case facts.Related(case=other) if other not in state.related:
            state.related.append(other)
        case facts.ItemAnswered(item=item, words=words) if item in state.items:
            state.items[item].answer = words
        case facts.AngerHeard(anger=anger, toward=toward):
            state.anger.append((recorded.happened_at, anger, toward))
        case facts.Assessed(severity=severity, urgency=urgency):
            state.severity, state.urgency = severity, urgency
        case facts.Identified(how=how):
            state.identified = how
        case facts.CustomerLinked(customer=customer):
            state.customer = customer
        case facts.CustomerCorrected(customer=customer):
            state.customer, state.identified = customer, ""
        case facts.ContactNamed(person=person):
            state.contact = person
        case facts.ContentConfirmed(words=words):
            state.read_back = words
        case facts.Transferred(asked=False):
            state.passed_on += 1
        case facts.Transferred(asked=True, to=person):
            state.wanted.add(person)
        case facts.OrderCited() as cited:
            state.order = cited
    if (entered := recorded.fact.enters) and (entered > state.stage or not state.entered or recorded.kind == REOPENED):
        state.stage = Stage(entered)
        state.entered[state.stage] = recorded.happened_at
    if tells(recorded):
        state.last_told_at = recorded.happened_at
        state.spoke.add(recorded.by)
    if recorded.kind in ENDINGS:
        state.ending, state.ended_at = recorded.kind, recorded.happened_at
    if recorded.kind == REOPENED:
        state.ending, state.ended_at = "", None


def facts_of(history: History, *kinds: str) -> History:
    """The facts of these kinds, in order: how a room learns what another room of its floor did."""
    return [r for r in history if r.kind in kinds]


def told_since(history: History, seen: int, me: str) -> Recorded | None:
    """The last fact after the version `seen` by which the customer heard from somebody else of us; None when none."""
    return next((r for r in reversed(history) if r.seq > seen and r.by != me and tells(r)), None)


def tells(recorded: Recorded) -> bool:
    """Whether the customer heard from us by it; a call that nobody answered tells nothing, nor does what the customer
    wrote on the own page while nobody of us was there.
    """
    alone = getattr(recorded.fact, "through", "") == OWN_PAGE
    return recorded.fact.tells_customer and not alone and bool(getattr(recorded.fact, "reached", True))


def may_hear_healing(state: CaseState, healed: Sequence[Hurt], still: Sequence[Hurt]) -> None:
    """Only of what was heard to hurt before, and each one way; something must be said (400)."""
    if not state.hurts:
        raise Refusal(
            Text(
                "何に傷つかれたかが、まだ書かれていません。先に「お申し出の事項」で心情を記録してください。",
                "What hurt has not been written down yet. Please record it with an item first.",
            ),
            status=400,
        )
    if not (healed or still) or set(healed) & set(still) or not {*healed, *still} <= state.hurts.keys():
        raise Refusal(
            Text(
                "伺っている心情のそれぞれについて、和らいだか、まだ残っているかのどちらかをお選びください。",
                "Of what was heard to hurt, please choose for each whether it has healed or still hurts.",
            ),
            status=400,
        )


INCIDENT = 2


def passed_on(state: CaseState, to: str, *, asked: bool) -> list[Fact]:
    """The caller was passed on: the second time nobody asked for it is an incident, and each one after it."""
    times = state.passed_on + 1
    around = [facts.PassedAround(times=times)] if not asked and times >= INCIDENT else []
    return [facts.Transferred(to=to, asked=asked), *around]


def stays_until_called_back(state: CaseState, person: str) -> bool:
    """Whether whoever answered the call stays the contact until this person has called back (S004-2.1.4).

    Not when the caller asked for the person, which is no passing around (R8-13), or has already heard from them.
    """
    by_phone = state.received.door is Door.PHONE
    return by_phone and person != state.contact and person not in state.spoke and person not in state.wanted


def refuse_if_ended(state: CaseState) -> None:
    """An ended case takes notes and reopening, nothing else."""
    if state.ending:
        raise Refusal(
            Text(
                "この案件は「{ending}」で終わっています。続けるには再開してください。",
                "This case has ended ({ending}). Reopen it to go on.",
            ).with_(ending=ENDINGS[state.ending])
        )


def may_confirm_content(state: CaseState) -> None:
    """Exit of stage 2 (S002-3): at least one item, and the first report has been made."""
    refuse_if_ended(state)
    missing = []
    if not state.items:
        missing.append(Text("お申し出の事項がまだ一つもありません", "no item of the complaint is written down yet"))
    if state.stage < Stage.CONTENT:
        missing.append(Text("リーダーへの一報がまだです", "the leader has not been told yet"))
    if state.stage > Stage.CONTENT:
        missing.append(Text("内容の把握はすでに済んでいます", "the content has already been confirmed"))
    refuse_missing(Text("原因の調査にはまだ進めません", "The cause cannot be looked into yet"), missing)


def refuse_missing(head: Text, missing: list[Text]) -> None:
    """A gate: refused with every answer that is missing, in words; nothing when none is."""
    if missing:
        raise Refusal(
            Text(
                f"{head.ja}。{'。'.join(m.ja for m in missing)}。",
                f"{head.en}: {'; '.join(m.en for m in missing)}.",
            ),
            unanswered=missing,
        )


def notified_severity(state: CaseState) -> Severity:
    """Unassessed severity notifies as A (R8-14)."""
    return state.severity or Severity.A


def first_sentence(words: str) -> str:
    """The first sentence of the customer's words as it stands, to be offered as the fact: nothing is made up."""
    line = next((one.strip() for one in words.splitlines() if one.strip()), "")
    end = min((at + 1 for mark in "。．！？!?" if (at := line.find(mark)) >= 0), default=len(line))
    return line[:end].rstrip("。．").strip()


def read_back(got: facts.CaseReceived, *, call_back: Text | None, by: str) -> Text:
    """復唱: what is read back to the customer right after receipt, with the promise of the next contact (R8-14)."""
    fact = got.fact.strip().rstrip("。．")
    ja = f"{got.caller.strip()}様、" if got.caller.strip() else ""
    en = f"{got.caller.strip()}, " if got.caller.strip() else ""
    said = Text(
        f"{ja}『{fact}』とのお申し出でお間違いございませんでしょうか。",
        f"{en}may I repeat: “{fact}” — is that right?",
    )
    if call_back is None:
        return said
    more = Text("{at}までに、{by}からご連絡いたします。", "{by} will contact you by {at}.").with_(at=call_back, by=by)
    return Text(said.ja + more.ja, f"{said.en} {more.en}")


def nameless(text: str, concerns: str) -> str:
    """The text without the name of the staff member the customer spoke of."""
    name = concerns.strip()
    if not name:
        return text
    for suffix in ("さん", "氏", "様", "君", ""):
        text = text.replace(f"{name}{suffix}", "担当者")
    return text
