"""Delivered is not heard: a person's own answer settles what is owed; and what starts narrow stays with few."""

from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import queries
from nattoku.cases.actions import Intake
from nattoku.cases.facts import REPORT_TO_LEADER
from nattoku.cases.words import Door, Narrow, Severity
from nattoku.ledger.append import history
from nattoku.ledger.queries import open_of_kind
from nattoku.lib.refusal import Refusal
from nattoku.notices import actions as notices
from nattoku.notices import incoming
from nattoku.notices.facts import ACKNOWLEDGE
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.reports import actions as reports
from tests.company import NOW, Company


def receive(company: Company, **more: Any) -> str:
    intake = Intake(door=Door.PHONE, words="届かない", fact="椅子が届いていない", **more)
    return cases.receive(intake, by=company.sato, at=NOW)[0].stream


def no(stream: str) -> int:
    return queries.no_of(stream)


@pytest.fixture
def shared(company: Company) -> str:
    stream = receive(company)
    reports.share(no(stream), by=company.sato, at=NOW)
    return stream


def owed(stream: str) -> set[str]:
    return {p.to for p in open_of_kind(stream, ACKNOWLEDGE)}


@pytest.mark.rule("S004-2.1.2.1")
def test_nobody_named_means_everybody(company: Company, shared: str) -> None:
    told = Notice.objects.filter(kind="reports.shared").values_list("to", flat=True)
    assert set(told) == {"division:sales", "division:logistics"}


@pytest.mark.rule("S004-2.1.2.1")
def test_leaving_a_division_out_wants_a_reason_which_is_kept(company: Company) -> None:
    stream = receive(company)
    with pytest.raises(Refusal, match="発送部"):
        reports.share(no(stream), divisions=["sales"], by=company.sato, at=NOW)
    reports.share(no(stream), divisions=["sales"], why_narrow="発送前のため", by=company.sato, at=NOW)
    assert [getattr(r.fact, "narrowed", "") for r in history(stream) if r.kind == "reports.shared"] == ["発送前のため"]


def test_what_a_machine_delivered_is_still_owed_until_a_person_has_read_it(company: Company, shared: str) -> None:
    Notice.objects.update(state="sent")
    assert owed(shared) == {"division:logistics"}
    assert notices.acknowledge(no(shared), by=company.mori, at=NOW) == ["logistics"]
    assert owed(shared) == set()


def test_one_cannot_read_for_another_division_nor_twice(company: Company, shared: str) -> None:
    with pytest.raises(Refusal):
        notices.acknowledge(no(shared), by=company.sato, at=NOW)
    notices.acknowledge(no(shared), by=company.mori, at=NOW)
    with pytest.raises(Refusal):
        notices.acknowledge(no(shared), by=company.mori, at=NOW)


def test_an_answer_in_the_room_by_a_colleague_shows_that_it_was_read(company: Company, shared: str) -> None:
    people.add_account(person="mori", channel="chatwork", address="102", mention="8802", by="mori", at=NOW)
    Notice.objects.filter(to="division:logistics").update(state="sent", peer="55")
    answer = {"channel": "chatwork", "address": "102", "peer": "55", "words": "倉庫にあります", "said_at": NOW}
    incoming.answered(**answer, author="999", name="外の人", message="56", at=NOW)
    assert owed(shared) == {"division:logistics"}
    incoming.answered(**answer, author="8802", message="57", at=NOW)
    incoming.answered(**answer, author="8802", message="57", at=NOW)
    assert owed(shared) == set()
    said = [(r.by, getattr(r.fact, "colleague", None)) for r in history(shared) if r.kind == "notices.answered"]
    assert said == [("system", False), ("mori", True)]


def test_an_answer_to_nothing_of_ours_writes_nothing(company: Company, shared: str) -> None:
    before = len(history(shared))
    answer = {"channel": "chatwork", "address": "102", "words": "？", "said_at": NOW, "author": "8802", "at": NOW}
    assert incoming.answered(**answer, peer="unknown", message="58") is None
    assert incoming.answered(**answer, peer="", message="59") is None
    assert len(history(shared)) == before


def test_a_leader_who_takes_it_has_heard_of_it(company: Company) -> None:
    stream = receive(company)
    reports.acknowledge(no(stream), by=company.chiba, at=NOW)
    assert open_of_kind(stream, REPORT_TO_LEADER), "to have read it is not yet the report by voice"
    reports.acknowledge(no(stream), takes=True, by=company.chiba, at=NOW)
    assert not open_of_kind(stream, REPORT_TO_LEADER)
    assert queries.opened(no(stream), by=company.chiba)[2].stage == 2


def test_only_who_leads_takes_it(company: Company) -> None:
    stream = receive(company)
    with pytest.raises(Refusal):
        reports.acknowledge(no(stream), takes=True, by=company.sato, at=NOW)


@pytest.mark.parametrize("narrow", [Narrow.HARASSMENT, Narrow.WHISTLE])
def test_harassment_and_whistle_blowing_start_with_the_top_and_whoever_received_them(
    company: Company, narrow: Narrow
) -> None:
    stream = receive(company, narrow=narrow, severity=Severity.B)
    told = Notice.objects.all()
    assert {n.to for n in told} == {"person:daihyo", "person:kato"}
    assert all("椅子" not in n.body + n.subject for n in told)
    with pytest.raises(Refusal) as unseen:
        queries.visible_case(no(stream), by=company.chiba)
    assert unseen.value.status == 404


def test_a_leak_is_told_to_the_leader_on_duty_too(company: Company) -> None:
    stream = receive(company, narrow=Narrow.LEAK)
    assert queries.visible_case(no(stream), by=company.chiba)
    with pytest.raises(Refusal):
        queries.visible_case(no(stream), by=company.viewer)


def test_the_report_card_of_a_narrow_case_names_the_top(company: Company) -> None:
    stream = receive(company, narrow=Narrow.HARASSMENT)
    case = queries.visible_case(no(stream), by=company.sato)
    assert {p.pk for p in queries.report_card(case, by=company.sato, at=NOW).whom} == {"daihyo", "kato"}
    with pytest.raises(Refusal, match="代田"):
        reports.tell_leader(case.no, person="chiba", by=company.sato, at=NOW)
    reports.tell_leader(case.no, person="kato", by=company.sato, at=NOW)


def test_what_started_narrow_is_opened_to_divisions_by_the_top_alone(company: Company) -> None:
    stream = receive(company, narrow=Narrow.HARASSMENT)
    with pytest.raises(Refusal, match="限られた方"):
        reports.share(no(stream), by=company.sato, at=NOW)
    reports.share(no(stream), by=company.kato, at=NOW)
    assert all("椅子" not in n.body for n in Notice.objects.filter(kind="reports.shared"))
