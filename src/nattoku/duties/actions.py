"""The only writers of duties: decided, done, missed; what a customer is due and was given."""

from collections.abc import Sequence
from datetime import date, datetime

from nattoku.cases.timeline import name_choices
from nattoku.customers import queries as customers
from nattoku.customers.facts import CHANNELS
from nattoku.customers.models import Customer
from nattoku.duties import facts, queries, rules
from nattoku.duties.words import CARES, OCCASIONS, OF, Care, Check, Duty, Form, Occasion, sells
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history, hold
from nattoku.ledger.facts import New, Settlement
from nattoku.ledger.models import Promise
from nattoku.lib.clock import TOKYO, happened, in_tokyo
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.actions import SYSTEM
from nattoku.people.models import Person
from nattoku.policies import queries as policies

NO_DIVISION = Text("部門が見つかりません。", "There is no such division.")
NO_CARE = Text("その予定が見つかりません。", "There is no such plan.")
WHAT = Text("行ったこと", "What was done")
CONFIRMED = Text("期日をどなたに、どう確かめたか", "With whom the date was confirmed, and how")
name_choices({duty: one.what for duty, one in OF.items()})
name_choices({care: one.what for care, one in CARES.items()})
name_choices(OCCASIONS)


def decide(
    *, duty: Duty, months: int, target: int = 0, division: str = "", reason: str, by: Person, at: datetime
) -> None:
    """How often a duty is due, for one division or all (""); 0 months: not at all. The representative alone."""
    access.allow(by, "duties.decide")
    rules.refuse_rhythm(months, target)
    if division:
        _known(division)
    why = clean(reason, Text("理由", "Reason"), longest=1000)
    decided = facts.DutyDecided(duty=duty, division=division, months=months, target=target, reason=why)
    append(facts.COMPANY, decided, by=by.pk, at=at)


def do(
    *,
    division: str,
    duty: Duty,
    evidence: str,
    number: int = 0,
    results: int = 0,
    checked: Sequence[Check] = (),
    period: date | None = None,
    by: Person,
    at: datetime,
) -> None:
    """A duty was done: what shows it, and how much. period: a day of an earlier period that was missed."""
    _own(division, by)
    rules.refuse_unchecked(duty, checked)
    today = at.astimezone(TOKYO).date()
    if period and period > today:
        raise Refusal(Text("先の期間の分は、まだ書けません。", "That period lies ahead."), status=400)
    done = facts.DutyDone(
        division=division,
        duty=duty,
        period=period or today,
        number=_count(number),
        results=_count(results),
        checked=sorted(set(checked)),
        evidence=clean(evidence, Text("行ったことと、その証し", "What was done, and what shows it"), longest=5000),
    )
    append(facts.of_division(division), done, by=by.pk, at=at)


def hold_event(
    *,
    division: str,
    title: str,
    seminar: bool,
    free: bool,
    planned_from: datetime,
    planned_to: datetime,
    began_at: datetime,
    ended_at: datetime,
    people: int,
    form: Sequence[Form] = (),
    results: int = 0,
    by: Person,
    at: datetime,
) -> None:
    """An event was held: its times as appointed and as they were, and its form. Its survey speaks for itself."""
    _own(division, by)
    planned_from, planned_to, began_at, ended_at = (in_tokyo(m) for m in (planned_from, planned_to, began_at, ended_at))
    happened(ended_at, at=at)
    if planned_to <= planned_from or ended_at <= began_at:
        raise Refusal(Text("終わりの時刻を、始まりより後にしてください。", "It must end after it begins."), status=400)
    held = facts.EventHeld(
        division=division,
        seminar=seminar,
        free=free,
        planned_from=planned_from,
        planned_to=planned_to,
        began_at=began_at,
        ended_at=ended_at,
        people=_count(people),
        form=sorted(set(form)),
        results=_count(results),
        title=clean(title, Text("催しの名前", "The event"), longest=200),
    )
    append(facts.of_division(division), New(fact=held, happened_at=ended_at), by=by.pk, at=at)


def record_profit(*, customer: str, yen: int, by: Person, at: datetime) -> None:
    """The gross profit of a customer; at the threshold or above, the leader owes a meeting, once (S004-1.3.1)."""
    card = _customer(customer, by)
    if not -(10**12) < yen < 10**12:
        raise Refusal(Text("粗利益の額をお確かめください。", "Please check the amount."), status=400)
    hold(facts.of_customer(card.pk))
    append(facts.of_customer(card.pk), facts.ProfitRecorded(customer=card.pk, yen=yen), by=by.pk, at=at)
    kind = facts.PROMISES_OF[Care.MEETING]
    owed = Promise.objects.filter(stream=facts.of_customer(card.pk), kind=kind).exclude(outcome="released")
    if yen >= policies.number(queries.THRESHOLD) and not owed.exists():
        leader = next(iter(people.heads(card.division)), people.representative())
        _promise(card, Care.MEETING, Occasion.PROFIT, "", None, leader.pk if leader else "", by=by, at=at)


def promise_care(
    *,
    customer: str,
    care: Care,
    occasion: Occasion,
    words: str = "",
    due_at: datetime | None = None,
    owed_by: str = "",
    by: Person,
    at: datetime,
) -> str:
    """Something is due to a customer; returns the promise's id. Refused (409) when it is selling and selling rests."""
    card = _customer(customer, by)
    if occasion not in CARES[care].occasions:
        raise Refusal(Text("きっかけをお選びください。", "Please choose the occasion."), status=400)
    if due_at is not None and due_at <= at:
        raise Refusal(Text("期日は、これからの日時にしてください。", "It must lie ahead."), status=400)
    if owed_by and people.person(owed_by) is None:
        raise Refusal(Text("受け持つ方が見つかりません。", "There is no such colleague."), status=400)
    _refuse_selling(card, care, occasion, at=at)
    return _promise(card, care, occasion, words, due_at, owed_by or by.pk, by=by, at=at)


def give_care(
    *,
    customer: str,
    promise: str,
    words: str,
    channel: str,
    introduced: bool = False,
    confirmed: str = "",
    by: Person,
    at: datetime,
) -> None:
    """It was done. introduced: new business was spoken of, which rests while a complaint is open (S004-1.3.1.1).

    A meeting is a meeting in person, and the leader's. confirmed: with whom inside the date of a request was confirmed,
    and what; without it no date is answered (S000-8, T11).
    """
    card = _customer(customer, by)
    owed = _owed(card, promise)
    care = queries.KINDS[owed.kind]
    said = queries._said([owed]).get(owed.pk)
    occasion = said.occasion if said else CARES[care].occasions[0]
    _refuse_selling(card, care, occasion, at=at)
    if introduced:
        rules.refuse_selling(queries.rest(card.pk, at=at), declined=False)
    if channel not in set(CHANNELS):
        raise Refusal(Text("お伝えした方法をお選びください。", "Please choose how."), status=400)
    if care is Care.MEETING and (channel != "visit" or not access.may(by, "duties.meet")):
        raise Refusal(
            Text(
                "リーダーが直接お目にかかったことを書いてください。",
                "It is the leader who meets the customer in person.",
            )
        )
    given = facts.CareGiven(
        customer=card.pk,
        care=care,
        occasion=occasion,
        channel=channel,
        met=channel == "visit",
        introduced=introduced,
        confirmed=clean(confirmed, CONFIRMED, longest=1000, required=care is Care.REQUEST),
        words=clean(words, WHAT, longest=5000),
    )
    append(facts.of_customer(card.pk), New(fact=given, settles=(Settlement(promise=owed.pk),)), by=by.pk, at=at)


def release_care(*, customer: str, promise: str, reason: str, by: Person, at: datetime) -> None:
    """It is not due any more, with the reason."""
    card = _customer(customer, by)
    owed = _owed(card, promise)
    why = clean(reason, Text("取りやめる理由", "Why not"), longest=1000)
    released = facts.CareReleased(customer=card.pk, care=queries.KINDS[owed.kind], reason=why)
    settled = (Settlement(promise=owed.pk, outcome="released"),)
    append(facts.of_customer(card.pk), New(fact=released, settles=settled), by=by.pk, at=at)


def decline_calls(*, customer: str, words: str, by: Person, at: datetime) -> None:
    """The customer wants no selling calls: nobody makes one from now on."""
    card = _customer(customer, by)
    said = clean(words, Text("お客様のお言葉", "The customer's words"), longest=1000)
    append(facts.of_customer(card.pk), facts.CallsDeclined(customer=card.pk, words=said), by=by.pk, at=at)


def watch(*, at: datetime) -> int:
    """Write down what was missed, dated when it was due; returns how many. A division is counted from its first look."""
    decided, written = queries.decisions(), 0
    for division in people.divisions():
        stream = facts.of_division(division.pk)
        past = history(stream)
        news = [
            New(
                fact=facts.DutyMissed(division=division.pk, duty=one.cadence.duty, period=one.start),
                happened_at=one.due,
            )
            for one in rules.missed(division.pk, past, decided, at=at)
        ]
        written += len(news)
        if not any(isinstance(r.fact, facts.DutiesBegun) for r in past):
            news = [New(fact=facts.DutiesBegun(division=division.pk))]
        if news:
            append(stream, *news, by=SYSTEM, at=at, expected_version=past[-1].seq if past else None)
    return written


def _promise(
    card: Customer,
    care: Care,
    occasion: Occasion,
    words: str,
    due_at: datetime | None,
    owed_by: str,
    *,
    by: Person,
    at: datetime,
) -> str:
    said = clean(words, Text("お伝えすること", "What to say"), longest=2000, required=care is Care.REQUEST)
    opened = policies.opening(facts.PROMISES_OF[care], to="customer", at=at, due_at=due_at, owed_by=owed_by)
    promised = facts.CarePromised(customer=card.pk, care=care, occasion=occasion, words=said)
    return append(facts.of_customer(card.pk), New(fact=promised, opens=(opened,)), by=by.pk, at=at)[0].promise_id(0)


def _refuse_selling(card: Customer, care: Care, occasion: Occasion, *, at: datetime) -> None:
    if sells(care, occasion):
        no_calls = care is Care.CALL and queries.declined(history(facts.of_customer(card.pk)))
        rules.refuse_selling(queries.rest(card.pk, at=at), no_calls)


def _owed(card: Customer, promise: str) -> Promise:
    found = next((p for p in promises.open_promises(facts.of_customer(card.pk)) if p.pk == promise), None)
    if found is None or found.kind not in queries.KINDS:
        raise Refusal(NO_CARE, status=404)
    return found


def _customer(customer: str, by: Person) -> Customer:
    found = customers.visible_customer(customer, by=by)
    access.allow(by, "duties.write")
    return found


def _known(division: str) -> None:
    if people.division(division) is None:
        raise Refusal(NO_DIVISION, status=404)


def _own(division: str, by: Person) -> None:
    _known(division)
    access.allow(by, "duties.write")
    if division not in people.divisions_of(by.pk) and not access.sees_everything(by):
        raise Refusal(Text("ご自身の部門の務めだけを書けます。", "You write for your own divisions."), status=403)


def _count(number: int) -> int:
    if not 0 <= number <= 1_000_000:
        raise Refusal(Text("数をお確かめください。", "Please check the number."), status=400)
    return number
