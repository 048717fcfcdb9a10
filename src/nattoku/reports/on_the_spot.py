"""その場で解決: a complaint received, reported and ended within the first contact (R8-3)."""

from datetime import datetime

from django.db import transaction

from nattoku.cases import actions as cases
from nattoku.cases import queries
from nattoku.cases.actions import Intake
from nattoku.closure import actions as closure
from nattoku.closure import rules
from nattoku.closure.facts import Meaning
from nattoku.people import access
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from nattoku.reports.facts import Means


def settle_on_the_spot(
    intake: Intake,
    *,
    done: str,
    cause: str,
    words: str,
    told: str,
    in_presence: bool | None = None,
    means: Means = Means.PHONE,
    through: str = "",
    told_at: datetime | None = None,
    completed_orally: bool = False,
    by: Person,
    at: datetime,
) -> int:
    """Everything of a short complaint in one transaction; returns the number of the resolved case.

    done: what was done for the customer. cause: one line. words: the customer's words of ご納得, verbatim.
    told: id of the leader who was told by voice, at told_at (None: now), in_presence of the customer or not.
    through: how the words came ("" takes the door). completed_orally: the leader heard the end as well.
    Refused (409) when there is or may be danger, money is asked for, severity is S or A, or a call back
    was promised; then nothing is written and the intake is received the usual way.
    """
    access.allow(by, "cases.receive")
    rules.may_settle_on_the_spot(
        danger=intake.danger,
        wish=intake.wish,
        severity=intake.severity,
        promised=intake.call_back_at is not None,
    )
    with transaction.atomic():
        no = queries.no_of(cases.receive(intake, by=by, at=at)[0].stream)
        reports.tell_leader(no, person=told, means=means, in_presence=in_presence, happened_at=told_at, by=by, at=at)
        closure.do_on_the_spot(no, done=done, cause=cause, by=by, at=at)
        closure.hear_last_word(
            no,
            words=words,
            meaning=Meaning.SATISFIED,
            said_to=by.name,
            through=through or intake.door.value,
            said_at=intake.happened_at,
            on_the_spot=True,
            by=by,
            at=at,
        )
        if completed_orally:
            reports.complete(no, oral=True, by=by, at=at)
    return no
