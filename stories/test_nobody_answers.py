"""Nobody can be reached: the leader does not answer, and the roster is climbed, each rung dated when it was due."""

from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.words import Door
from nattoku.deadlines.watcher import watch
from nattoku.ledger.append import history
from nattoku.ledger.models import Promise
from nattoku.lib.clock import when
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.reports import actions as reports
from tests.company import NOW, Company

ALLOWED = timedelta(minutes=15)


def received(company: Company) -> str:
    intake = cases.Intake(door=Door.PHONE, words="頼んだ椅子がまだ届かない", fact="椅子2脚が届いていない")
    return cases.receive(intake, by=company.sato, at=NOW)[0].stream


def escalations(stream: str) -> list[Any]:
    return [r for r in history(stream) if r.kind == "deadlines.escalated"]


@pytest.mark.rule("S004-4.2")
def test_the_next_person_of_the_roster_hears_dated_when_it_was_due(company: Company) -> None:
    stream = received(company)
    no = stream.partition(":")[2]
    reports.miss_leader(no, person="chiba", by=company.sato, at=NOW + timedelta(minutes=1))

    assert watch(at=NOW + timedelta(minutes=14)) == 0, "there are fifteen minutes"
    noticed = NOW + timedelta(minutes=22)
    assert watch(at=noticed) == 1
    (first,) = escalations(stream)
    assert first.happened_at == NOW + ALLOWED, "dated when it was due"
    assert first.recorded_at == noticed, "and written when it was noticed"
    assert first.fact.person == "chiba"

    assert watch(at=noticed) == 0, "each rung once"
    watch(at=NOW + 2 * ALLOWED)
    assert [e.fact.person for e in escalations(stream)] == ["chiba", "daihyo"]
    assert escalations(stream)[1].happened_at == NOW + 2 * ALLOWED
    assert watch(at=NOW + timedelta(hours=5)) == 0, "the ladder ends with the representative"


def test_each_rung_is_a_message_to_that_person(company: Company) -> None:
    stream = received(company)
    watch(at=NOW + timedelta(hours=2))
    notices = Notice.objects.filter(stream=stream, kind="deadlines.escalated").order_by("id")
    assert [n.address for n in notices] == ["chiba@example.jp", "daihyo@example.jp"]
    assert when(NOW + ALLOWED).ja in notices[0].body


def test_once_somebody_was_told_nobody_else_is_called(company: Company) -> None:
    stream = received(company)
    no = stream.partition(":")[2]
    watch(at=NOW + timedelta(minutes=16))
    reports.tell_leader(no, person="kato", by=company.sato, at=NOW + timedelta(minutes=20))
    assert watch(at=NOW + timedelta(hours=5)) == 0
    assert Promise.objects.get(stream=stream, kind="cases.report_to_leader").outcome == "late"


def test_the_stand_in_of_the_roster_is_called_before_the_superior(company: Company) -> None:
    every_day = [
        {"weekday": day, "from": "00:00", "to": "24:00", "person": "kato", "stand_ins": ["ueno"]} for day in range(7)
    ]
    people.set_duty(division="sales", slots=every_day, by="kato", at=NOW)
    stream = received(company)
    watch(at=NOW + timedelta(hours=5))
    assert [e.fact.person for e in escalations(stream)] == ["kato", "ueno", "chiba", "daihyo"]
