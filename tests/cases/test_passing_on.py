"""No one passes the caller around: who answered stays the contact until a named person has called back."""

from datetime import datetime, timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import queries
from nattoku.cases.facts import CALL_BACK
from nattoku.cases.rules import CaseState
from nattoku.cases.words import Door
from nattoku.customers import actions as customers
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from tests.company import Company


def received(company: Company, at: datetime, **more: str) -> int:
    intake = cases.Intake(door=Door.PHONE, words="届かない", fact="届かない", **more)  # type: ignore[arg-type]
    return queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)


def state(no: int, company: Company) -> CaseState:
    return queries.opened(no, by=company.kato)[2]


def kinds(no: int) -> list[str]:
    return [r.kind for r in history(f"case:{no}")]


@pytest.mark.rule("S004-2.1.4")
def test_who_answered_the_call_stays_the_contact_until_the_named_person_has_called_back(
    company: Company, at: datetime
) -> None:
    no = received(company, at)
    cases.name_contact(no, person="chiba", why="詳しい者が承ります", by=company.sato, at=at)
    assert state(no, company).contact == "sato"
    [owed] = promises.open_of_kind(f"case:{no}", CALL_BACK)
    assert (owed.to, owed.owed_by) == ("customer", "chiba")
    cases.contact(no, channel="phone", words="不在", reached=False, next_at=None, by=company.chiba, at=at)
    cases.contact(no, channel="phone", words="途中のご様子", next_at=None, by=company.sato, at=at)
    assert state(no, company).contact == "sato"
    cases.contact(no, channel="phone", words="千葉です", next_at=None, by=company.chiba, at=at + timedelta(hours=1))
    assert state(no, company).contact == "chiba"
    assert not promises.open_of_kind(f"case:{no}", CALL_BACK)
    assert {p.owed_by for p in promises.open_of_kind(f"case:{no}", "cases.next_contact")} == {"chiba"}


def test_saying_that_somebody_called_back_is_not_calling_back(company: Company, at: datetime) -> None:
    no = received(company, at)
    cases.name_contact(no, person="chiba", by=company.sato, at=at)
    [owed] = promises.open_of_kind(f"case:{no}", CALL_BACK)
    with pytest.raises(Refusal, match="ご自身"):
        cases.keep_promise(no, promise=owed.pk, by=company.sato, at=at)


@pytest.mark.rule("R8-13")
def test_asking_for_the_superior_is_no_passing_around(company: Company, at: datetime) -> None:
    no = received(company, at)
    cases.transfer(no, to="chiba", asked=True, by=company.sato, at=at)
    cases.transfer(no, to="daihyo", asked=True, by=company.chiba, at=at)
    assert "cases.passed_around" not in kinds(no)
    cases.name_contact(no, person="chiba", by=company.sato, at=at)
    assert state(no, company).contact == "chiba"


@pytest.mark.rule("S004-2.1.4")
def test_passed_on_twice_is_an_incident_that_a_leader_hears_of(company: Company, at: datetime) -> None:
    no = received(company, at)
    cases.transfer(no, to="mori", by=company.sato, at=at)
    assert "cases.passed_around" not in kinds(no)
    assert state(no, company).contact == "sato"
    cases.transfer(no, to="kato", by=company.sato, at=at)
    assert kinds(no)[-2:] == ["cases.transferred", "cases.passed_around"]
    told = Notice.objects.filter(stream=f"case:{no}", kind="cases.passed_around")
    assert {n.to for n in told} == {"division:sales"}
    assert state(no, company).contact == "sato"


@pytest.mark.rule("R8-13")
def test_a_refused_person_never_stays_the_contact(company: Company, at: datetime) -> None:
    aoki = customers.register(name="青木 花子", division="sales", by=company.sato, at=at)
    no = received(company, at, customer=aoki)
    assert state(no, company).contact == "sato"
    customers.hear_refusal(customer=aoki, person="sato", words="あの人とは話したくない", by=company.chiba, at=at)
    assert state(no, company).contact == "chiba"
    with pytest.raises(Refusal):
        cases.transfer(no, to="sato", by=company.chiba, at=at)
    again = received(company, at, customer=aoki)
    assert state(again, company).contact == "chiba"
    linked = received(company, at)
    cases.link_customer(linked, customer=aoki, by=company.sato, at=at)
    assert state(linked, company).contact == "chiba"


def test_who_has_spoken_with_the_customer_may_take_over_at_once(company: Company, at: datetime) -> None:
    no = received(company, at)
    cases.contact(no, channel="phone", words="千葉です", next_at=None, by=company.chiba, at=at)
    cases.name_contact(no, person="chiba", by=company.sato, at=at)
    assert state(no, company).contact == "chiba"


def test_what_came_by_mail_is_taken_over_without_a_call(company: Company, at: datetime) -> None:
    intake = cases.Intake(door=Door.MAIL, words="届かない", fact="届かない")
    no = queries.no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    cases.name_contact(no, person="chiba", by=company.sato, at=at)
    assert state(no, company).contact == "chiba"
