"""Stage one: it has arisen, is received and written down at once, and the first report opens the next stage."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from nattoku.board.tracks import handling
from nattoku.cases import actions as cases
from nattoku.cases import facts, queries
from nattoku.cases.rules import CaseState
from nattoku.cases.words import STAGES, STAGES_FOR_CUSTOMERS, Door, Stage
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.reports import actions as reports
from nattoku.reports.rules import customer_untold
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


@pytest.mark.rule("T12")
def test_away_from_the_customer_the_report_is_due_within_minutes_and_the_customer_is_told_that_it_was_made(
    company: Company, at: datetime
) -> None:
    received = cases.receive(cases.Intake(door=Door.PHONE, words="w", fact="f"), by=company.sato, at=at)[0]
    no = queries.no_of(received.stream)
    (due,) = promises.open_of_kind(received.stream, facts.REPORT_TO_LEADER)
    assert due.due_at - at <= timedelta(minutes=15)
    with pytest.raises(Refusal, match="まだ一報をしていません"):
        reports.tell_customer(no, by=company.sato, at=at)
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    assert customer_untold(history(received.stream))
    reports.tell_customer(no, by=company.sato, at=at)
    assert not customer_untold(history(received.stream))
    with pytest.raises(Refusal, match="もうお伝えしてあります"):
        reports.tell_customer(no, by=company.sato, at=at)


@pytest.mark.rule("T12")
def test_who_heard_the_report_being_made_need_not_be_told_of_it(company: Company, at: datetime) -> None:
    received = cases.receive(cases.Intake(door=Door.VISIT, words="w", fact="f"), by=company.sato, at=at)[0]
    reports.tell_leader(queries.no_of(received.stream), person="chiba", in_presence=True, by=company.sato, at=at)
    assert not customer_untold(history(received.stream))


@pytest.mark.rule("T12")
def test_away_from_the_customer_no_report_is_in_front_of_the_customer(
    company: Company, at: datetime, api: Any, client: Client
) -> None:
    received = cases.receive(cases.Intake(door=Door.PHONE, words="w", fact="f"), by=company.sato, at=at)[0]
    reports_of = f"/cases/{queries.no_of(received.stream)}/reports"
    told = {"kind": "told_leader", "person": "chiba"}
    refused = api(company.sato).post(reports_of, told | {"in_presence": True})
    assert refused.status_code == 400
    assert "対面でお受けしたときだけ" in refused.json()["detail"]
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert 'name="in_presence"' not in client.get(reports_of.removesuffix("s")).content.decode()
    assert api(company.sato).post(reports_of, told).status_code == 201
    assert api(company.sato).get(reports_of).json()["customer_untold"]
    api(company.sato).post(reports_of, {"kind": "customer_told"})
    assert not api(company.sato).get(reports_of).json()["customer_untold"]


@pytest.mark.rule("T12")
def test_the_report_card_offers_the_sentence_for_the_customer_until_it_was_said(
    company: Company, at: datetime, client: Client
) -> None:
    received = cases.receive(cases.Intake(door=Door.PHONE, words="w", fact="f"), by=company.sato, at=at)[0]
    no = queries.no_of(received.stream)
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    assert "お客様にもお伝えください" in client.get(f"/cases/{no}").content.decode()
    assert "ただいま報告いたしました" in client.get(f"/cases/{no}/report").content.decode()
    assert client.post(f"/cases/{no}/report/told", {"act": "customer"}).status_code == 303
    assert "お客様もご存じです" in client.get(f"/cases/{no}/report").content.decode()
    assert "お客様にもお伝えください" not in client.get(f"/cases/{no}").content.decode()
