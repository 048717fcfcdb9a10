"""The only writers of visits."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from nattoku.cases import facts as cases
from nattoku.cases import promising, queries, suiting
from nattoku.cases.actions import told
from nattoku.cases.rules import CaseState, refuse_if_ended
from nattoku.cases.words import About
from nattoku.customers import queries as customers
from nattoku.customers import suitability
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Opening, Settlement
from nattoku.lib import clock
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.visits import facts, rules, timing
from nattoku.visits.words import Compared, Felt, Known, Manner, Purpose, Received, Wishes

REASON = Text("理由", "Reason")
LONGEST_WAY = 24 * 60  # minutes


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is settled before a visit. visitors: ids; empty takes the contact and the superior.

    timing_because: why at a time the customer asked us not to come. despite: the customer's words of consent to
    meet somebody refused before. invited: words of invitation after a visit had been declined. arrive_at: None: as
    early as we always are (policy visits.early). travel: minutes on the way. below_because: why no superior goes.
    """

    purposes: Sequence[Purpose]
    purpose: str
    starts_at: datetime
    ends_at: datetime
    place: str
    hypothesis: str
    visitors: Sequence[str] = ()
    speaks_first: str = ""
    takes_notes: str = ""
    manner: Manner = Manner.IN_PERSON
    leaving: str = ""
    alone_because: str = ""
    despite: str = ""
    timing_because: str = ""
    invited: str = ""
    arrive_at: datetime | None = None
    travel: int = 0
    below_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is written after leaving. visitors: ids of those who went; empty: those of the plan.

    items: further things complained of, each becomes an item of the case. next_at: the next contact. spoke: ids of
    those of us who spoke. felt: how those who went are, asked after a long visit (S003-3). despite: why then, where
    the customer's card speaks against the next contact. promised: what we promised there, each owed from now on.
    fine, unhappy: of what the customer said that it was in order, or not (S001-12).
    """

    started_at: datetime
    ended_at: datetime
    who_i_am: str
    failed_at: str
    suffered: str
    words: str
    arrival: Sequence[Known] = (Known.TROUBLE,)
    received: Received = Received.UNKNOWN
    continues: Wishes = Wishes.UNKNOWN
    compared: Compared = Compared.UNKNOWN
    cause_found: str = ""
    items: Sequence[str] = ()
    hints: Sequence[str] = ()
    visitors: Sequence[str] = ()
    spoke: Sequence[str] = ()
    felt: Felt = Felt.NOT_ASKED
    next_at: datetime | None = None
    despite: str = ""
    promised: Sequence[promising.Saying] = ()
    fine: Sequence[About] = ()
    unhappy: Sequence[About] = ()


def plan(
    no: int | str, plan: Plan, *, visit: int = 0, happened_at: datetime | None = None, by: Person, at: datetime
) -> int:
    """Plan a visit, or plan one anew before it begins (visit: its number); returns the number.

    Opens the visit at its hour, the word that we have left, and for a further or lone visit the leader's approval (T3).
    """
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    visits = rules.visits_of(past)
    if visit:
        visits[visit]
    number = visit or max(visits.by_number, default=0) + 1
    going = _going(plan.visitors or suggested_visitors(state))
    planned = _planned(plan, visits, number=number, going=going, stream=case.stream)
    known = customers.known(state.customer)
    rules.may_plan(
        planned,
        visits,
        going=going,
        refused=known.refused or {},
        clashes=suitability.clashes(known, starts_at=planned.starts_at, ends_at=planned.ends_at),
        at=clock.happened(happened_at, at=at),
    )
    opens = [policies.opening(facts.VISIT, to="customer", at=at, due_at=planned.starts_at, owed_by=planned.visitors[0])]
    if planned.manner is Manner.IN_PERSON:
        opens.append(_safe_return(planned))
    if planned.needs_approval:
        opens.append(policies.opening(facts.APPROVE, to="role:leader", at=at))
    replaced = settled(case.stream, facts.VISIT, facts.SAFE_RETURN, facts.APPROVE, outcome="moved")
    news = New(fact=planned, happened_at=happened_at, opens=tuple(opens), settles=replaced)
    append(case.stream, news, by=by.pk, at=at)
    return number


def approve(no: int | str, *, visit: int, words: str = "", by: Person, at: datetime) -> None:
    """A leader approves a further or lone visit (S004-2.2.2.1, T3)."""
    case, past, state = queries.opened(no, by=by, act="visits.approve")
    refuse_if_ended(state)
    rules.may_approve(rules.visits_of(past)[visit], by=by.pk)
    words = clean(words, Text("ひと言", "A word"), longest=2000, required=False)
    settles = settled(case.stream, facts.APPROVE)
    append(case.stream, New(fact=facts.VisitApproved(visit=visit, words=words), settles=settles), by=by.pk, at=at)


def send_back(no: int | str, *, visit: int, reason: str, by: Person, at: datetime) -> None:
    """A leader sends the plan back; nobody goes until it is planned anew."""
    case, past, state = queries.opened(no, by=by, act="visits.approve")
    refuse_if_ended(state)
    rules.may_change(rules.visits_of(past)[visit])
    back = facts.VisitSentBack(visit=visit, reason=clean(reason, REASON, longest=2000))
    append(case.stream, New(fact=back, settles=settled(case.stream, facts.APPROVE)), by=by.pk, at=at)


def decline_alone(no: int | str, *, visit: int, by: Person, at: datetime) -> None:
    """I do not go alone: always allowed, no reason asked (T3)."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    rules.may_decline_alone(rules.visits_of(past)[visit], by=by.pk)
    settles = settled(case.stream, facts.APPROVE, outcome="released")
    append(case.stream, New(fact=facts.AloneDeclined(visit=visit), settles=settles), by=by.pk, at=at)


def decline(
    no: int | str,
    *,
    words: str,
    instead: str = "",
    next_at: datetime | None = None,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """The customer does not wish for a visit; the next contact stays promised (R8-8)."""
    case, _, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    _refuse_behind(next_at, at=at)
    declined = facts.VisitDeclined(
        instead=clean(instead, Text("代わりの方法", "Instead"), longest=20, required=False),
        words=clean(words, Text("お客様のお言葉", "The customer's words")),
    )
    fallen = settled(case.stream, facts.VISIT, facts.SAFE_RETURN, facts.APPROVE, outcome="released")
    new = New(fact=declined, happened_at=happened_at, settles=fallen)
    append(case.stream, told(new, case.stream, next_at=next_at, owed_by=state.contact, at=at), by=by.pk, at=at)


def begin(no: int | str, *, visit: int, happened_at: datetime | None = None, by: Person, at: datetime) -> None:
    """We have arrived. Keeps the appointment, or keeps it late; the plan stands from now on."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    found = rules.visits_of(past)[visit]
    rules.may_go(found)
    if found.begun_at:
        raise Refusal(Text("到着はすでに記録されています。", "The arrival has already been recorded."))
    append(case.stream, _begun(found, case.stream, happened_at, by=by, at=at), by=by.pk, at=at)


def record(no: int | str, record: Record, *, visit: int, by: Person, at: datetime) -> None:
    """Write the visit up after leaving; the letter and the debrief are promised by it (S003-10, S001-18)."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    _refuse_behind(record.next_at, at=at)
    found = rules.visits_of(past)[visit]
    clock.happened(record.started_at, at=at)
    heard = [clean(w, Text("お申し出の事項", "Item"), longest=10_000) for w in record.items if w.strip()]
    numbers = list(range(max(state.items, default=0) + 1, max(state.items, default=0) + 1 + len(heard)))
    made = _made(record, found, items=numbers)
    why = suiting.explained(state, record.despite, moments=[record.next_at])
    made = dataclasses.replace(made, despite=why)
    rules.refuse_blame(made.failed_at, concerns=state.received.concerns)
    rules.may_record(found, made, long=policies.number("visits.long"))
    arrived = [] if found.begun_at else [_begun(found, case.stream, record.started_at, by=by, at=at)]
    items = [
        New(
            fact=cases.ItemHeard(item=n, central=False, about=[], hurt=[], wish=[], what=what),
            happened_at=record.ended_at,
        )
        for n, what in zip(numbers, heard, strict=True)
    ]
    new = New(
        fact=made,
        happened_at=record.ended_at,
        opens=(*_taught(made, owed_by=state.contact, at=at), *_after(case.stream, state, at=at)),
        settles=settled(case.stream, facts.RECORD, facts.SAFE_RETURN),
    )
    after = told(new, case.stream, next_at=record.next_at, owed_by=state.contact, at=at)
    if arrived:  # the record itself is what the arrival would have promised
        arrived = [dataclasses.replace(arrived[0], opens=())]
    with transaction.atomic():
        append(case.stream, *arrived, *items, after, by=by.pk, at=at)
        for one in record.promised:
            promising.promise(no, one, about=made.kind, by=by, at=at)


def debrief(
    no: int | str,
    *,
    visit: int,
    remark: str,
    lesson: str,
    thanked_reporter: str,
    thanked_concerned: str = "",
    thanked_customer: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Go over the visit with the superior; thank whom it concerned and whoever reported it (S001-18, R8-13)."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    rules.may_debrief(rules.visits_of(past)[visit])
    rules.refuse_blame(lesson, concerns=state.received.concerns)
    done = facts.VisitDebriefed(
        visit=visit,
        remark=clean(remark, Text("上司の言葉", "The superior's remark")),
        lesson=clean(lesson, Text("学んだこと", "The lesson")),
        thanked_concerned=clean(
            thanked_concerned, Text("お申し出に出てくる者への感謝", "Thanks to whom it concerned"), required=False
        ),
        thanked_reporter=clean(thanked_reporter, Text("報告した者への感謝", "Thanks to whoever reported")),
        thanked_customer=clean(thanked_customer, Text("お客様への御礼", "Thanks to the customer"), required=False),
    )
    append(case.stream, New(fact=done, settles=settled(case.stream, facts.DEBRIEF)), by=by.pk, at=at)


def cancel(no: int | str, *, visit: int, reason: str, by: Person, at: datetime) -> None:
    """The visit does not take place; what it promised falls away."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    rules.may_change(rules.visits_of(past)[visit])
    gone = facts.VisitCancelled(visit=visit, reason=clean(reason, REASON, longest=2000))
    fallen = settled(case.stream, facts.VISIT, facts.SAFE_RETURN, facts.APPROVE, outcome="released")
    append(case.stream, New(fact=gone, settles=fallen), by=by.pk, at=at)


def suggested_visitors(state: CaseState) -> list[str]:
    """Two by default: the contact and the superior (S004-2.2.1), without whom the customer does not wish to meet."""
    contact = people.person(state.contact)
    superior = people.person(contact.superior) if contact and contact.superior else None
    refused = customers.refused_people(state.customer)
    return [p.pk for p in (contact, superior) if p and p.pk not in refused]


def suggested_leaving(stream: str, *, after: datetime) -> str:
    """The words for leaving, with the hour of the next contact where one is promised for after the visit."""
    due = [p.due_at for p in promises.open_of_kind(stream, cases.NEXT_CONTACT) if p.due_at > after]
    return rules.leaving_words(due[0] if due else None)


def _going(pks: Sequence[str]) -> list[rules.Visitor]:
    going = []
    for pk in dict.fromkeys(p for p in pks if p):
        person = people.person(pk)
        if person is None or not access.may(person, "visits.write"):
            raise Refusal(Text("伺う者にできない方が選ばれています。", "Somebody named cannot go."), status=400)
        leads = access.may(person, "visits.approve")
        going.append(rules.Visitor(person.pk, person.name, person.superior, leads))
    return going


def _planned(
    plan: Plan, visits: rules.Visits, *, number: int, going: list[rules.Visitor], stream: str
) -> facts.VisitPlanned:
    pks = [v.pk for v in going]
    first = plan.speaks_first or rules.first_to_speak(going)
    notes = plan.takes_notes or rules.notes_by(going, first)
    if not {first, notes} <= {*pks, ""}:
        raise Refusal(Text("役割は、伺う者の中から選んでください。", "Roles go to those who visit."), status=400)
    said = {
        name: clean(getattr(plan, name), words, longest=5000, required=False)
        for name, words in (
            ("purpose", Text("訪問の目的", "Purpose")),
            ("place", Text("場所", "Place")),
            ("hypothesis", Text("お怒りの理由の見立て", "Hypothesis")),
            ("leaving", Text("辞去の言葉", "Words for leaving")),
            ("alone_because", Text("一人で伺う理由", "Why alone")),
            ("despite", Text("会ってくださるとのお言葉", "Words of consent")),
            ("timing_because", Text("その日時に伺う理由", "Why at that time")),
            ("invited", Text("お越しを望まれたお言葉", "Words of invitation")),
            ("below_because", Text("上司が伺えない理由", "Why no superior goes")),
        )
    }
    said["leaving"] = said["leaving"] or suggested_leaving(stream, after=plan.ends_at)
    if plan.travel < 0 or plan.travel > LONGEST_WAY:
        raise Refusal(Text("移動の時間は0分から24時間までです。", "The way takes 0 minutes to 24 hours."), status=400)
    below = len(going) > 1 and not rules.with_superior(going)
    early = timedelta(minutes=policies.number("visits.early"))
    return facts.VisitPlanned(
        visit=number,
        arrive_at=plan.arrive_at or (plan.starts_at - early if plan.manner is Manner.IN_PERSON else None),
        travel=plan.travel,
        purposes=list(plan.purposes),
        manner=plan.manner,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        visitors=pks,
        speaks_first=first,
        takes_notes=notes,
        needs_approval=rules.needs_approval(visits, number=number, going=len(going), despite=plan.despite, below=below),
        **said,
    )


def _made(record: Record, visit: rules.Visit, *, items: list[int]) -> facts.VisitMade:
    started, ended = record.started_at, record.ended_at
    who, failed, borne = (
        clean(w, name, longest=1000, required=False)
        for w, name in (
            (record.who_i_am, Text("自分は誰か", "Who I am")),
            (record.failed_at, Text("至らなかった点", "What I failed at")),
            (record.suffered, Text("おかけした思い", "What you suffered")),
        )
    )
    return facts.VisitMade(
        visit=visit.number,
        started_at=started,
        ended_at=ended,
        minutes=rules.minutes(started, ended),
        late=rules.minutes(visit.plan.starts_at, started),
        over=rules.minutes(visit.plan.ends_at, ended),
        visitors=[v.pk for v in _going(record.visitors or visit.plan.visitors)],
        arrival=list(record.arrival),
        received=record.received,
        continues=record.continues,
        fine=list(record.fine),
        unhappy=list(record.unhappy),
        compared=record.compared,
        felt=record.felt,
        spoke=list(dict.fromkeys(s for s in record.spoke if s)),
        items=items,
        words=clean(record.words, Text("お客様のお言葉", "The customer's words")),
        who_i_am=who,
        failed_at=failed,
        suffered=borne,
        apology=rules.stance(who, failed, borne),
        cause_found=clean(record.cause_found, Text("伺って分かった理由", "The reason we heard"), required=False),
        hints=[clean(h, Text("いただいた知恵", "Hint"), longest=5000) for h in record.hints if h.strip()],
    )


def _begun(visit: rules.Visit, stream: str, moment: datetime | None, *, by: Person, at: datetime) -> New:
    owed = policies.opening(facts.RECORD, to="company", at=visit.plan.ends_at, owed_by=by.pk)
    owing = () if promises.open_of_kind(stream, facts.RECORD) else (owed,)
    return New(
        fact=facts.VisitBegun(visit=visit.number),
        happened_at=moment,
        opens=owing,
        settles=settled(stream, facts.VISIT),
    )


def _after(stream: str, state: CaseState, *, at: datetime) -> tuple[Opening, ...]:
    """The letter by the next business day, written by the contact, and the debrief."""
    debrief = policies.opening(facts.DEBRIEF, to="company", at=at, owed_by=state.contact)
    if promises.open_of_kind(stream, facts.LETTER):
        return (debrief,)
    letter = policies.opening(facts.LETTER, to="customer", at=at, owed_by=state.contact)
    return (dataclasses.replace(letter, due_at=timing.on_business_day(letter.due_at)), debrief)


def _taught(made: facts.VisitMade, *, owed_by: str, at: datetime) -> tuple[Opening, ...]:
    """A decision on each thing we were taught, in the order in which they were written (S003-7)."""
    return tuple(policies.opening(facts.HINT, to="company", at=at, owed_by=owed_by) for _ in made.hints)


def _safe_return(plan: facts.VisitPlanned) -> Opening:
    """A little after the agreed end somebody has said that we are out, or the leader is told (T3)."""
    allowed = policies.allowance(facts.SAFE_RETURN).length
    return policies.opening(
        facts.SAFE_RETURN, to="company", at=plan.ends_at, due_at=plan.ends_at + allowed, owed_by=plan.visitors[0]
    )


def settled(stream: str, *kinds: str, outcome: str = "done") -> tuple[Settlement, ...]:
    """What is open of these kinds in the stream, settled."""
    return tuple(Settlement(promise=p.pk, outcome=outcome) for p in promises.open_of_kind(stream, *kinds))


def _refuse_behind(next_at: datetime | None, *, at: datetime) -> None:
    if next_at and next_at < at:
        raise Refusal(
            Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."), status=400
        )
