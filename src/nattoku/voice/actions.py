"""The only writers of ideas."""

from datetime import datetime

from nattoku.cases import queries as cases
from nattoku.customers import queries as customers
from nattoku.customers.facts import CHANNELS
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history, hold, next_number
from nattoku.ledger.facts import Fact, History, New, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.visits import hints
from nattoku.visits import rules as visits
from nattoku.visits.words import Decision as HintDecision
from nattoku.voice import facts, queries, rules
from nattoku.voice.facts import DECIDE, TELL, Decision

WORDS = Text("お客様のお言葉", "The customer's words")
NARROW = Text(
    "限られた方だけの案件のお言葉は、企画に取り上げません。", "A ring-fenced case's words do not become an idea."
)


def hear(
    *,
    words: str = "",
    case: int = 0,
    visit: int = 0,
    hint: int = 0,
    customer: str = "",
    division: str = "",
    owner: str = "",
    by: Person,
    at: datetime,
) -> int:
    """A customer's words become an idea; returns its number. Of a case or a visit's hint, they are taken as they stand.

    Refused (404) for a case one does not see, (409) for a ring-fenced one and for a hint that is an idea already.
    """
    access.allow(by, "voice.write")
    if case:
        row, past, state = cases.opened(case, by=by)
        if row.ring_fenced:
            raise Refusal(NARROW)
        customer, division = state.customer, division or row.division
        words = _of_hint(past, visit, hint) if hint else words or state.received.words
        if hint and any((i.heard.case, i.heard.visit, i.heard.hint) == (case, visit, hint) for i in queries.ideas(by)):
            raise Refusal(Text("すでに企画に取り上げられています。", "It is an idea already."))
    elif customer:
        customer = customers.visible_customer(customer, by=by).pk
    division = division or next(iter(people.divisions_of(by.pk)), "") or people.divisions()[0].pk
    if people.division(division) is None or (owner and people.person(owner) is None):
        raise Refusal(
            Text("部門か、受け持つ方が見つかりません。", "There is no such division or colleague."), status=400
        )
    number = next_number("idea", first=1)
    heard = facts.Heard(
        idea=number,
        division=division,
        customer=customer,
        case=case,
        visit=visit,
        hint=hint,
        words=clean(words, WORDS, longest=10_000),
    )
    leader = next((p.pk for p in people.heads(division)), by.pk)
    owed = policies.opening(DECIDE, to="company", at=at, owed_by=owner or leader)
    append(facts.stream(number), New(fact=heard, opens=(owed,)), by=by.pk, at=at)
    return number


def decide(no: int | str, *, decision: Decision, why: str, plan: str = "", by: Person, at: datetime) -> None:
    """What becomes of it. A hint of a visit that is not decided yet is decided with it, without a second entry."""
    idea = _idea(no, by)
    access.allow(by, "voice.decide")
    rules.may_decide(idea)
    rules.refuse_planless(decision, plan)
    said = facts.Decided(
        decision=decision,
        plan=clean(plan, Text("企画の名前", "The plan"), longest=200, required=False),
        why=clean(why, Text("理由、または誰がいつまでに何をするか", "Why, or who does what by when"), longest=5000),
    )
    stream = facts.stream(idea.no)
    first = idea.decision is None
    opens = (policies.opening(TELL, to="customer", at=at, owed_by=by.pk),) if first else ()
    done = tuple(Settlement(promise=p.pk) for p in promises.open_of_kind(stream, DECIDE))
    append(stream, New(fact=said, opens=opens, settles=done), by=by.pk, at=at)
    if idea.heard.hint:
        _decide_hint(idea.heard, decision, why, by=by, at=at)


def tell(no: int | str, *, words: str, channel: str, by: Person, at: datetime) -> None:
    """The customer heard what became of it."""
    idea = _idea(no, by)
    rules.may_tell(idea)
    if channel not in set(CHANNELS):
        raise Refusal(Text("お伝えした方法をお選びください。", "Please choose how."), status=400)
    told = facts.Told(channel=channel, words=clean(words, Text("お伝えしたこと", "What was said"), longest=5000))
    _settle(idea, told, "done", by=by, at=at)


def leave_untold(no: int | str, *, reason: str, by: Person, at: datetime) -> None:
    """Nobody can be told, with the reason."""
    idea = _idea(no, by)
    rules.may_tell(idea)
    untold = facts.Untold(reason=clean(reason, Text("お伝えしない理由", "Why not"), longest=1000))
    _settle(idea, untold, "released", by=by, at=at)


def _settle(idea: rules.Idea, said: Fact, outcome: str, *, by: Person, at: datetime) -> None:
    stream = facts.stream(idea.no)
    done = tuple(Settlement(promise=p.pk, outcome=outcome) for p in promises.open_of_kind(stream, TELL))
    append(stream, New(fact=said, settles=done), by=by.pk, at=at)


def _idea(no: int | str, by: Person) -> rules.Idea:
    idea = queries.idea(no, by=by)
    access.allow(by, "voice.write")
    hold(facts.stream(idea.no))
    return rules.idea_of(history(facts.stream(idea.no)))


def _of_hint(past: History, visit: int, hint: int) -> str:
    return visits.hint_of(visits.visits_of(past)[visit], hint).words


def _decide_hint(heard: facts.Heard, decision: Decision, why: str, *, by: Person, at: datetime) -> None:
    _, past, _ = cases.opened(heard.case, by=by)
    found = visits.hint_of(visits.visits_of(past)[heard.visit], heard.hint)
    if found.decision:
        return
    if not found.owner:
        hints.assign(heard.case, visit=heard.visit, hint=heard.hint, person=by.pk, by=by, at=at)
    hints.decide(
        heard.case, visit=heard.visit, hint=heard.hint, decision=HintDecision(decision.value), words=why, by=by, at=at
    )
