"""What ties a case to people's hearts and to other cases: did it heal, and which cases belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nattoku.cases import facts, queries, rules
from nattoku.cases.actions import write
from nattoku.cases.models import Case
from nattoku.cases.words import Hurt
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import queries as people
from nattoku.people.models import Person


def hear_healing(
    no: int | str,
    *,
    healed: Sequence[Hurt] = (),
    still: Sequence[Hurt] = (),
    words: str,
    by: Person,
    at: datetime,
) -> None:
    """Whether the hurt has healed, in the customer's words (S004-2.3.3); after the end too."""
    _, _, state = queries.opened(no, by=by, act="cases.write")
    rules.may_hear_healing(state, healed, still)
    said = clean(words, Text("お客様のお言葉・ご様子", "The customer's words"), longest=5000)
    write(no, facts.HealingHeard(healed=list(healed), still=list(still), words=said), by=by, at=at, ended_too=True)


def relate(no: int | str, *, other: int | str, why: str, by: Person, at: datetime) -> None:
    """Two cases belong together; both say so. Both must be in sight (404), and an ended one may be named."""
    here, _, state = queries.opened(no, by=by, act="cases.write")
    there = queries.visible_case(other, by=by)
    if there.no == here.no:
        raise Refusal(Text("同じ案件とは結べません。", "A case cannot be linked with itself."), status=400)
    if there.no in state.related:
        raise Refusal(Text("この二つの案件は、すでに結ばれています。", "These two cases are linked already."))
    said = clean(why, Text("どうつながるか", "How they belong together"), longest=1000)
    with transaction.atomic():
        write(here.no, facts.Related(case=there.no, why=said), by=by, at=at, ended_too=True)
        write(there.no, facts.Related(case=here.no, why=said), by=by, at=at, ended_too=True)


def related(state: rules.CaseState, *, by: Person) -> list[Case]:
    """The related cases that this person may see, in the order in which they were linked."""
    if not state.related:
        return []
    seen = queries.visible_cases(by).in_bulk(state.related)
    return [seen[no] for no in state.related if no in seen]


@dataclass(frozen=True)
class Responsible:
    """責任者: always the representative (S004-2.1.1). There is no fact, field or door by which it could be another."""

    id: str
    name: str


def responsible() -> Responsible | None:
    """Who answers for every complaint; None while the company has no representative yet."""
    found = people.representative()
    return Responsible(found.pk, found.name) if found else None
