"""The only writers of what happens to a case as a whole.

Every action takes `by` (who acts) and `at` (the door's clock), and refuses in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from nattoku.cases import facts, guesses, outgoing, queries, rules, suiting
from nattoku.cases.words import (
    NARROWS,
    About,
    Anger,
    Danger,
    Door,
    Hurt,
    Kind,
    Narrow,
    Severity,
    Toward,
    Urgency,
    Wish,
    kind_of,
)
from nattoku.customers import queries as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, next_number
from nattoku.ledger.facts import Fact, History, New, Opening, Recorded, Settlement
from nattoku.ledger.models import Promise
from nattoku.lib import clock
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.words.tone import Mode

FIRST_NUMBER = 1001
REFUSED = Text(
    "お客様は{name}さんとお会いになりたくないと仰っています。ほかの方にしてください。",
    "The customer does not want to deal with {name}. Please name somebody else.",
)
ALREADY_TOLD = Text(
    "{name}さんが{at}に、お客様へご連絡済みです。もう一度ご連絡しましたか。",
    "{name} contacted the customer at {at}. Was the customer contacted once more?",
)
AGAIN = Text("はい、もう一度ご連絡しました", "Yes, the customer was contacted once more")
LINKED = Text(
    "この案件は、すでに別のお客様の登録と結ばれています。取り違えのときは「取り違え・誤送信を正す」から訂正してください。",
    "This case is linked to another customer's card already. If that was a mix-up, correct it under “Put right”.",
)
RELIEVED = "お客様のご意向により"
WORDS = Text("お客様のお言葉", "The customer's words")
CHANNEL = Text("ご連絡の方法", "Channel")


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What was written down while the customer spoke. Only door, words and fact must be there.

    identified: how 本人確認 was done, "" while it is not. reach_missing: where to call back could not be asked.
    imported: from a former ledger; it owes nothing yet, and whoever takes it over says what.
    contact: who keeps in touch, where a machine took it in and is nobody to talk to; "" for whoever received it.
    despite: why call back then, so or by this person, where the customer's card speaks against it.
    """

    door: Door
    words: str
    fact: str
    about: Sequence[About] = ()
    kind: Kind | None = None
    happened_at: datetime | None = None
    division: str = ""
    customer: str = ""
    caller: str = ""
    relation: str = ""
    reach: str = ""
    reach_missing: bool = False
    identified: str = ""
    call_back_at: datetime | None = None
    call_back_by: str = ""
    contact: str = ""
    danger: Danger = Danger.UNKNOWN
    unsure: bool = False
    order: str = ""
    concerns: str = ""
    asked_for: str = ""
    items: Sequence[str] = ()
    hurt: Sequence[Hurt] = ()
    wish: Sequence[Wish] = ()
    anger: Anger | None = None
    toward: Toward = Toward.COMPANY
    severity: Severity | None = None
    urgency: Urgency | None = None
    narrow: Narrow = Narrow.NO
    imported: bool = False
    despite: str = ""
    also: tuple[Fact, ...] = field(default=())


def receive(intake: Intake, *, by: Person, at: datetime) -> list[Recorded]:
    """Write a complaint down; returns its facts, the first is `cases.received` in stream "case:NO".

    Opens: the first report to the leader, sharing, the next contact and the interim report (S004-4.2, R8-9).
    Refused (409) while the call back that was promised differs from the customer's card and nobody says why (S001-6).
    """
    access.allow(by, "cases.receive")
    received = replace(_received(intake, by=by), despite=suiting.called_back(intake, by=by.pk))
    happened_at = clock.happened(intake.happened_at, at=at)
    no = next_number("case", first=FIRST_NUMBER)
    first = New(fact=received, happened_at=happened_at, opens=_first_promises(intake, received, by=by, at=at))
    named = [facts.ContactNamed(person=intake.contact)] if intake.contact else []
    heard = (*named, *_heard(intake, received), *_fenced(received, by=by, at=at), *intake.also)
    rest = [New(fact=f, happened_at=happened_at) for f in heard]
    recorded = append(facts.stream(no), first, *rest, by=by.pk, at=at)
    relieve(no, customer=intake.customer, by=by.pk, at=at)
    return recorded


def _received(intake: Intake, *, by: Person) -> facts.CaseReceived:
    division = intake.division or next(iter(people.divisions_of(by.pk)), "")
    known = {d.pk for d in people.divisions()}
    if not division and known:
        division = min(known)
    if division not in known:
        raise Refusal(Text("部門が見つかりません。", "There is no such division."), status=400)
    if intake.customer and not customers.exists(intake.customer):
        raise Refusal(customers.UNKNOWN, status=404)
    return facts.CaseReceived(
        door=intake.door,
        division=division,
        kind_of=intake.kind or kind_of(list(intake.about)),
        about=list(intake.about),
        danger=intake.danger,
        unsure=intake.unsure,
        reach_missing=intake.reach_missing and not intake.reach.strip(),
        customer=intake.customer,
        narrow=intake.narrow,
        imported=intake.imported,
        words=clean(intake.words, WORDS),
        fact=clean(intake.fact, Text("事実を一文で", "The fact in one sentence"), longest=2000),
        caller=clean(intake.caller, Text("お名前", "Name"), longest=200, required=False),
        relation=clean(intake.relation, Text("ご関係", "Relation"), longest=200, required=False),
        reach=clean(intake.reach, Text("ご連絡先", "Where to call back"), longest=200, required=False),
        order=clean(intake.order, Text("ご注文番号", "Order number"), longest=100, required=False),
        concerns=clean(intake.concerns, Text("お申し出に出てくる者", "Who was spoken of"), longest=200, required=False),
        asked_for=clean(intake.asked_for, Text("ご指名", "Who was asked for"), longest=200, required=False),
    )


def _first_promises(intake: Intake, received: facts.CaseReceived, *, by: Person, at: datetime) -> tuple[Opening, ...]:
    if intake.imported:
        return ()
    told = [(facts.REPORT_TO_LEADER, "role:leader"), (facts.SHARE, f"division:{received.division}")]
    inside = policies.openings(*(told[:1] if received.narrow else told), at=at, owed_by=intake.contact or by.pk)
    owner = intake.call_back_by or intake.contact or by.pk
    if owner != by.pk and people.person(owner) is None:
        raise Refusal(Text("折り返す方が見つかりません。", "There is no such colleague to call back."), status=400)
    if intake.call_back_at and intake.call_back_at < at:
        raise Refusal(
            Text("折り返しのお約束は、これからの日時にしてください。", "The call-back must lie ahead."),
            status=400,
        )
    contact = policies.opening(facts.NEXT_CONTACT, to="customer", at=at, due_at=intake.call_back_at, owed_by=owner)
    interim = policies.opening(facts.INTERIM_REPORT, to="customer", at=at, owed_by=owner)
    return (*inside, contact, interim)


def _fenced(received: facts.CaseReceived, *, by: Person, at: datetime) -> list[Fact]:
    """Who may read a case that starts narrow: the top, whoever received it, and for a leak the leader on duty too.

    Harassment and whistle-blowing may concern the leader.
    """
    if not received.narrow:
        return []
    readers = {by.pk, *(p.pk for p in people.leading_all())}
    if received.narrow is Narrow.LEAK:
        readers |= {p.pk for p in people.duty(received.division, at=at, receiver=by.pk)[:1]}
    return [facts.RingFenced(people=sorted(readers), reason=NARROWS[received.narrow].ja)]


def _heard(intake: Intake, received: facts.CaseReceived) -> list[Fact]:
    heard: list[Fact] = []
    for i, what in enumerate([w for w in intake.items if w.strip()] or [received.fact], start=1):
        heard.append(
            facts.ItemHeard(
                item=i,
                central=i == 1,
                about=received.about,
                hurt=list(intake.hurt) if i == 1 else [],
                wish=list(intake.wish) if i == 1 else [],
                what=clean(what, Text("お申し出の事項", "Item"), longest=10_000),
            )
        )
    if intake.anger is not None:
        heard.append(facts.AngerHeard(anger=intake.anger, toward=intake.toward))
    if intake.identified.strip():
        how = clean(intake.identified, Text("確認の方法", "How it was checked"), longest=200)
        heard.append(facts.Identified(how=how))
    if intake.severity:
        urgency = intake.urgency or Urgency.TODAY
        heard.append(facts.Assessed(severity=intake.severity, urgency=urgency))
    return heard


def write(
    no: int | str,
    *news: New | Fact,
    by: Person,
    at: datetime,
    act: str = "cases.write",
    ended_too: bool = False,
    expected_version: int | None = None,
) -> list[Recorded]:
    """Append to a case for somebody who may: the one door other rooms use for facts without a gate of their own."""
    case, _, state = queries.opened(no, by=by, act=act)
    if not ended_too:
        rules.refuse_if_ended(state)
    return append(facts.stream(case.no), *news, by=by.pk, at=at, expected_version=expected_version)


def hear_item(
    no: int | str,
    *,
    what: str,
    about: Sequence[About] = (),
    hurt: Sequence[Hurt] = (),
    wish: Sequence[Wish] = (),
    by: Person,
    at: datetime,
) -> int:
    """One more thing complained of (S001-7); returns its number."""
    case, _, state = queries.opened(no, by=by, act="cases.write")
    rules.refuse_if_ended(state)
    item = max(state.items, default=0) + 1
    heard = facts.ItemHeard(
        item=item,
        central=not state.items,
        about=list(about),
        hurt=list(hurt),
        wish=list(wish),
        what=clean(what, Text("お申し出の事項", "Item"), longest=10_000),
    )
    append(facts.stream(case.no), heard, by=by.pk, at=at)
    return item


def answer_item(
    no: int | str, *, item: int, words: str, channel: str = "phone", despite: str = "", by: Person, at: datetime
) -> None:
    """Answer one item to the customer; no cause that is only supposed is an answer (S002-8).

    despite: why so, where the customer's card speaks against the channel.
    """
    _, past, state = queries.opened(no, by=by, act="cases.write")
    if item not in state.items:
        raise Refusal(Text("その事項はありません。", "There is no such item."), status=404)
    guesses.refuse(past, words)
    said = facts.ItemAnswered(
        item=item,
        channel=clean(channel, CHANNEL, longest=20),
        words=clean(words, Text("お答え", "Answer")),
        despite=suiting.explained(state, despite, channel=channel),
    )
    write(no, said, by=by, at=at)


def assess(no: int | str, *, severity: Severity, urgency: Urgency, why: str = "", by: Person, at: datetime) -> None:
    """First assessment: severity and urgency (JIS Q 10002 7.5)."""
    why = clean(why, Text("理由", "Reason"), longest=2000, required=False)
    write(no, facts.Assessed(severity=severity, urgency=urgency, why=why), by=by, at=at)


def hear_anger(no: int | str, *, anger: Anger, toward: Toward, by: Person, at: datetime) -> None:
    """The step of the anger ladder, and toward whom (S003-6, S001-17a)."""
    write(no, facts.AngerHeard(anger=anger, toward=toward), by=by, at=at)


def identify(no: int | str, *, how: str, by: Person, at: datetime) -> None:
    """本人確認 done: address, orders and history are shown from now on (R8-11)."""
    how = clean(how, Text("確認の方法", "How it was checked"), longest=200)
    write(no, facts.Identified(how=how), by=by, at=at)


def link_customer(no: int | str, *, customer: str, by: Person, at: datetime) -> None:
    """Link the case to a known customer's card. Refused (409) when it is another's already: that is a correction."""
    if customers.customer(customer) is None:
        raise Refusal(customers.UNKNOWN, status=404)
    _, _, state = queries.opened(no, by=by, act="cases.write")
    if state.customer and state.customer != customer:
        raise Refusal(LINKED)
    recorded = write(no, facts.CustomerLinked(customer=customer), by=by, at=at)
    relieve(queries.no_of(recorded[0].stream), customer=customer, by=by.pk, at=at)


def correct_customer(no: int | str, *, customer: str, reason: str, by: Person, at: datetime) -> None:
    """取り違え (R8-15): the case belongs to another customer's card. The identity is to be checked anew.

    An ended case takes it as well. Refused (409) when it is linked to nobody, or to this customer already.
    """
    _, _, state = queries.opened(no, by=by, act="cases.write")
    if customers.customer(customer) is None:
        raise Refusal(customers.UNKNOWN, status=404)
    if state.customer in ("", customer):
        raise Refusal(Text("訂正する取り違えがありません。", "There is no mix-up to correct."))
    why = clean(reason, Text("取り違えのいきさつ", "How they were mixed up"), longest=2000)
    corrected = facts.CustomerCorrected(was=state.customer, customer=customer, reason=why)
    recorded = write(no, corrected, by=by, at=at, ended_too=True)
    relieve(queries.no_of(recorded[0].stream), customer=customer, by=by.pk, at=at)


def relieve(no: int, *, customer: str, by: str, at: datetime) -> None:
    """A person the customer refuses is the contact no longer (R8-13): whoever is on duty takes over at once."""
    refused = customers.refused_people(customer)
    case = queries.case(no) if refused else None
    if case is None or case.ending or case.contact not in refused:
        return
    ladder = people.duty(case.division, at=at, receiver=case.contact)
    found = next((p for p in ladder if p.pk not in refused and access.may(p, "cases.write")), None)
    if found is not None:
        append(case.stream, facts.ContactNamed(person=found.pk, why=RELIEVED), by=by, at=at)


def name_contact(no: int | str, *, person: str, why: str = "", agreed: bool = False, by: Person, at: datetime) -> None:
    """Who keeps in touch with the customer; never somebody the customer does not want to see (R8-13).

    A caller is not passed around (S004-2.1.4): who answered the call stays until the person named here has called
    back, which is promised instead. agreed: the customer asked for this person, or said yes.
    """
    case, _, state = queries.opened(no, by=by, act="cases.write")
    rules.refuse_if_ended(state)
    named = people.person(person)
    if named is None or not access.may(named, "cases.write"):
        raise Refusal(Text("窓口にできる方ではありません。", "That person cannot be the contact."), status=400)
    if person in customers.refused_people(case.customer):
        raise Refusal(REFUSED.with_(name=named.name))
    why = clean(why, Text("理由", "Reason"), longest=1000, required=False)
    there = people.person(state.contact)
    free = there is None or not access.may(there, "cases.write") or there.pk in customers.refused_people(case.customer)
    owed = promises.open_of_kind(case.stream, facts.CALL_BACK)
    if agreed or free or not rules.stays_until_called_back(state, person):
        done = tuple(Settlement(promise=p.pk, outcome="released") for p in owed)
        new = New(fact=facts.ContactNamed(person=person, why=why), settles=done)
    else:
        opened = policies.opening(facts.CALL_BACK, to="customer", at=at, owed_by=person)
        done = tuple(Settlement(promise=p.pk, outcome="released") for p in owed)
        new = New(fact=facts.SuccessorNamed(person=person, why=why), opens=(opened,), settles=done)
    append(facts.stream(case.no), new, by=by.pk, at=at)


def confirm_content(
    no: int | str, *, words: str, by: Person, at: datetime, expected_version: int | None = None
) -> None:
    """The content was read back to the customer, who confirmed it: stage 3 begins (S002-3)."""
    case, _, state = queries.opened(no, by=by, act="cases.write")
    rules.may_confirm_content(state)
    said = facts.ContentConfirmed(words=clean(words, Text("復唱した内容", "What was read back")))
    append(facts.stream(case.no), said, by=by.pk, at=at, expected_version=expected_version)


def contact(
    no: int | str,
    *,
    channel: str,
    words: str,
    next_at: datetime | None,
    reached: bool = True,
    interim: bool = False,
    happened_at: datetime | None = None,
    seen: int | None = None,
    again: bool = False,
    despite: str = "",
    by: Person,
    at: datetime,
) -> None:
    """The customer was contacted; the next contact is promised in the same breath (R8-8).

    next_at: when we contact the customer next; None takes our default allowance. interim: it was the interim
    report too. A call that nobody answered keeps the old promise and opens none.
    seen: the version of the case that whoever writes had before them; a colleague who has told the customer since is
    named (Refusal 409), and again says that the customer was contacted once more all the same.
    despite: why so, where the customer's card speaks against the channel or the time of the next contact.
    """
    case, past, state = queries.opened(no, by=by, act="cases.write")
    rules.refuse_if_ended(state)
    if reached and not again and seen is not None:
        refuse_second_answer(past, seen, by=by)
    said = facts.Contacted(
        channel=clean(channel, CHANNEL, longest=20),
        reached=reached,
        words=clean(words, Text("お話の内容", "What was said")),
        despite=suiting.explained(state, despite, channel=channel, moments=[next_at]) if reached else "",
    )
    if next_at and next_at < at:
        raise Refusal(
            Text("次のご連絡は、これからの日時にしてください。", "The next contact must lie ahead."),
            status=400,
        )
    new = New(fact=said, happened_at=happened_at)
    called_back = promises.open_of_kind(case.stream, facts.CALL_BACK) if reached else []
    mine = [p for p in called_back if p.owed_by == by.pk]
    if reached:
        done = New(fact=said, happened_at=happened_at, settles=tuple(Settlement(promise=p.pk) for p in mine))
        owner = by.pk if mine else state.contact
        new = told(done, case.stream, next_at=next_at, interim=interim, owed_by=owner, at=at)
    taken = [facts.ContactNamed(person=by.pk)] if mine else []
    append(facts.stream(case.no), new, *taken, by=by.pk, at=at)


def refuse_second_answer(past: History, seen: int, *, by: Person) -> None:
    """Two people who answer the same customer know of each other: refused (409) with who told the customer since."""
    if (first := rules.told_since(past, seen, by.pk)) is None:
        return
    names = people.names({first.by})
    raise Refusal(
        ALREADY_TOLD.with_(name=names.get(first.by, ""), at=clock.when(first.happened_at, at=first.recorded_at)),
        confirm=AGAIN,
    )


def told(new: New, stream: str, *, next_at: datetime | None, interim: bool = False, owed_by: str, at: datetime) -> New:
    """A fact by which the customer hears from us: settles the contact that was due and promises the next."""
    due = promises.open_of_kind(stream, facts.NEXT_CONTACT)
    reports = promises.open_of_kind(stream, facts.INTERIM_REPORT) if interim else []
    following = [policies.opening(facts.NEXT_CONTACT, to="customer", at=at, due_at=next_at, owed_by=owed_by)]
    if reports:
        following.append(policies.opening(facts.INTERIM_REPORT, to="customer", at=at, owed_by=owed_by))
    return New(
        fact=new.fact,
        happened_at=new.happened_at,
        opens=(*new.opens, *following),
        settles=(*new.settles, *(Settlement(promise=p.pk) for p in (*due, *reports))),
    )


def promise(
    no: int | str, *, what: str, due_at: datetime, owed_by: str = "", despite: str = "", by: Person, at: datetime
) -> None:
    """We told the customer that we will do this by then; it holds the case open until kept.

    despite: why then or by this person, where the customer's card speaks against it.
    """
    _, _, state = queries.opened(no, by=by, act="cases.write")
    if due_at <= at:
        raise Refusal(Text("お約束は、これからの日時にしてください。", "A promise must lie ahead."), status=400)
    what = clean(what, Text("お約束の内容", "What is promised"), longest=2000)
    why = suiting.explained(state, despite, moments=[due_at], people=[owed_by] if owed_by else [])
    said = facts.Promised(what=what, despite=why)
    if owed_by and people.person(owed_by) is None:
        raise Refusal(Text("お約束を果たす方が見つかりません。", "There is no such colleague to keep it."), status=400)
    opened = policies.opening(
        facts.PROMISED, to="customer", at=at, due_at=due_at, owed_by=owed_by or by.pk, detail="what"
    )
    write(no, New(fact=said, opens=(opened,)), by=by, at=at)


def keep_promise(
    no: int | str,
    *,
    promise: str,
    words: str = "",
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """A promise to the customer was kept (or kept late: its time decides)."""
    owed = _open_promise(no, promise, by=by)
    _refuse_special(owed)
    if owed.kind == facts.CALL_BACK:
        raise Refusal(
            Text(
                "折り返しは、引き継ぐ方ご自身が「お客様にご連絡した」と記録すると果たされます。",
                "It is kept when the one who takes over records having contacted the customer.",
            )
        )
    words = clean(words, Text("果たしたこと", "What was done"), longest=2000, required=False)
    kept = New(
        fact=facts.PromiseKept(words=words),
        happened_at=happened_at,
        settles=(Settlement(promise=owed.pk),),
    )
    write(no, kept, by=by, at=at)


def move_promise(
    no: int | str,
    *,
    promise: str,
    due_at: datetime,
    consent: str,
    happened_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Another time, with the customer's consent in the customer's words; opens a successor.

    happened_at: when the customer consented; a promise that was late by then counts as late (`keeping`).
    What we owe one another, such as the first report to the leader, is nobody's to put off.
    """
    _refuse_reader(no, by=by)
    owed = _open_promise(no, promise, by=by)
    _refuse_inside(owed)
    if due_at <= at:
        raise Refusal(Text("お約束は、これからの日時にしてください。", "A promise must lie ahead."), status=400)
    moved = facts.PromiseMoved(
        what=owed.detail or promises.what(owed).ja,
        consent=clean(consent, Text("ご了承のお言葉", "Words of consent"), longest=2000),
    )
    successor = policies.opening(
        owed.kind,
        to=owed.to,
        at=at,
        due_at=due_at,
        owed_by=owed.owed_by,
        detail="what" if owed.detail else "",
    )
    settled = (Settlement(promise=owed.pk, outcome="moved"),)
    write(no, New(fact=moved, happened_at=happened_at, opens=(successor,), settles=settled), by=by, at=at)


def release_promise(no: int | str, *, promise: str, reason: str, by: Person, at: datetime) -> None:
    """A promise that need not be kept any more, with the reason; the first report to the leader is never released."""
    owed = _open_promise(no, promise, by=by)
    _refuse_special(owed)
    released = facts.PromiseReleased(reason=clean(reason, Text("理由", "Reason"), longest=2000))
    settled = (Settlement(promise=owed.pk, outcome="released"),)
    write(no, New(fact=released, settles=settled), by=by, at=at)


def note(no: int | str, *, words: str, happened_at: datetime | None = None, by: Person, at: datetime) -> None:
    """A line of the record; possible after the end too. Refused (409) in words the customer could not read (T15)."""
    said = facts.Noted(words=clean(words, Text("記録", "Note")))
    _, past, _ = queries.opened(no, by=by, act="cases.write")
    outgoing.hold(outgoing.Going(said.kind, said.words, Mode.INTERNAL), past)
    write(no, New(fact=said, happened_at=happened_at), by=by, at=at, ended_too=True)


def give_first_aid(no: int | str, *, what: str, cost: int = 0, by: Person, at: datetime) -> None:
    """応急処置 at any stage, within the limit the representative signed (R8-10). cost in yen, 0 or more."""
    limit = policies.limit("cases.first_aid_yen", 0)
    if cost < 0:
        raise Refusal(Text("費用は0円以上にしてください。", "The cost must be 0 or more."), status=400)
    if cost > limit:
        raise Refusal(
            Text(
                "応急処置の費用 {cost:,}円は、代表が認めた上限 {limit:,}円を超えます。損失の決裁をお願いしてください。",
                "First aid of {cost:,} yen exceeds the limit the representative signed ({limit:,} yen). Ask for a decision on the loss.",
            ).with_(cost=cost, limit=limit)
        )
    given = facts.FirstAidGiven(what=clean(what, Text("応急処置の内容", "First aid"), longest=5000), cost=cost)
    write(no, given, by=by, at=at)


def transfer(no: int | str, *, to: str, asked: bool = False, by: Person, at: datetime) -> None:
    """The caller was passed on to a colleague (S004-2.1.4): the contact stays, and the second time is an incident."""
    case, _, state = queries.opened(no, by=by, act="cases.write")
    rules.refuse_if_ended(state)
    named = people.person(to)
    if named is None or named.door:
        raise Refusal(Text("お取り次ぎ先が見つかりません。", "There is no such colleague."), status=400)
    if to in customers.refused_people(case.customer):
        raise Refusal(REFUSED.with_(name=named.name))
    append(case.stream, *rules.passed_on(state, to, asked=asked), by=by.pk, at=at)


def ring_fence(no: int | str, *, readers: list[str], reason: str, by: Person, at: datetime) -> None:
    """Only the named people may see the case from now on (harassment, leak, whistle-blowing)."""
    queries.visible_case(no, by=by)
    access.allow(by, "cases.ring_fence")
    if any(people.person(reader) is None for reader in readers):
        raise Refusal(Text("その方が見つかりません。", "There is no such person."), status=400)
    kept = sorted({*readers, by.pk})
    fenced = facts.RingFenced(people=kept, reason=clean(reason, Text("理由", "Reason"), longest=1000))
    write(no, fenced, by=by, at=at, act="cases.ring_fence")


def _refuse_reader(no: int | str, *, by: Person) -> None:
    """Sight and leave are asked before anything else, so that a mistake in a form tells a stranger nothing."""
    queries.visible_case(no, by=by)
    access.allow(by, "cases.write")


def _refuse_special(owed: Promise) -> None:
    """Some promises are settled only by the act they ask for."""
    if owed.kind == facts.NEXT_CONTACT:
        raise Refusal(
            Text(
                "終わっていない案件には次のご連絡が要ります。「お客様にご連絡した」として記録してください。",
                "An open case needs a next contact. Please record it as a contact with the customer.",
            )
        )
    _refuse_inside(owed)


def _refuse_inside(owed: Promise) -> None:
    if owed.to != "customer":
        raise Refusal(
            Text(
                "「{what}」は、その記録をすることで果たされます。取り下げも、日時の変更もできません。",
                "“{what}” is settled by doing it. It can be neither released nor moved.",
            ).with_(what=promises.what(owed))
        )


def _open_promise(no: int | str, pk: str, *, by: Person) -> Promise:
    case = queries.visible_case(no, by=by)
    found = Promise.objects.filter(pk=pk, stream=case.stream).first()
    if found is None:
        raise Refusal(Text("そのお約束が見つかりません。", "There is no such promise."), status=404)
    if found.outcome != "open":
        raise Refusal(Text("そのお約束はすでに果たされています。", "That promise has already been settled."))
    return found
