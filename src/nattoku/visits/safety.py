"""Whoever goes comes back: the look in the mirror before, the word after leaving, the call when it is unsafe (T3)."""

from collections.abc import Collection
from datetime import datetime

from nattoku.cases import queries
from nattoku.cases.rules import refuse_if_ended
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append
from nattoku.ledger.facts import New
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people.models import Person
from nattoku.policies import queries as policies
from nattoku.visits import facts, rules
from nattoku.visits.actions import settled
from nattoku.visits.words import Bearing


def prepare(
    no: int | str, *, visit: int, ready: Collection[Bearing], remark: str = "", by: Person, at: datetime
) -> None:
    """Appearance and bearing as they were before going in (S001-9, S001-17b). remark: for the leaders' eyes alone."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    rules.may_prepare(rules.visits_of(past)[visit])
    if not ready:
        raise Refusal(
            Text("確かめたことを一つ以上選んでください。", "Please choose what you have checked."), status=400
        )
    checked = facts.VisitPrepared(
        visit=visit,
        ready=[b for b in Bearing if b in ready],
        open=[b for b in Bearing if b not in ready],
        remark=clean(remark, Text("身だしなみのひと言", "Remark on appearance"), longest=2000, required=False),
    )
    append(case.stream, New(fact=checked), by=by.pk, at=at)


def leave(no: int | str, *, visit: int, happened_at: datetime | None = None, by: Person, at: datetime) -> None:
    """We are out and well; from now on the record is owed."""
    case, past, state = queries.opened(no, by=by, act="visits.write")
    refuse_if_ended(state)
    rules.may_leave(rules.visits_of(past)[visit])
    owed = policies.opening(facts.RECORD, to="company", at=at, owed_by=by.pk)
    new = New(
        fact=facts.VisitLeft(visit=visit),
        happened_at=happened_at,
        opens=() if promises.open_of_kind(case.stream, facts.RECORD) else (owed,),
        settles=settled(case.stream, facts.SAFE_RETURN),
    )
    append(case.stream, new, by=by.pk, at=at)


def feel_danger(no: int | str, *, visit: int, words: str = "", by: Person, at: datetime) -> None:
    """The leader hears of it at once; nothing is asked of whoever says it. Also after leaving."""
    case, past, _ = queries.opened(no, by=by, act="visits.write")
    rules.visits_of(past)[visit]
    said = clean(words, Text("様子", "What happens"), longest=2000, required=False)
    append(case.stream, New(fact=facts.DangerFelt(visit=visit, words=said)), by=by.pk, at=at)
