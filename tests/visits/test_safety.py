"""Whoever goes comes back: the check before, the word after, and who hears when it does not come (T3)."""

from datetime import timedelta

import pytest
import time_machine

from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of
from nattoku.cases.words import Door
from nattoku.deadlines.facts import Escalated
from nattoku.deadlines.watcher import watch
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.lib.refusal import Refusal
from nattoku.notices.routes import LEADER, LOUD, audiences
from nattoku.visits import actions, answers, facts, hints, queries, rules, safety
from nattoku.visits.actions import Plan, Record
from nattoku.visits.words import Bearing, Compared, Decision, Felt, Purpose
from tests.company import NOW, Company

HOUR = timedelta(hours=1)
WORDS = {
    "who_i_am": "営業部の責任者の千葉",
    "failed_at": "指導が足りなかった",
    "suffered": "不安な思い",
    "words": "一本のお電話が欲しかった",
}


@pytest.fixture
def no(company: Company) -> int:
    intake = Intake(door=Door.PHONE, words="まだ届かない", fact="椅子が届いていない", caller="青木 花子")
    no = no_of(receive(intake, by=company.sato, at=NOW)[0].stream)
    plan(company, no)
    return no


def plan(company: Company, no: int, **other: object) -> None:
    wanted = {
        "purposes": [Purpose.LISTEN],
        "purpose": "お話を初めから伺う",
        "starts_at": NOW + HOUR,
        "ends_at": NOW + 2 * HOUR,
        "place": "お客様のご自宅",
        "hypothesis": "お届けの遅れ",
    } | other
    actions.plan(no, Plan(**wanted), visit=1 if other else 0, by=company.sato, at=NOW)  # type: ignore[arg-type]


def visit(no: int) -> rules.Visit:
    return rules.visits_of(history(f"case:{no}"))[1]


def owed(no: int, kind: str) -> list[str]:
    return [p.owed_by for p in promises.open_of_kind(f"case:{no}", kind)]


def recorded(company: Company, no: int, *, minutes: int = 40, late: int = 0, **other: object) -> None:
    begins = NOW + HOUR + timedelta(minutes=late)
    record = Record(started_at=begins, ended_at=begins + timedelta(minutes=minutes), **(WORDS | other))  # type: ignore[arg-type]
    actions.record(no, record, visit=1, by=company.sato, at=NOW + 4 * HOUR)


@pytest.mark.rule("S001-9", "S001-17b")
def test_the_check_is_kept_with_the_visit_and_a_remark_on_appearance_is_read_by_leaders_alone(
    company: Company, no: int
) -> None:
    safety.prepare(no, visit=1, ready=[Bearing.NEAT, Bearing.CAR_PARK], remark="襟元", by=company.sato, at=NOW)
    prepared = visit(no).prepared
    assert prepared is not None
    assert prepared.ready == [Bearing.NEAT, Bearing.CAR_PARK]
    assert Bearing.WAITING in prepared.open
    assert answers.visits(no, by=company.chiba)["visits"][0]["prepared"]["remark"] == "襟元"
    assert answers.visits(no, by=company.sato)["visits"][0]["prepared"]["remark"] != "襟元"


@pytest.mark.rule("T3")
def test_when_nobody_says_that_they_have_left_the_leader_is_told_a_little_after_the_agreed_end(
    company: Company, no: int
) -> None:
    (due,) = promises.open_of_kind(f"case:{no}", facts.SAFE_RETURN)
    assert due.due_at == NOW + 2 * HOUR + timedelta(minutes=15)
    with time_machine.travel(due.due_at + timedelta(minutes=1), tick=False):
        watch(at=due.due_at + timedelta(minutes=1))
    told = [r.fact for r in history(f"case:{no}") if isinstance(r.fact, Escalated) and r.fact.promise == due.pk]
    assert [t.person for t in told] == ["chiba"]


@pytest.mark.rule("T3")
def test_one_word_after_leaving_settles_it_and_the_record_is_owed(company: Company, no: int) -> None:
    actions.begin(no, visit=1, by=company.sato, at=NOW + HOUR)
    safety.leave(no, visit=1, by=company.sato, at=NOW + 2 * HOUR)
    assert not owed(no, facts.SAFE_RETURN)
    assert owed(no, facts.RECORD) == ["sato"]
    assert answers.state(visit(no)) == "left"
    with pytest.raises(Refusal, match="すでに記録"):
        safety.leave(no, visit=1, by=company.sato, at=NOW + 2 * HOUR)


def test_leaving_may_be_said_although_nobody_said_that_we_arrived(company: Company, no: int) -> None:
    safety.leave(no, visit=1, by=company.sato, at=NOW + 2 * HOUR)
    assert not owed(no, facts.SAFE_RETURN)
    with pytest.raises(Refusal, match="書き換えられません"):
        plan(company, no, hypothesis="別の見立て")


def test_a_visit_that_does_not_take_place_asks_nobody_to_come_back(company: Company, no: int) -> None:
    actions.cancel(no, visit=1, reason="ご都合", by=company.sato, at=NOW)
    assert not owed(no, facts.SAFE_RETURN)


def test_a_plan_made_anew_moves_the_hour_at_which_we_are_to_be_back(company: Company, no: int) -> None:
    plan(company, no, ends_at=NOW + 3 * HOUR)
    (due,) = promises.open_of_kind(f"case:{no}", facts.SAFE_RETURN)
    assert due.due_at == NOW + 3 * HOUR + timedelta(minutes=15)


@pytest.mark.rule("T3")
def test_danger_wakes_the_leader_and_asks_for_no_reason(company: Company, no: int) -> None:
    actions.begin(no, visit=1, by=company.sato, at=NOW + HOUR)
    safety.feel_danger(no, visit=1, by=company.sato, at=NOW + HOUR)
    assert visit(no).danger is not None
    assert audiences("visits.danger_felt") == (LEADER,)
    assert "visits.danger_felt" in LOUD


@pytest.mark.rule("S003-1")
def test_we_plan_to_be_early_and_a_late_arrival_is_a_late_promise(company: Company, no: int) -> None:
    assert visit(no).plan.arrive_at == NOW + HOUR - timedelta(minutes=10)
    recorded(company, no, late=7)
    made = visit(no).made
    assert made is not None
    assert made.late == 7
    (kept,) = [p for p in promises.promises(f"case:{no}") if p.kind == facts.VISIT]
    assert kept.outcome == "late"


@pytest.mark.rule("S003-3")
def test_after_a_long_visit_those_who_went_are_asked_how_they_are(company: Company, no: int) -> None:
    with pytest.raises(Refusal, match="無事だったかどうか"):
        recorded(company, no, minutes=61)
    recorded(company, no, minutes=61, felt=Felt.STRAINED, spoke=["chiba"])
    made = visit(no).made
    assert made is not None
    assert (made.minutes, made.felt, made.spoke) == (61, Felt.STRAINED, ["chiba"])


@pytest.mark.rule("S003-2", "S004-2.2.1")
def test_without_a_superior_it_takes_a_reason_and_a_leaders_approval(company: Company, no: int) -> None:
    with pytest.raises(Refusal, match="当事者とその上司"):
        plan(company, no, visitors=["sato", "mori"])
    plan(company, no, visitors=["sato", "mori"], below_because="上司は出張中")
    assert visit(no).plan.needs_approval
    with pytest.raises(Refusal, match="リーダーの承認"):
        actions.begin(no, visit=1, by=company.sato, at=NOW + HOUR)


@pytest.mark.rule("S003-7")
def test_each_thing_we_were_taught_gets_an_owner_and_a_decision_of_its_own(company: Company, no: int) -> None:
    recorded(company, no, hints=["受注の日に電話を一本", "連絡の方法を先に聞く"])
    later = NOW + 5 * HOUR
    assert len(owed(no, facts.HINT)) == 2
    decided = {"visit": 1, "hint": 2, "decision": Decision.TRIED, "words": "12月から、千葉が試す"}
    with pytest.raises(Refusal, match="受け持つ者を決めて"):
        hints.decide(no, **decided, by=company.sato, at=later)  # type: ignore[arg-type]
    hints.assign(no, visit=1, hint=2, person="chiba", by=company.sato, at=later)
    assert sorted(owed(no, facts.HINT)) == ["chiba", "sato"]
    with pytest.raises(Refusal, match="受け持つ者かリーダー"):
        hints.decide(no, **decided, by=company.sato, at=later)  # type: ignore[arg-type]
    hints.decide(no, **decided, by=company.chiba, at=later)  # type: ignore[arg-type]
    assert owed(no, facts.HINT) == ["sato"]
    first, second = visit(no).hints
    assert (first.decision, second.decision, second.owner) == (None, Decision.TRIED, "chiba")


@pytest.mark.rule("S001-18", "R8-13")
def test_the_debrief_thanks_three_people_apart(company: Company, no: int) -> None:
    recorded(company, no)
    actions.debrief(
        no,
        visit=1,
        remark="お客様の側から見る",
        lesson="受注の日に確かめる",
        thanked_concerned="学べたことに",
        thanked_reporter="すぐに知らせたことに",
        thanked_customer="お教えに、お手紙で",
        by=company.sato,
        at=NOW + 5 * HOUR,
    )
    done = visit(no).debrief
    assert done is not None
    assert done.thanked_concerned
    assert done.thanked_reporter
    assert done.thanked_customer


@pytest.mark.rule("S003-4")
def test_the_figure_of_mismatches_counts_only_visits_that_were_compared(company: Company, no: int) -> None:
    before = queries.believed(since=NOW)
    recorded(company, no, compared=Compared.MISMATCH, cause_found="お知らせがなかった")
    after = queries.believed(since=NOW)
    assert (after.n - before.n, after.mismatches - before.mismatches) == (1, 1)
    assert queries.believed(since=NOW + 9 * HOUR).percent is None
