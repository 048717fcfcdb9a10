"""The read row of a case says what its facts say, whatever happens to it."""

from datetime import timedelta

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import queries
from nattoku.cases.models import Case
from nattoku.cases.words import Stage
from nattoku.closure.facts import Resolved
from nattoku.ledger.append import append
from nattoku.ledger.facts import FACTS
from nattoku.lib.refusal import Refusal
from nattoku.policies import actions as policies
from nattoku.reports import actions as reports
from nattoku.reports.facts import LeaderTold, Means
from tests.company import NOW, Company
from tests.ledger.company_of_facts import busy_company, intake
from tests.registry.stored import sample

ENTERS = {Stage(cls.enters): sample(cls) for cls in FACTS.values() if cls.enters and cls.kind != "closure.reopened"}


def agrees(no: int, company: Company) -> None:
    """The row and the fold of the facts are of one mind."""
    row, _, state = queries.opened(no, by=company.daihyo)
    assert (row.stage, row.version, row.contact) == (state.stage, state.version, state.contact)
    assert (row.severity or None) == (state.severity.value if state.severity else None)
    assert row.last_told_at == state.last_told_at
    assert bool(row.ending) == (not state.open)
    assert row.identified == bool(state.identified)
    assert (row.fact, row.caller) == (state.received.fact, state.received.caller)


@pytest.mark.usefixtures("db")
def test_after_a_busy_day_every_row_agrees_with_its_facts() -> None:
    busy = busy_company()
    for no in busy.cases:
        agrees(no, busy.company)


def test_a_second_report_to_a_leader_takes_the_row_back_no_more_than_the_case(company: Company) -> None:
    no = _received(company)
    reports.tell_leader(no, person="chiba", by=company.sato, at=NOW)
    cases.confirm_content(no, words="復唱", by=company.sato, at=NOW)
    again = LeaderTold(person="daihyo", means=Means.PHONE, said="続き")
    append(f"case:{no}", again, by="sato", at=NOW + timedelta(minutes=1))
    assert Case.objects.get(pk=no).stage == Stage.CAUSE
    agrees(no, company)


@pytest.mark.rule("R8-10")
def test_first_aid_is_given_at_any_stage_at_once_within_the_limit_the_representative_signed(company: Company) -> None:
    no, sato = _received(company), company.sato
    cases.give_first_aid(no, what="代わりの椅子をお貸しした", by=sato, at=NOW)
    with pytest.raises(Refusal, match="代表が認めた上限 0円を超えます"):
        cases.give_first_aid(no, what="氷", cost=1, by=sato, at=NOW)
    with pytest.raises(Refusal, match="代表"):
        policies.decide(key="cases.first_aid_yen", value=3000, reason="すぐに", by=company.chiba, at=NOW)
    policies.decide(key="cases.first_aid_yen", value=3000, reason="すぐに", by=company.daihyo, at=NOW)
    for stage in Stage:
        if stage > Stage.OCCURRED:
            append(f"case:{no}", ENTERS[stage], by="sato", at=NOW)
        assert Case.objects.get(pk=no).stage == stage
        cases.give_first_aid(no, what="お届け", cost=3000, by=sato, at=NOW)
        assert Case.objects.get(pk=no).stage == stage, "it needs no stage and enters none"
        with pytest.raises(Refusal, match="損失の決裁"):
            cases.give_first_aid(no, what="お届け", cost=3001, by=sato, at=NOW)


def test_a_case_that_has_ended_takes_a_note_and_nothing_else(company: Company) -> None:
    no, sato = _received(company), company.sato
    append(f"case:{no}", Resolved(), by="sato", at=NOW)
    cases.note(no, words="お礼のお電話をいただいた", by=sato, at=NOW)
    for act in (
        lambda: cases.hear_item(no, what="もう一つ", by=sato, at=NOW),
        lambda: cases.promise(no, what="x", due_at=NOW + timedelta(days=1), by=sato, at=NOW),
        lambda: cases.contact(no, channel="phone", words="x", next_at=None, by=sato, at=NOW),
        lambda: cases.give_first_aid(no, what="x", by=sato, at=NOW),
        lambda: cases.name_contact(no, person="chiba", by=sato, at=NOW),
        lambda: cases.confirm_content(no, words="x", by=sato, at=NOW),
    ):
        with pytest.raises(Refusal, match="終わっています"):
            act()
    agrees(no, company)


def _received(company: Company) -> int:
    return int(cases.receive(intake(), by=company.sato, at=NOW)[0].stream.partition(":")[2])
