"""Our own defaults: dated decisions with a reason, the representative's to take."""

from datetime import timedelta

import pytest

from nattoku.ledger import append
from nattoku.ledger.facts import PROMISES
from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.policies import actions, queries
from tests.company import NOW, Company

KEY = "cases.report_to_leader"


def decide(company: Company, value: int, key: str = KEY, reason: str = "早く") -> None:
    actions.decide(key=key, value=value, reason=reason, by=company.daihyo, at=NOW)


def test_without_a_decision_our_default_holds_and_names_no_policy(company: Company) -> None:
    opened = queries.opening(KEY, to="role:leader", at=NOW)
    assert opened.due_at == NOW + PROMISES[KEY].allowance
    assert opened.policy is None
    assert queries.limit("cases.first_aid_yen", 0) == 0


def test_the_last_decision_is_in_force_and_what_it_opens_names_it(company: Company) -> None:
    decide(company, 30)
    decide(company, 5)
    opened = queries.opening(KEY, to="role:leader", at=NOW)
    assert opened.due_at == NOW + timedelta(minutes=5)
    assert opened.policy == FactRow.objects.filter(kind="policies.decided").latest("pk").pk


def test_a_moment_that_was_said_beats_every_policy_and_names_none(company: Company) -> None:
    decide(company, 5)
    opened = queries.opening(KEY, to="customer", at=NOW, due_at=NOW + timedelta(days=2))
    assert (opened.due_at, opened.policy) == (NOW + timedelta(days=2), None)


def test_a_rebuild_brings_the_decision_in_force_back(company: Company) -> None:
    decide(company, 30)
    decide(company, 5)
    append.rebuild()
    assert queries.opening(KEY, to="role:leader", at=NOW).due_at == NOW + timedelta(minutes=5)


def test_only_the_representative_decides(company: Company) -> None:
    before = FactRow.objects.count()
    for person in (company.sato, company.chiba, company.kato, company.viewer):
        with pytest.raises(Refusal, match="代表") as refusal:
            actions.decide(key=KEY, value=5, reason="早く", by=person, at=NOW)
        assert refusal.value.status == 403
    assert FactRow.objects.count() == before


@pytest.mark.parametrize("value", [0, -1, 10**9, 10**30])
def test_a_number_that_is_a_slip_of_the_hand_is_refused(company: Company, value: int) -> None:
    before = FactRow.objects.count()
    with pytest.raises(Refusal, match="までの数") as refusal:
        decide(company, value)
    assert refusal.value.status == 400
    assert FactRow.objects.count() == before


def test_a_decision_has_a_reason(company: Company) -> None:
    with pytest.raises(Refusal, match="理由"):
        decide(company, 5, reason=" ")
