"""A solution goes to the customer from stage 4 on, with its grounds, the legal side looked at, no loss undecided."""

from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.rules import CaseState
from nattoku.cases.words import Danger, Door, Kind, Stage
from nattoku.causes.facts import InvestigationConcluded
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.losses import actions as losses
from nattoku.solutions import actions, facts, rules
from nattoku.solutions.facts import QUESTIONS, Basis, Question
from tests.company import NOW, Company

WHAT = "代わりの椅子を2脚、金曜の午前にお届けする"


def told(*happened: Fact) -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by="sato", happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def case(stage: Stage) -> CaseState:
    received = case_facts.CaseReceived(
        door=Door.PHONE, division="sales", kind_of=Kind.DELIVERY, about=[], words="w", fact="f"
    )
    return CaseState(received=received, happened_at=NOW, recorded_at=NOW, contact="sato", stage=stage)


def looked(*questions: Question) -> list[Fact]:
    return [facts.LegalChecked(question=q, answer="確認した", judged_by="千葉") for q in questions]


PRESENTED = facts.Presented(channel="phone", basis=[Basis.CONTRACT], what=WHAT, grounds="契約書第8条")
READY = rules.solutions_of(told(*looked(*Question)))


def why_not(stage: Stage, got: rules.Solutions, grounds: str = "契約書第8条", loss_pending: bool = False) -> list[str]:
    try:
        rules.may_present(case(stage), got, grounds=grounds, loss_pending=loss_pending)
    except Refusal as refused:
        return [u.ja for u in refused.unanswered]
    return []


@pytest.mark.rule("S002-5")
@pytest.mark.parametrize("stage", [Stage.OCCURRED, Stage.CONTENT, Stage.CAUSE])
def test_nothing_is_presented_before_stage_four(stage: Stage) -> None:
    assert any("法的責任と解決案の検討" in why for why in why_not(stage, READY))
    assert why_not(Stage.WEIGHING, READY) == []
    assert why_not(Stage.PRESENTED, READY) == []


@pytest.mark.rule("S002-5")
@pytest.mark.parametrize("left_out", list(Question))
def test_every_legal_question_is_looked_at_first(left_out: Question) -> None:
    got = rules.solutions_of(told(*looked(*(q for q in Question if q is not left_out))))
    assert got.unlooked == [left_out]
    assert why_not(Stage.WEIGHING, got) == [f"まだ確かめていません：{QUESTIONS[left_out].ja}"]


def test_not_applicable_with_a_reason_is_an_answer() -> None:
    none = [
        facts.LegalChecked(question=q, applies=False, answer="お電話の応対のことで、契約に関わらない", judged_by="千葉")
        for q in Question
    ]
    assert why_not(Stage.WEIGHING, rules.solutions_of(told(*none))) == []


@pytest.mark.rule("S002-6")
@pytest.mark.parametrize("grounds", ["", "  \n"])
def test_a_solution_without_grounds_cannot_be_presented(grounds: str) -> None:
    assert why_not(Stage.WEIGHING, READY, grounds=grounds) == ["解決案の根拠がありません"]


def test_nothing_is_presented_while_the_representative_has_not_decided_on_the_loss() -> None:
    assert why_not(Stage.WEIGHING, READY, loss_pending=True) == ["損失の決裁を代表にお待ちしています"]


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert len(why_not(Stage.CAUSE, rules.Solutions(), grounds="", loss_pending=True)) == 1 + len(Question) + 1 + 1


def test_an_answer_belongs_to_a_solution_that_was_presented() -> None:
    with pytest.raises(Refusal, match="まだ解決案をお示ししていません"):
        rules.may_answer(rules.solutions_of([]))
    no = facts.Answered(accepted=False, words="それでは納得できない")
    with pytest.raises(Refusal, match="すでに伺っています"):
        rules.may_answer(rules.solutions_of(told(PRESENTED, no)))
    assert rules.may_answer(rules.solutions_of(told(PRESENTED, no, PRESENTED))).what == WHAT


def test_only_what_was_accepted_is_carried_out_and_once() -> None:
    yes, no = (facts.Answered(accepted=a, words="w") for a in (True, False))
    for past in (told(PRESENTED), told(PRESENTED, no)):
        with pytest.raises(Refusal, match="ご了承いただいた解決案がまだ"):
            rules.may_carry_out(rules.solutions_of(past))
    rules.may_carry_out(rules.solutions_of(told(PRESENTED, yes)))
    with pytest.raises(Refusal, match="すでに実行済み"):
        rules.may_carry_out(rules.solutions_of(told(PRESENTED, yes, facts.CarriedOut(words="届けた"))))


@pytest.mark.rule("S004-2.2.3.1")
def test_options_stand_in_the_order_they_were_weighed_whatever_they_cost() -> None:
    costs = (50_000, 100, None)
    options = [
        facts.OptionWeighed(option=n, basis=[], cost=cost, what=w, grounds="g")
        for n, (w, cost) in enumerate(zip("乙甲丙", costs, strict=True), 1)
    ]
    assert [o.what for o in rules.solutions_of(told(*options)).options] == ["乙", "甲", "丙"]


@pytest.fixture
def no(company: Company, at: Any) -> int:
    """A case whose cause has been investigated."""
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", danger=Danger.NO)
    number = no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    append(f"case:{number}", InvestigationConcluded(words="指示が届いていなかった"), by="sato", at=at)
    return number


def look(no: int, company: Company, at: Any) -> None:
    answers = [actions.LegalAnswer(question=q, answer="該当しない", applies=False) for q in Question]
    actions.check_law(no, answers=answers, judged_by="千葉 亮", expert=True, by=company.sato, at=at)


def present(no: int, company: Company, at: Any, **more: Any) -> None:
    given = {"what": WHAT, "grounds": "契約書第8条（納期）", "channel": "phone", "recipient": "青木様"} | more
    actions.present(no, **given, by=company.sato, at=at)


@pytest.mark.rule("S002-5", "S002-6")
def test_a_solution_is_weighed_looked_at_presented_accepted_and_carried_out(company: Company, no: int, at: Any) -> None:
    stream = f"case:{no}"
    assert actions.weigh(no, what=WHAT, grounds="契約書第8条", basis=[Basis.CONTRACT], by=company.sato, at=at) == 1
    with pytest.raises(Refusal):
        present(no, company, at, option=1)
    look(no, company, at)
    with pytest.raises(Refusal, match="根拠がありません"):
        present(no, company, at, grounds="")
    later = at + timedelta(days=1)
    present(no, company, at, option=1, next_at=later)
    _, past, state = opened(no, by=company.sato)
    assert state.stage is Stage.PRESENTED
    assert state.last_told_at == at
    assert [p.due_at for p in promises.open_of_kind(stream, case_facts.NEXT_CONTACT)] == [later]
    checked = rules.solutions_of(past).legal[Question.CONTRACT][1]
    assert (checked.judged_by, checked.expert, checked.applies) == ("千葉 亮", True, False)

    actions.answer(no, accepted=True, words="それでお願いします", by=company.sato, at=at)
    (owed,) = promises.open_of_kind(stream, facts.CARRY_OUT)
    assert owed.blocking
    assert WHAT in promises.what(owed).ja
    actions.carry_out(no, words="金曜の午前にお届けした", by=company.sato, at=later)
    assert not promises.open_of_kind(stream, facts.CARRY_OUT)


def test_a_solution_that_was_not_accepted_leaves_the_case_open(company: Company, no: int, at: Any) -> None:
    look(no, company, at)
    present(no, company, at)
    actions.answer(no, accepted=False, words="それでは納得できない", by=company.sato, at=at)
    assert not promises.open_of_kind(f"case:{no}", facts.CARRY_OUT)
    assert opened(no, by=company.sato)[2].open
    present(no, company, at, what="お届けのうえ、担当をかえる")
    assert rules.solutions_of(history(f"case:{no}")).answer is None


def test_a_pending_loss_holds_the_presentation_until_the_representative_decides(
    company: Company, no: int, at: Any
) -> None:
    look(no, company, at)
    losses.request(no, amount=12000, reason="遅れ", basis="契約書第8条", by=company.sato, at=at)
    with pytest.raises(Refusal, match="決裁を代表に"):
        present(no, company, at)
    losses.decide(no, approve=True, by=company.daihyo, at=at)
    present(no, company, at)


def test_a_stale_page_cannot_present(company: Company, no: int, at: Any) -> None:
    look(no, company, at)
    seen = len(history(f"case:{no}"))
    cases.note(no, words="お客様から追ってお電話", by=company.sato, at=at)
    with pytest.raises(Refusal, match="もう一度お確かめください"):
        present(no, company, at, expected_version=seen)


def test_solutions_through_the_api(company: Company, no: int, api: Any) -> None:
    sato, path = api(company.sato), f"/cases/{no}/solutions"
    early = sato.post(f"{path}/presentation", {"what": WHAT})
    assert early.status_code == 409
    assert len(early.json()["unanswered"]) == len(Question) + 1
    answers = [{"question": q, "answer": "該当しない", "applies": False} for q in Question]
    assert sato.post(f"{path}/legal", {"answers": answers}).status_code == 201
    assert sato.post(f"{path}/legal", {"answers": []}).status_code == 400
    assert sato.post(f"{path}/options", {"what": WHAT, "grounds": ""}).status_code == 400
    assert sato.post(f"{path}/options", {"what": WHAT, "grounds": "契約書"}).status_code == 201
    shown = sato.post(f"{path}/presentation", {"what": WHAT, "grounds": "契約書"})
    assert shown.json()["stage"]["number"] == 5
    assert sato.post(f"{path}/answer", {"accepted": True, "words": "お願いします"}).status_code == 201
    assert sato.post(f"{path}/completion", {"words": "お届けした"}).status_code == 201
    got = api(company.viewer).get(path).json()
    assert (got["presented"]["grounds"], got["unlooked"]) == ("＊＊＊", [])
    assert got["carried_out"]["at"]
    assert api(company.mori).get(path).status_code == 404
