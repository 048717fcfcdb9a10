"""The only writers of the drill. Every action takes `by` (who acts) and `at` (the door's clock), and refuses in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nattoku.cases import facts as cases
from nattoku.cases import queries as case_queries
from nattoku.cases.models import Case
from nattoku.cases.rules import CaseState, refuse_if_ended
from nattoku.cases.words import Kind
from nattoku.causes import facts, rules
from nattoku.causes.drill import Drill, drill_of
from nattoku.causes.queries import standards
from nattoku.causes.words import GROUP_OF, Code, Group, Known, Looked, Process, Reach, Verdict
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import History, New, Settlement
from nattoku.lib import clock
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.orders import queries as orders
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies

WHAT = Text("内容", "What")
REASON = Text("理由", "Reason")
NAME = Text("お名前", "Name")
EVIDENCE = Text("根拠", "Evidence")


def cite_order(no: int | str, *, order: str, by: Person, at: datetime) -> None:
    """Cite an imported order in a case: its events become evidence there, with the hash of their file."""
    case, _, state = case_queries.opened(no, by=by, act="cases.write")
    refuse_if_ended(state)
    found = orders.visible_order(order, by=by)
    cited = cases.OrderCited(order=found.number, source=found.source_id, events=orders.citation(found))
    append(case.stream, cited, by=by.pk, at=at)


def choose_template(no: int | str, *, kind: Kind, by: Person, at: datetime) -> None:
    """Take the processes and checks of another kind of complaint; what was recorded stays (R8-2)."""
    case, _, _ = _opened(no, by=by)
    append(case.stream, facts.TemplateChosen(kind_of=kind), by=by.pk, at=at)


def record_step(
    no: int | str,
    *,
    process: Process,
    role: str,
    what: str,
    actor: str = "",
    evidence: str = "",
    begun_at: datetime | None = None,
    parent: int = 0,
    nothing_found: bool = False,
    by: Person,
    at: datetime,
) -> int:
    """いつ・誰が・何をした, as a step or as a part of one (any depth); returns its number."""
    case, _, drill = _opened(no, by=by)
    _of_template(drill, process)
    rules.refuse_unknown([parent] if parent else [], drill.steps.__contains__, Text("手順", "step"))
    step = max(drill.steps, default=0) + 1
    found = facts.StepRecorded(
        step=step,
        parent=parent,
        process=process,
        role=clean(role, Text("役割", "Role"), longest=100),
        begun_at=_past(begun_at, at),
        nothing_found=nothing_found,
        what=clean(what, WHAT, longest=10_000),
        actor=clean(actor, NAME, longest=200, required=False),
        evidence=clean(evidence, EVIDENCE, longest=5000, required=False),
    )
    append(case.stream, found, by=by.pk, at=at)
    return step


def check_process(no: int | str, *, process: Process, looked: Looked, because: str, by: Person, at: datetime) -> None:
    """A whole process was looked at: nothing found, or not applicable, with the reason."""
    case, _, drill = _opened(no, by=by)
    _of_template(drill, process)
    found = facts.StepChecked(process=process, looked=looked, because=clean(because, REASON, longest=5000))
    append(case.stream, found, by=by.pk, at=at)


def record_handover(
    no: int | str,
    *,
    process: Process,
    to: Process,
    content: str,
    medium: str,
    sent_at: datetime | None = None,
    sent_by: str = "",
    received_at: datetime | None = None,
    received_by: str = "",
    acted_at: datetime | None = None,
    handover: int = 0,
    by: Person,
    at: datetime,
) -> int:
    """A handover, sent and received; None is unknown. handover: the number of one to complete, 0 for a new one."""
    case, _, drill = _opened(no, by=by)
    _of_template(drill, process)
    _of_template(drill, to)
    rules.refuse_unknown([handover] if handover else [], drill.handovers.__contains__, Text("受け渡し", "handover"))
    rules.refuse_backwards(
        (Text("送った時刻", "sent"), sent_at),
        (Text("受け取った時刻", "received"), received_at),
        (Text("取りかかった時刻", "acted on"), acted_at),
    )
    passed = facts.HandoverRecorded(
        handover=handover or max(drill.handovers, default=0) + 1,
        process=process,
        to=to,
        medium=clean(medium, Text("手段", "Medium"), longest=40),
        sent_at=_past(sent_at, at),
        received_at=_past(received_at, at),
        acted_at=_past(acted_at, at),
        content=clean(content, WHAT, longest=5000),
        sent_by=clean(sent_by, NAME, longest=200, required=False),
        received_by=clean(received_by, NAME, longest=200, required=False),
    )
    append(case.stream, passed, by=by.pk, at=at)
    return passed.handover


@dataclass(frozen=True, kw_only=True)
class Knew:
    """Who knew of the trouble and whom they told, each three-valued."""

    process: Process
    knew: Known
    known_at: datetime | None = None
    told: Known = Known.UNKNOWN
    told_to: Process | None = None
    told_at: datetime | None = None
    knower: str = ""
    told_person: str = ""
    because: str = ""


def record_knowledge(no: int | str, knew: Knew, *, by: Person, at: datetime) -> None:
    """Write down what a process knew, and whom it told. A time belongs to 'yes' alone."""
    case, _, drill = _opened(no, by=by)
    if knew.process not in drill.template.processes:
        raise Refusal(Text("知っていた工程をお選びください。", "Please choose the process that knew."), status=400)
    if (knew.known_at and knew.knew is not Known.YES) or (knew.told_at and knew.told is not Known.YES):
        raise Refusal(Text("時刻は「はい」のときだけ入力してください。", "A time goes with “yes” only."), status=400)
    if knew.told is Known.YES and knew.told_to is None:
        raise Refusal(Text("どこへ伝えたかをお選びください。", "Please choose who was told."), status=400)
    rules.refuse_backwards((Text("知った時刻", "known"), knew.known_at), (Text("伝えた時刻", "told"), knew.told_at))
    if knew.told_to is not None:
        _of_template(drill, knew.told_to)
    found = facts.KnowledgeRecorded(
        process=knew.process,
        knew=knew.knew,
        known_at=_past(knew.known_at, at),
        told=knew.told,
        told_to=knew.told_to,
        told_at=_past(knew.told_at, at),
        knower=clean(knew.knower, NAME, longest=200, required=False),
        told_person=clean(knew.told_person, NAME, longest=200, required=False),
        because=clean(knew.because, EVIDENCE, longest=5000, required=False),
    )
    append(case.stream, found, by=by.pk, at=at)


def answer_check(no: int | str, *, code: str, verdict: Verdict, because: str = "", by: Person, at: datetime) -> None:
    """Answer one check; a person's answer counts over what the records say, and both stay visible."""
    case, _, drill = _opened(no, by=by)
    rules.may_answer(drill, code, verdict, because)
    because = clean(because, REASON, longest=5000, required=False)
    append(case.stream, facts.CheckAnswered(code=code, verdict=verdict, because=because), by=by.pk, at=at)


def form_hypothesis(
    no: int | str,
    *,
    process: Process,
    what: str,
    because: str = "",
    code: Code | None = None,
    by: Person,
    at: datetime,
) -> int:
    """A supposed cause, frozen with its time; returns its number."""
    case, _, drill = _opened(no, by=by)
    _of_template(drill, process)
    number = max(drill.hypotheses, default=0) + 1
    formed = facts.HypothesisFormed(
        hypothesis=number,
        process=process,
        code=code,
        what=clean(what, WHAT, longest=5000),
        because=clean(because, REASON, longest=5000, required=False),
    )
    append(case.stream, formed, by=by.pk, at=at)
    return number


def dismiss_hypothesis(no: int | str, *, hypothesis: int, because: str, by: Person, at: datetime) -> None:
    """The hypothesis turned out wrong; it stays as it was formed, with the reason beside it."""
    case, _, drill = _opened(no, by=by)
    known = drill.hypotheses
    rules.refuse_unknown([hypothesis], known.__contains__, Text("仮説", "hypothesis"))
    if known[hypothesis].dismissed or known[hypothesis].confirmed:
        raise Refusal(Text("その仮説はすでに確かめられています。", "That hypothesis has already been settled."))
    dismissed = facts.CauseDismissed(hypothesis=hypothesis, because=clean(because, REASON, longest=5000))
    append(case.stream, dismissed, by=by.pk, at=at)


def confirm_cause(
    no: int | str,
    *,
    process: Process,
    what: str,
    evidence: str,
    code: Code | None = None,
    group: Group | None = None,
    whys: Sequence[str] = (),
    steps: Sequence[int] = (),
    hypothesis: int = 0,
    by: Person,
    at: datetime,
) -> int:
    """A cause, with the evidence that confirms it; only such may be told to the customer. Returns its number."""
    case, _, drill = _opened(no, by=by)
    _of_template(drill, process)
    rules.refuse_unknown(list(steps), drill.steps.__contains__, Text("手順", "step"))
    rules.refuse_unknown([hypothesis] if hypothesis else [], drill.hypotheses.__contains__, Text("仮説", "hypothesis"))
    number = max(drill.causes, default=0) + 1
    confirmed = facts.CauseConfirmed(
        cause=number,
        code=code,
        group=group or (GROUP_OF[code] if code else Group.UNKNOWN),
        process=process,
        hypothesis=hypothesis,
        steps=list(steps),
        what=clean(what, WHAT, longest=5000),
        evidence=clean(evidence, EVIDENCE, longest=5000),
        whys=[clean(w, Text("なぜ", "Why"), longest=2000) for w in whys if w.strip()],
    )
    settles = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(case.stream, facts.LOOK_AGAIN))
    append(case.stream, New(fact=confirmed, settles=settles), by=by.pk, at=at)
    return number


def leave_unknown(no: int | str, *, reason: str, next_at: datetime, by: Person, at: datetime) -> None:
    """原因不明, with the reason and the date on which we look again (S002-4)."""
    case, _, drill = _opened(no, by=by)
    if drill.causes:
        raise Refusal(Text("確かめた原因がすでにあります。", "A cause has already been confirmed."))
    if next_at <= at:
        raise Refusal(Text("次の日付は、これからの日時にしてください。", "The next date must lie ahead."), status=400)
    unknown = facts.CauseUnknown(next_at=next_at, reason=clean(reason, REASON, longest=5000))
    opened = policies.opening(facts.LOOK_AGAIN, to="company", at=at, due_at=next_at, owed_by=by.pk)
    moved = tuple(
        Settlement(promise=p.pk, outcome="moved") for p in promises.open_of_kind(case.stream, facts.LOOK_AGAIN)
    )
    append(case.stream, New(fact=unknown, opens=(opened,), settles=moved), by=by.pk, at=at)


def explore_promise(
    no: int | str,
    *,
    reason: str,
    asked: Known,
    confirmed_with: str = "",
    confirmed_what: str = "",
    confirmed_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Question set A (S000-8): why it was said to be possible, and whom inside was asked about what before."""
    case, _, _ = _opened(no, by=by)
    rules.may_explore_promise(asked, confirmed_with, confirmed_what)
    explored = facts.PromiseExplored(
        asked=asked,
        confirmed_at=_past(confirmed_at, at),
        reason=clean(reason, Text("なぜできると答えたか", "Why it was said to be possible"), longest=5000),
        confirmed_with=clean(confirmed_with, NAME, longest=200, required=False),
        confirmed_what=clean(confirmed_what, WHAT, longest=5000, required=False),
    )
    append(case.stream, explored, by=by.pk, at=at)


@dataclass(frozen=True, kw_only=True)
class Notified:
    """One department that was (or was not) told of special terms."""

    department: str
    on: date | None = None
    medium: str = ""
    acknowledged: Known = Known.UNKNOWN
    acknowledged_by: str = ""


def explore_terms(no: int | str, *, terms: str, notified: Sequence[Notified], by: Person, at: datetime) -> None:
    """Question set B (S000-9): which departments were told, when, by what, and who acknowledged."""
    case, _, _ = _opened(no, by=by)
    if not notified:
        raise Refusal(
            Text("知らせるべき部門を一つ以上入力してください。", "Please name at least one department."), status=400
        )
    department = Text("部門", "Department")
    explored = facts.TermsExplored(
        departments=[clean(n.department, department, longest=100) for n in notified],
        on=[n.on for n in notified],
        media=[clean(n.medium, Text("手段", "Medium"), longest=100, required=False) for n in notified],
        acknowledged=[n.acknowledged for n in notified],
        terms=clean(terms, Text("特別な条件", "Special terms"), longest=5000),
        acknowledged_by=[clean(n.acknowledged_by, NAME, longest=200, required=False) for n in notified],
    )
    append(case.stream, explored, by=by.pk, at=at)


def decide_countermeasure(
    no: int | str,
    *,
    what: str,
    process: Process,
    due_at: datetime,
    owner: str = "",
    reach: Reach = Reach.PERMANENT,
    by: Person,
    at: datetime,
) -> int:
    """What is done so that it does not happen again, by whom and until when; returns its number."""
    case, _, drill = _opened(no, by=by, ended_too=True)
    _of_template(drill, process)
    if due_at <= at:
        raise Refusal(Text("期日は、これからの日時にしてください。", "The due date must lie ahead."), status=400)
    if owner and people.person(owner) is None:
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=400)
    number = max(drill.countermeasures, default=0) + 1
    decided = facts.CountermeasureDecided(
        countermeasure=number,
        reach=reach,
        process=process,
        owner=owner or by.pk,
        due_at=due_at,
        what=clean(what, Text("対策", "Countermeasure"), longest=2000),
    )
    opened = policies.opening(
        facts.COUNTERMEASURE, to="company", at=at, due_at=due_at, owed_by=decided.owner, detail="what"
    )
    append(case.stream, New(fact=decided, opens=(opened,)), by=by.pk, at=at)
    return number


def finish_countermeasure(no: int | str, *, countermeasure: int, words: str, by: Person, at: datetime) -> None:
    """The countermeasure was carried out; settles its promise."""
    case, past, drill = _opened(no, by=by, ended_too=True)
    rules.refuse_unknown([countermeasure], drill.countermeasures.__contains__, Text("対策", "countermeasure"))
    if countermeasure in drill.done:
        raise Refusal(Text("その対策はすでに行われています。", "That countermeasure has already been done."))
    opening = next(
        r
        for r in past.history
        if isinstance(r.fact, facts.CountermeasureDecided) and r.fact.countermeasure == countermeasure
    )
    done = facts.CountermeasureDone(
        countermeasure=countermeasure, words=clean(words, Text("行ったこと", "What was done"), longest=5000)
    )
    settles = (Settlement(promise=opening.promise_id(0)),)
    append(case.stream, New(fact=done, settles=settles), by=by.pk, at=at)


def conclude(no: int | str, *, words: str, expected_version: int | None = None, by: Person, at: datetime) -> None:
    """The search is over and stage 4 begins. Refused (409) with everything that is unchecked."""
    case, past, drill = _opened(no, by=by)
    rules.may_conclude(past.state, drill)
    over = facts.InvestigationConcluded(
        unknown=drill.unknown is not None, words=clean(words, Text("まとめ", "Summary"), longest=10_000)
    )
    append(case.stream, over, by=by.pk, at=at, expected_version=expected_version)


@dataclass(frozen=True)
class Past:
    """What has happened in a case so far, and what it is now."""

    history: History
    state: CaseState


def _opened(no: int | str, *, by: Person, ended_too: bool = False) -> tuple[Case, Past, Drill]:
    case, history, state = case_queries.opened(no, by=by, act="causes.write")
    if not ended_too:
        refuse_if_ended(state)
    return case, Past(history, state), drill_of(history, standards())


def _of_template(drill: Drill, process: Process) -> None:
    if process not in drill.template.lanes:
        raise Refusal(
            Text("その工程は、この案件のひな型にありません。", "That process is not in this case's template."),
            status=400,
        )


def _past(moment: datetime | None, at: datetime) -> datetime | None:
    """A time that was said, None when nobody can say; never ahead of now (400)."""
    return clock.happened(moment, at=at) if moment else None
