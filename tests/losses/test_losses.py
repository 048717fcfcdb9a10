"""A loss is decided by the representative; what handling costs is paid by the company."""

from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Danger, Door
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.ledger.facts import Fact, History, Opening, Recorded, Settlement
from nattoku.lib.refusal import Refusal
from nattoku.losses import actions, facts, queries, rules
from nattoku.people import access
from nattoku.people.facts import Role
from nattoku.people.models import Person
from nattoku.policies import actions as policies
from tests.company import NOW, Company


def told(*happened: Fact, by: str = "sato", settles: tuple[Settlement, ...] = ()) -> History:
    """A history of these facts; each request opens its decision."""
    return [
        Recorded(
            id=i,
            stream="case:1001",
            seq=i,
            by=by,
            happened_at=NOW,
            recorded_at=NOW,
            fact=fact,
            opens=(Opening(kind=facts.DECIDE, to="role:representative", due_at=NOW),),
            settles=settles if i == len(happened) else (),
        )
        for i, fact in enumerate(happened, start=1)
    ]


def asked(loss: int = 1, amount: int = 12000, goods: str = "") -> facts.LossRequested:
    return facts.LossRequested(loss=loss, amount=amount, goods=goods, reason="お届けの遅れ", basis="契約書第8条")


@pytest.mark.parametrize(("amount", "goods"), [(-1, "椅子"), (0, ""), (0, "  "), (10**13, "")])
def test_a_loss_is_an_amount_or_something_else_that_is_borne(amount: int, goods: str) -> None:
    rules.may_request(0, "椅子2脚の交換")
    rules.may_request(12000, "")
    with pytest.raises(Refusal) as refused:
        rules.may_request(amount, goods)
    assert refused.value.status == 400


def test_a_decision_once_given_is_never_changed() -> None:
    for answer in (facts.LossApproved(loss=1), facts.LossDeclined(loss=1, reason="根拠が足りない")):
        with pytest.raises(Refusal, match="決裁は変えられません"):
            rules.awaited(told(asked(), answer), 1)


def test_without_a_number_the_only_waiting_loss_is_meant() -> None:
    assert rules.awaited(told(asked(1), facts.LossApproved(loss=1), asked(2))).request.loss == 2
    with pytest.raises(Refusal, match="どの損失か"):
        rules.awaited(told(asked(1), asked(2)))
    with pytest.raises(Refusal, match="お待ちしている損失はありません"):
        rules.awaited([])
    with pytest.raises(Refusal) as unknown:
        rules.awaited(told(asked(1)), 7)
    assert unknown.value.status == 404


def test_a_request_lapses_when_the_case_ends_otherwise() -> None:
    end = facts.ExpenseRecorded(amount=1, what="any later fact that settles the promise")
    found = rules.losses_of(told(asked(), end, settles=(Settlement(promise="case:1001:1:0", outcome="released"),)))
    assert found[1].lapsed
    assert not found[1].pending


@pytest.mark.rule("T14")
def test_a_delegate_decides_only_money_within_the_signed_limit_and_never_the_own_request() -> None:
    small = rules.losses_of(told(asked(amount=5000)))[1]
    assert rules.within(small, limit=5000, by="chiba")
    assert not rules.within(small, limit=4999, by="chiba")
    assert not rules.within(small, limit=0, by="chiba")
    assert not rules.within(small, limit=5000, by="sato")
    goods = rules.losses_of(told(asked(amount=5000, goods="椅子")))[1]
    assert not rules.within(goods, limit=5000, by="chiba")


@pytest.mark.rule("S004-2.2.3")
def test_nobody_pays_personally() -> None:
    rules.may_record_expense(1500, paid_personally=False)
    with pytest.raises(Refusal, match="会社が負担します"):
        rules.may_record_expense(1500, paid_personally=True)
    with pytest.raises(Refusal):
        rules.may_record_expense(0, paid_personally=False)


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)


def ask(no: int, by: Person, at: Any, amount: int = 12000) -> int:
    return actions.request(no, amount=amount, reason="お届けの遅れ", basis="契約書第8条", by=by, at=at)


@pytest.mark.rule("S004-2.3.4")
def test_only_the_representative_approves_a_loss(company: Company, no: int, at: Any) -> None:
    ask(no, company.sato, at)
    for person in (company.sato, company.chiba, company.kato):
        with pytest.raises(Refusal, match="代表にお願い") as refused:
            actions.decide(no, approve=True, by=person, at=at)
        assert refused.value.status == 403
    assert [r for r in Role if r in access.ACTS["losses.decide"]] == [Role.REPRESENTATIVE]
    actions.decide(no, approve=True, by=company.daihyo, at=at + timedelta(hours=1))
    assert not promises.open_of_kind(f"case:{no}", facts.DECIDE)
    assert rules.losses_of(history(f"case:{no}"))[1].approved


def test_a_loss_is_sent_back_only_with_a_reason(company: Company, no: int, at: Any) -> None:
    ask(no, company.sato, at)
    with pytest.raises(Refusal, match="理由を入力"):
        actions.decide(no, approve=False, by=company.daihyo, at=at)
    assert promises.open_of_kind(f"case:{no}", facts.DECIDE)
    actions.decide(no, approve=False, reason="根拠をもう一つ", by=company.daihyo, at=at)
    assert not rules.losses_of(history(f"case:{no}"))[1].approved
    assert ask(no, company.sato, at) == 2


def alter(no: int, by: Person, at: Any, **values: Any) -> None:
    asked = {"loss": 1, "amount": 15000, "reason": "お届けの遅れ", "basis": "契約書第8条", "why": "送料を加えた"}
    actions.change(no, **(asked | values), by=by, at=at)


@pytest.mark.rule("S004-2.3.4")
@pytest.mark.parametrize("approved", [True, False])
def test_a_changed_amount_is_decided_anew_whatever_was_decided(
    company: Company, no: int, at: Any, approved: bool
) -> None:
    ask(no, company.sato, at)
    actions.decide(no, approve=approved, reason="" if approved else "根拠を", by=company.daihyo, at=at)
    alter(no, company.sato, at + timedelta(hours=1))
    loss = rules.losses_of(history(f"case:{no}"))[1]
    assert loss.pending
    assert not loss.approved
    assert (loss.request.amount, loss.earlier[0].request.amount) == (15000, 12000)
    assert loss.earlier[0].decided is not None
    assert len(promises.open_of_kind(f"case:{no}", facts.DECIDE)) == 1
    with pytest.raises(Refusal, match="代表にお願い"):
        actions.decide(no, approve=True, by=company.chiba, at=at + timedelta(hours=1))
    actions.decide(no, approve=True, by=company.daihyo, at=at + timedelta(hours=2))
    assert rules.losses_of(history(f"case:{no}"))[1].approved
    assert not promises.open_of_kind(f"case:{no}", facts.DECIDE)


def test_a_request_changed_while_it_waits_leaves_one_decision_and_says_what_it_was(
    company: Company, no: int, at: Any
) -> None:
    ask(no, company.sato, at)
    alter(no, company.sato, at)
    (one,) = queries.awaited(company.daihyo)
    assert isinstance(one.asked.fact, facts.LossChanged)
    assert (one.asked.fact.former, one.asked.fact.amount) == (12000, 15000)
    with pytest.raises(Refusal, match="改めた内容がありません"):
        alter(no, company.sato, at)
    with pytest.raises(Refusal, match="改めた理由"):
        alter(no, company.sato, at, amount=1, why=" ")
    with pytest.raises(Refusal) as unknown:
        alter(no, company.sato, at, loss=7)
    assert unknown.value.status == 404


@pytest.mark.rule("T14")
def test_nobody_decides_what_they_asked_for_even_when_somebody_else_changed_it() -> None:
    change = facts.LossChanged(loss=1, amount=3000, reason="r", basis="b", why="w")
    past = told(asked(amount=5000), by="chiba") + told(asked(), change, by="sato")[1:]
    loss = rules.losses_of(past)[1]
    assert loss.askers == {"chiba", "sato"}
    assert not rules.within(loss, limit=5000, by="chiba")
    assert rules.within(loss, limit=5000, by="ueno")


def test_the_way_of_a_request_follows_its_amount_and_what_is_no_money_goes_to_the_representative() -> None:
    def way(**values: Any) -> str:
        return rules.route(rules.losses_of(told(asked(**values)))[1], limit=5000).ja

    assert "5,000円" in way(amount=5000)
    assert way(amount=5001) == way(amount=5000, goods="椅子") == way(amount=0, goods="椅子") == "代表が決裁します。"


@pytest.mark.rule("S004-2.3.4")
def test_no_more_is_paid_for_a_loss_than_was_approved(company: Company, no: int, at: Any) -> None:
    def pay(amount: int, loss: int = 1) -> None:
        actions.record_expense(no, amount=amount, what="ご返金", loss=loss, by=company.sato, at=at)

    ask(no, company.sato, at)
    with pytest.raises(Refusal, match="まだ承認されていません"):
        pay(12000)
    actions.decide(no, approve=True, by=company.daihyo, at=at)
    pay(7000)
    with pytest.raises(Refusal, match="12,000円を超えます"):
        pay(5001)
    pay(5000)
    assert rules.losses_of(history(f"case:{no}"))[1].paid == 12000
    with pytest.raises(Refusal) as unknown:
        pay(1, loss=7)
    assert unknown.value.status == 404


@pytest.mark.rule("T14")
def test_the_representative_takes_a_signed_limit_back(company: Company, no: int, at: Any) -> None:
    for value in (5000, 0):
        policies.decide(key=actions.DELEGATE_LIMIT, value=value, reason="少額", by=company.daihyo, at=at)
    ask(no, company.sato, at, amount=100)
    with pytest.raises(Refusal, match="代表にお願い"):
        actions.decide(no, approve=True, by=company.chiba, at=at)


def test_a_stale_page_cannot_decide(company: Company, no: int, at: Any) -> None:
    ask(no, company.sato, at)
    seen = len(history(f"case:{no}"))
    cases.note(no, words="金額が変わりました", by=company.sato, at=at)
    with pytest.raises(Refusal, match="もう一度お確かめください"):
        actions.decide(no, approve=True, expected_version=seen, by=company.daihyo, at=at)


@pytest.mark.rule("T14")
def test_a_delegate_decides_within_the_signed_limit_and_the_representative_sees_it(
    company: Company, no: int, at: Any
) -> None:
    with pytest.raises(Refusal):
        policies.decide(key=actions.DELEGATE_LIMIT, value=5000, reason="少額", by=company.chiba, at=at)
    policies.decide(key=actions.DELEGATE_LIMIT, value=5000, reason="少額の交換を早くするため", by=company.daihyo, at=at)
    ask(no, company.sato, at, amount=5000)
    ask(no, company.sato, at, amount=5001)
    actions.decide(no, loss=1, approve=True, by=company.chiba, at=at)
    with pytest.raises(Refusal, match="代表にお願い"):
        actions.decide(no, loss=2, approve=True, by=company.chiba, at=at)
    listed = queries.decided_by_delegates(company.daihyo, at=at + timedelta(days=1))
    assert [(case.no, loss.request.amount, name) for case, loss, name in listed] == [(no, 5000, "千葉 亮")]
    assert listed[0][1].decided is not None
    assert listed[0][1].decided.fact == facts.LossApproved(loss=1, delegated=True, limit=5000)
    assert queries.decided_by_delegates(company.daihyo, at=at + timedelta(days=3)) == []


@pytest.mark.rule("T14")
def test_the_daily_list_reaches_back_over_the_weekend_and_holidays(company: Company) -> None:
    tuesday = NOW + timedelta(days=2)  # after a Sunday and a holiday
    assert queries.since(tuesday).date().isoformat() == "2026-11-20"
    assert queries.since(tuesday + timedelta(days=1)).date().isoformat() == "2026-11-24"


def test_the_representative_sees_what_waits_with_amount_grounds_and_who_asks(
    company: Company, no: int, at: Any, api: Any
) -> None:
    ask(no, company.sato, at)
    (one,) = queries.awaited(company.daihyo)
    assert (one.case.no, one.loss, one.asker) == (no, 1, "佐藤 光")
    got = api(company.daihyo).get("/decisions").json()["decisions"]
    assert (got[0]["amount"], got[0]["basis"]) == (12000, "契約書第8条")
    assert api(company.sato).get("/decisions").status_code == 403


def test_losses_through_the_api(company: Company, no: int, api: Any) -> None:
    sato, daihyo = api(company.sato), api(company.daihyo)
    assert sato.post(f"/cases/{no}/losses", {"amount": -5, "reason": "r", "basis": "b"}).status_code == 400
    body = {"amount": 12000, "reason": "遅れ", "basis": "契約書"}
    assert sato.post(f"/cases/{no}/losses", body).status_code == 201
    assert sato.post(f"/cases/{no}/losses/decision", {"approve": True}).status_code == 403
    assert daihyo.post(f"/cases/{no}/losses/decision", {"approve": True}).status_code == 201
    assert daihyo.post(f"/cases/{no}/losses/decision", {"approve": True}).status_code == 409
    paid = {"amount": 1500, "what": "代わりの品のお届け", "paid_personally": True}
    assert sato.post(f"/cases/{no}/losses/expenses", paid).status_code == 409
    assert sato.post(f"/cases/{no}/losses/expenses", paid | {"paid_personally": False}).status_code == 201
    assert api(company.mori).post(f"/cases/{no}/losses", body).status_code == 404
    (loss,) = api(company.viewer).get(f"/cases/{no}/losses").json()["losses"]
    assert (loss["state"], loss["reason"]) == ("approved", "＊＊＊")
