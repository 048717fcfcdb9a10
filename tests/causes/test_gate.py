"""When the search for the cause may end."""

import pytest

from nattoku.cases.rules import case_of
from nattoku.cases.words import Kind, Stage
from nattoku.causes import facts, rules
from nattoku.causes.drill import drill_of
from nattoku.causes.templates import TEMPLATES
from nattoku.causes.words import Code, Known, Looked, Process, Reach, Verdict
from nattoku.ledger.facts import Fact, History
from nattoku.lib.refusal import Refusal
from tests.causes.histories import answered, cause, history, looked, t

KINDS = [pytest.param(k, id=k.value) for k in Kind]


def conclude(past: History) -> None:
    rules.may_conclude(case_of(past), drill_of(past))


@pytest.mark.rule("S000-4")
def test_a_late_delivery_is_looked_at_in_the_four_processes_in_their_order() -> None:
    assert drill_of(history()).template.processes == (
        Process.SALES,
        Process.CONTRACT,
        Process.ORDER,
        Process.SHIPPING,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_ends_when_every_process_and_check_is_answered_and_a_cause_is_confirmed(kind: Kind) -> None:
    processes = TEMPLATES[kind].processes
    conclude(history(*looked(kind=kind), *answered(kind=kind), cause(processes[0]), kind=kind))


@pytest.mark.rule("S000-1", "S002-4")
@pytest.mark.parametrize(
    ("kind", "process"), [pytest.param(k, p, id=f"{k}-{p}") for k in Kind for p in TEMPLATES[k].processes]
)
def test_a_case_cannot_leave_the_search_with_an_unchecked_stage(kind: Kind, process: Process) -> None:
    past = history(*looked(process, kind=kind), *answered(kind=kind), cause(), kind=kind)
    with pytest.raises(Refusal) as refused:
        conclude(past)
    assert len(refused.value.unanswered) == 1
    assert "確かめていません" in refused.value.sentence.ja


@pytest.mark.rule("S000-16", "S002-4")
@pytest.mark.parametrize(
    ("kind", "code"), [pytest.param(k, c.code, id=c.code) for k in Kind for c in TEMPLATES[k].checks]
)
def test_a_case_cannot_leave_the_search_with_an_unanswered_check(kind: Kind, code: str) -> None:
    past = history(*looked(kind=kind), *answered(code, kind=kind), cause(), kind=kind)
    with pytest.raises(Refusal) as refused:
        conclude(past)
    assert next(u.ja for u in refused.value.unanswered).startswith(f"点検{code}")
    assert refused.value.status == 409


@pytest.mark.rule("R8-2")
def test_not_applicable_with_a_reason_is_an_answer_to_every_check_and_process() -> None:
    for kind, template in TEMPLATES.items():
        said: list[Fact] = [
            *(
                facts.StepChecked(process=p, looked=Looked.NOT_APPLICABLE, because="お電話のみの応対")
                for p in template.processes
            ),
            *(
                facts.CheckAnswered(code=c.code, verdict=Verdict.NOT_APPLICABLE, because="お電話のみの応対")
                for c in template.checks
            ),
        ]
        conclude(history(*said, cause(template.processes[0]), kind=kind))
    with pytest.raises(Refusal):
        rules.may_answer(drill_of(history()), "C1", Verdict.NOT_APPLICABLE, " ")


@pytest.mark.rule("R8-2")
def test_each_kind_of_complaint_has_its_own_processes_and_checks() -> None:
    assert set(TEMPLATES) == set(Kind)
    assert all(2 <= len(t.checks) <= 6 for t in TEMPLATES.values())
    rude = drill_of(history(kind=Kind.CONDUCT)).template
    assert Process.SHIPPING not in rude.processes
    assert rude.check("C1") is None
    with pytest.raises(Refusal):
        rules.may_answer(drill_of(history(kind=Kind.CONDUCT)), "C1", Verdict.OK, "")


@pytest.mark.rule("S002-4")
def test_an_unknown_cause_with_its_reason_and_next_date_leaves_stage_three() -> None:
    with pytest.raises(Refusal, match="確かめた原因がありません"):
        conclude(history(*looked(), *answered()))
    conclude(history(facts.CauseUnknown(reason="記録が残っていない", next_at=t("10-20 10:00"))))


def test_the_search_is_stage_three_and_its_end_enters_stage_four() -> None:
    over = facts.InvestigationConcluded(words="発送の引き当て漏れ")
    assert over.enters == Stage.WEIGHING
    past = history(*looked(), *answered(), cause(), over)
    assert case_of(past).stage is Stage.WEIGHING
    with pytest.raises(Refusal, match="すでに終えています"):
        conclude(past)
    with pytest.raises(Refusal, match="復唱"):
        conclude(history(*looked(), *answered(), cause())[:1])


@pytest.mark.rule("S000-6", "S000-8")
def test_choosing_a1_asks_why_it_was_promised_and_who_was_asked_before() -> None:
    past = [*looked(), *answered(), cause(Process.SALES, code=Code.A1)]
    with pytest.raises(Refusal, match="なぜできると答えたのか"):
        conclude(history(*past))
    conclude(history(*past, facts.PromiseExplored(asked=Known.NO, reason="在庫があると思った")))
    rules.may_explore_promise(Known.NO, "", "")
    with pytest.raises(Refusal):
        rules.may_explore_promise(Known.YES, "", "")


def terms(*acknowledged: Known) -> facts.TermsExplored:
    n = len(acknowledged)
    return facts.TermsExplored(
        departments=["受注", "発送"][:n],
        on=[None] * n,
        media=["メール"] * n,
        acknowledged=list(acknowledged),
        terms="納期3日",
        acknowledged_by=[""] * n,
    )


@pytest.mark.rule("S000-9")
def test_choosing_a2_asks_how_the_terms_were_made_known_and_lists_who_never_acknowledged() -> None:
    past = [*looked(), *answered(), cause(Process.CONTRACT, code=Code.A2)]
    with pytest.raises(Refusal, match="どの部門へ"):
        conclude(history(*past))
    found = drill_of(history(*past, terms(Known.YES, Known.UNKNOWN)))
    assert found.first_broken is not None
    assert found.first_broken.process is Process.CONTRACT
    assert "発送" in found.first_broken.why.ja
    assert "受注" not in found.first_broken.why.ja
    conclude(history(*past, terms(Known.YES, Known.NO)))


@pytest.mark.rule("S000-2")
def test_it_is_said_when_all_causes_lie_in_one_process() -> None:
    assert "発送" in rules.warnings(drill_of(history(cause())))[0].ja
    two = drill_of(history(cause(), cause(Process.SALES, cause=2)))
    assert rules.warnings(two) == []


@pytest.mark.rule("S000-2")
def test_it_is_said_when_all_causes_rest_on_one_person_and_the_name_is_not_said() -> None:
    def step(n: int, actor: str) -> facts.StepRecorded:
        return facts.StepRecorded(step=n, process=Process.SHIPPING, role="発送係", what="引き当て", actor=actor)

    causes = [cause(steps=[1]), cause(Process.SALES, cause=2, steps=[2])]
    one = rules.warnings(drill_of(history(step(1, "田中"), step(2, "田中"), *causes)))
    assert len(one) == 1
    assert "お一人" in one[0].ja
    assert "田中" not in one[0].ja
    assert rules.warnings(drill_of(history(step(1, "田中"), step(2, "森"), *causes))) == []


@pytest.mark.parametrize(
    "what",
    [
        "担当者に注意する",
        "注意する",
        "再度教育を徹底する",
        "全員に周知徹底します。",
        "今後気をつける",
        "Be more careful",
        "注意喚起を行う",
    ],
)
@pytest.mark.rule("S000-2")
def test_being_more_careful_alone_is_no_countermeasure(what: str) -> None:
    careful = countermeasure(what)
    assert "だけです" in rules.warnings(drill_of(history(careful)))[0].ja


@pytest.mark.parametrize("what", ["期限の2日前に受注画面で警告する", "出荷台帳に期限の欄を設け、毎朝二人で確認する"])
def test_a_countermeasure_in_the_way_of_working_is_not_warned_about(what: str) -> None:
    assert rules.warnings(drill_of(history(countermeasure(what), countermeasure("注意する", 2)))) == []


def countermeasure(what: str, number: int = 1) -> facts.CountermeasureDecided:
    return facts.CountermeasureDecided(
        countermeasure=number,
        reach=Reach.PERMANENT,
        process=Process.SHIPPING,
        owner="mori",
        due_at=t("11-30 18:00"),
        what=what,
    )


@pytest.mark.rule("S000-3")
def test_steps_go_to_any_depth_and_the_depth_is_told() -> None:
    steps = [
        facts.StepRecorded(step=n, parent=n - 1, process=Process.ORDER, role="受注係", what=f"手順{n}")
        for n in range(1, 6)
    ]
    found = drill_of(history(*steps, cause(whys=["伝票が二つある", "様式が違う"])))
    assert found.depth == 5
    assert len(found.steps) == 5
    assert found.causes[1].whys == ["伝票が二つある", "様式が違う"]


@pytest.mark.rule("S000-12")
def test_unknown_is_an_answer_and_is_flagged() -> None:
    unsure = facts.CheckAnswered(code="C3", verdict=Verdict.UNKNOWN, because="当時の記録がない")
    past = history(*looked(), *answered("C3"), unsure, cause(), cause(Process.SALES, cause=2))
    conclude(past)
    assert "C3" in rules.warnings(drill_of(past))[0].ja
