"""What customers teach us at a visit: each thing gets somebody who looks after it, and a decision (S003-7)."""

from datetime import datetime

from nattoku.cases import queries
from nattoku.cases.timeline import name_choices
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people import queries as people
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.visits import facts, rules
from nattoku.visits.words import DECISIONS, Decision

name_choices(DECISIONS)


def assign(no: int | str, *, visit: int, hint: int, person: str, by: Person, at: datetime) -> None:
    """Somebody looks after it from now on; the decision is owed by them. Also after the case has ended."""
    case, past, _ = queries.opened(no, by=by, act="visits.write")
    found = rules.hint_of(rules.visits_of(past)[visit], hint)
    if found.decision:
        rules.may_decide_hint(found)
    owner = people.person(person)
    if owner is None or not access.may(owner, "visits.write"):
        raise Refusal(Text("受け持つ者にできない方が選ばれています。", "Somebody named cannot do it."), status=400)
    new = New(
        fact=facts.HintAssigned(visit=visit, hint=hint, person=owner.pk),
        opens=(policies.opening(facts.HINT, to="company", at=at, owed_by=owner.pk),),
        settles=_settled(case.stream, found, outcome="moved"),
    )
    append(case.stream, new, by=by.pk, at=at)


def decide(no: int | str, *, visit: int, hint: int, decision: Decision, words: str, by: Person, at: datetime) -> None:
    """What becomes of it, and why; said by whoever looks after it, or by a leader."""
    case, past, _ = queries.opened(no, by=by, act="visits.write")
    found = rules.hint_of(rules.visits_of(past)[visit], hint)
    rules.may_decide_hint(found)
    if by.pk != found.owner and not access.may(by, "visits.approve"):
        raise Refusal(
            Text("受け持つ者かリーダーが決めます。", "Whoever looks after it, or a leader, decides."), status=403
        )
    decided = facts.HintDecided(
        visit=visit,
        hint=hint,
        decision=decision,
        words=clean(words, Text("誰がいつまでに何をするか、または見送る理由", "Who does what by when, or why not")),
    )
    append(case.stream, New(fact=decided, settles=_settled(case.stream, found, outcome="done")), by=by.pk, at=at)


def _settled(stream: str, hint: rules.Hint, *, outcome: str) -> tuple[Settlement, ...]:
    """The decision owed on this very hint: one fact may have promised several, in their order."""
    opened = [p for p in promises.promises(stream) if p.kind == facts.HINT and _place(p.pk)[0] == hint.seq]
    opened.sort(key=lambda p: _place(p.pk))
    if not opened:
        return ()
    owed = opened[0] if hint.owner else opened[hint.number - 1]
    return (Settlement(promise=owed.pk, outcome=outcome),) if owed.outcome == "open" else ()


def _place(promise: str) -> tuple[int, int]:
    """Where the promise was opened: its fact's seq, and which of that fact's."""
    _, seq, index = promise.rsplit(":", 2)
    return int(seq), int(index)
