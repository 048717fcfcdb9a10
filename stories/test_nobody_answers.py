"""Nobody can be reached: the leader does not answer, and the roster is climbed, each rung dated when it was due."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

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
from stories.browser.stocking import Teller
from stories.waiting import ALLOWED, Late, received_in
from tests.company import NOW, Company
from tests.house import House, found, house
from tests.peers.smtp import SmtpPeer

T = TypeVar("T")


def received(company: Company) -> str:
    intake = cases.Intake(door=Door.PHONE, words="頼んだ椅子がまだ届かない", fact="椅子2脚が届いていない")
    return cases.receive(intake, by=company.sato, at=NOW)[0].stream


def escalations(stream: str) -> list[Any]:
    """Of the first report; what else is late by then is another story."""
    first = Promise.objects.get(stream=stream, kind="cases.report_to_leader").pk
    return [r for r in history(stream) if r.kind == "deadlines.escalated" and r.fact.promise == first]  # type: ignore[attr-defined]


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
    watch(at=NOW + timedelta(hours=5))
    assert len(escalations(stream)) == 2, "the ladder ends with the representative"


def test_each_rung_is_a_message_to_that_person(company: Company) -> None:
    stream = received(company)
    watch(at=NOW + ALLOWED)
    watch(at=NOW + 2 * ALLOWED)
    told = Notice.objects.filter(stream=stream, kind="deadlines.escalation_told", body__contains="一報")
    notices = told.order_by("id")
    assert [n.address for n in notices] == ["chiba@example.jp", "daihyo@example.jp"]
    assert when(NOW + ALLOWED).ja in notices[0].body


def test_once_somebody_was_told_nobody_else_is_called(company: Company) -> None:
    stream = received(company)
    no = stream.partition(":")[2]
    watch(at=NOW + timedelta(minutes=16))
    reports.tell_leader(no, person="kato", by=company.sato, at=NOW + timedelta(minutes=20))
    watch(at=NOW + timedelta(hours=5))
    assert [e.fact.person for e in escalations(stream)] == ["chiba"]
    assert Promise.objects.get(stream=stream, kind="cases.report_to_leader").outcome == "late"


def test_the_stand_in_of_the_roster_is_called_before_the_superior(company: Company) -> None:
    every_day = [
        {"weekday": day, "from": "00:00", "to": "24:00", "person": "kato", "stand_ins": ["ueno"]} for day in range(7)
    ]
    people.set_duty(division="sales", slots=every_day, by="kato", at=NOW)
    stream = received(company)
    watch(at=NOW + timedelta(hours=5))
    assert [e.fact.person for e in escalations(stream)] == ["kato", "ueno", "chiba", "daihyo"]


@pytest.fixture
def reopened(tmp_path: Path) -> Iterator[tuple[House, dict[str, str], SmtpPeer, Late]]:
    """A real house that was closed while the first report fell due, and opens two rungs late."""
    tokens = found(tmp_path / "house")
    late = received_in(tmp_path / "house", 2 * ALLOWED + timedelta(minutes=3))
    with SmtpPeer() as post:
        mail = {
            "NATTOKU_SMTP_HOST": post.host,
            "NATTOKU_SMTP_PORT": str(post.port),
            "NATTOKU_SMTP_STARTTLS": "false",
            "NATTOKU_MAIL_FROM": "nattoku@example.jp",
        }
        with house(tmp_path / "house", **mail) as running:
            yield running, tokens, post, late


@pytest.mark.skipif(
    os.environ.get("NATTOKU_TEST_DATABASE") == "postgres", reason="a house of its own is on the embedded database"
)
@pytest.mark.rule("S004-4.2")
def test_a_running_house_tells_each_person_of_the_roster_dated_when_it_was_due_until_somebody_was_told(
    reopened: tuple[House, dict[str, str], SmtpPeer, Late],
) -> None:
    running, tokens, post, late = reopened
    opened_at = datetime.now(UTC)
    sato = Teller(running.url, tokens["sato"])

    def rungs(no: str) -> list[Any]:
        facts = sato.get(f"/cases/{no}/facts")["facts"]
        return [f for f in facts if f["kind"] == "deadlines.escalated" and "一報" in f["sentence"]]

    climbed = sooner_or_later(lambda: rungs(late.no), lambda found: len(found) == 2)
    assert [datetime.fromisoformat(f["happened_at"]) for f in climbed] == [
        late.received_at + ALLOWED,
        late.received_at + 2 * ALLOWED,
    ], "dated when each was due"
    assert all(abs(datetime.fromisoformat(f["recorded_at"]) - opened_at) < timedelta(minutes=2) for f in climbed)
    assert ["千葉 亮" in climbed[0]["sentence"], "代田 守" in climbed[1]["sentence"]] == [True, True]
    told = {"chiba@example.jp", "daihyo@example.jp"}
    sooner_or_later(lambda: {to for mail in post.arrived for to in mail.recipients}, told.issubset)

    just_due = received_in(running.data, ALLOWED)
    [first] = sooner_or_later(lambda: rungs(just_due.no), bool)
    assert datetime.fromisoformat(first["happened_at"]) == just_due.received_at + ALLOWED

    for no in (late.no, just_due.no):
        sato.post(f"/cases/{no}/reports", {"kind": "not_reached", "person": "chiba"})
        sato.post(f"/cases/{no}/reports", {"kind": "told_leader", "person": "daihyo"})
        owed = sato.get(f"/cases/{no}")["promises"]
        assert [p["outcome"] for p in owed if p["kind"] == "cases.report_to_leader"] == ["late"]


def sooner_or_later(look: Callable[[], T], enough: Callable[[T], bool]) -> T:
    """What is seen once it is enough; what a worker does takes its moment."""
    until = time.monotonic() + 30
    while not enough(seen := look()):
        assert time.monotonic() < until, seen
        time.sleep(0.1)
    return seen
