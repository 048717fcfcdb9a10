"""The only writers: the clause, the person's own word, and a human's judgement."""

from datetime import date, datetime

from nattoku.lateness import facts, queries, rules
from nattoku.lateness.facts import Excuse
from nattoku.ledger.append import append, history, hold
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text, clean
from nattoku.people import access
from nattoku.people.models import Person

UNKNOWN = Text("そのような一報の遅れはありません。", "There is no such late report.")
WORDING = Text("条文", "The wording")


def record_clause(
    *,
    title: str,
    wording: str,
    in_force_on: date,
    voluntary: bool = True,
    ended: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """The representative records the clause as it stands in the rating rules; until then everything here is off."""
    access.allow(by, "lateness.decide")
    recorded = facts.ClauseRecorded(
        in_force_on=in_force_on,
        voluntary=voluntary,
        ended=ended,
        title=clean(title, Text("規程の名前と条", "Which rules, which clause"), longest=200),
        wording=clean(wording, WORDING, longest=5000),
    )
    append(facts.COMPANY, recorded, by=by.pk, at=at)


def see(*, case: int, excuse: Excuse | None = None, words: str = "", by: Person, at: datetime) -> None:
    """One's own late report, seen and answered; again, as long as nobody has judged it."""
    access.allow(by, "lateness.own")
    hold(facts.of_person(by.pk))
    if not any(one.case == case for one in queries.late(at=at, person=by.pk)):
        raise Refusal(UNKNOWN, status=404)
    rules.may_see(queries.clause(), _heard(by.pk, case))
    said = clean(words, Text("お考え", "Your word"), longest=5000, required=False)
    append(facts.of_person(by.pk), facts.Seen(person=by.pk, case=case, excuse=excuse, words=said), by=by.pk, at=at)


def judge(*, person: str, case: int, lowered: bool, reason: str, by: Person, at: datetime) -> None:
    """The representative decides, with a reason, after the person was heard. Nothing else ever lowers anything."""
    access.allow(by, "lateness.decide")
    hold(facts.of_person(person))
    if not any(one.case == case for one in queries.late(at=at, person=person)):
        raise Refusal(UNKNOWN, status=404)
    rules.may_judge(queries.clause(), _heard(person, case), person=person, by=by.pk, lowered=lowered)
    why = clean(reason, Text("判断の理由", "The reason"), longest=2000)
    append(
        facts.of_person(person), facts.Judged(person=person, case=case, lowered=lowered, reason=why), by=by.pk, at=at
    )


def _heard(person: str, case: int) -> rules.Heard:
    return rules.heard_of(history(facts.of_person(person))).get(case, rules.Heard())
