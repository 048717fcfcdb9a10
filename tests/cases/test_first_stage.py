"""Stage one: it has arisen, is received and written down at once, and the first report opens the next stage."""

from datetime import datetime, timedelta

import pytest

from nattoku.board.tracks import handling
from nattoku.cases import actions as cases
from nattoku.cases import facts, queries
from nattoku.cases.rules import CaseState
from nattoku.cases.words import STAGES, STAGES_FOR_CUSTOMERS, Door, Stage
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.reports import actions as reports
from tests.company import Company


def state(no: int, company: Company) -> CaseState:
    return queries.opened(no, by=company.sato)[2]


@pytest.mark.rule("S002-2")
def test_a_complaint_enters_the_first_stage_when_it_arose_and_is_written_down_at_once(
    company: Company, at: datetime
) -> None:
    said = at - timedelta(minutes=7)
    intake = cases.Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", happened_at=said)
    (first, *_) = cases.receive(intake, by=company.sato, at=at)
    no = queries.no_of(first.stream)
    assert isinstance(first.fact, facts.CaseReceived)
    assert (first.seq, first.by, first.happened_at, first.recorded_at) == (1, "sato", said, at)
    assert state(no, company).entered == {Stage.OCCURRED: said}
    assert (STAGES[Stage.OCCURRED].ja, STAGES_FOR_CUSTOMERS[Stage.OCCURRED].ja) == ("発生", "受付")
    owed = {p.kind for p in promises.open_promises(first.stream)}
    assert owed >= {facts.REPORT_TO_LEADER, facts.NEXT_CONTACT}, "with the receipt the first report is owed"
    now = handling(state(no, company))
    assert [step.state for step in now] == ["now", "later", "later", "later", "later"]


@pytest.mark.rule("S002-2")
def test_the_first_report_to_the_leader_ends_the_first_stage(company: Company, at: datetime) -> None:
    received = cases.receive(cases.Intake(door=Door.PHONE, words="w", fact="f"), by=company.sato, at=at)[0]
    no, called = queries.no_of(received.stream), at + timedelta(minutes=3)
    reports.tell_leader(no, person="chiba", by=company.sato, at=called)
    assert state(no, company).stage is Stage.CONTENT
    assert state(no, company).entered == {Stage.OCCURRED: at, Stage.CONTENT: called}
    assert not promises.open_of_kind(received.stream, facts.REPORT_TO_LEADER)
    assert [r.kind for r in history(received.stream)].index("reports.told_leader") > 0
