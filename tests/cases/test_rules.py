"""What a case is now, read from its facts alone: no database, no clock."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.cases import facts, rules
from nattoku.cases.words import ANGERS, Anger, Danger, Door, Kind, Severity, Stage, Toward, Urgency
from nattoku.closure.facts import Reopened, Resolved
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.reports.facts import LeaderTold, Means
from tests.company import NOW


def received(**more: Any) -> facts.CaseReceived:
    said = {
        "door": Door.PHONE,
        "division": "sales",
        "kind_of": Kind.OTHER,
        "about": [],
        "words": "まだか",
        "fact": "遅れた",
    }
    return facts.CaseReceived(**(said | more))


def past(*news: Fact, by: str = "sato") -> History:
    """The facts as a history, a minute apart."""
    return [
        Recorded(
            id=i,
            stream="case:1001",
            seq=i,
            by=by,
            happened_at=NOW + timedelta(minutes=i),
            recorded_at=NOW + timedelta(minutes=i),
            fact=fact,
        )
        for i, fact in enumerate(news, start=1)
    ]


ITEM = facts.ItemHeard(item=1, central=True, about=[], hurt=[], wish=[], what="届かない")
TOLD = LeaderTold(person="chiba", means=Means.PHONE, said="遅れた")
CONFIRMED = facts.ContentConfirmed(words="復唱")


def test_a_history_that_does_not_begin_with_a_complaint_is_no_case() -> None:
    for history in ([], past(ITEM), past(facts.Noted(words="x"), received())):
        with pytest.raises(Refusal) as refusal:
            rules.case_of(history)
        assert refusal.value.status == 404


def test_a_case_that_has_just_been_received_has_occurred_and_is_open() -> None:
    state = rules.case_of(past(received(customer="c1")))
    assert (state.stage, state.open, state.contact, state.customer, state.version) == (
        Stage.OCCURRED,
        True,
        "sato",
        "c1",
        1,
    )
    assert state.entered == {Stage.OCCURRED: NOW + timedelta(minutes=1)}
    assert state.last_told_at is None


def test_stages_are_entered_by_facts() -> None:
    history = past(received(), ITEM, TOLD, CONFIRMED)
    assert [rules.case_of(history[:n]).stage for n in range(1, 5)] == [1, 1, 2, 3]
    assert rules.case_of(history).entered == {
        Stage.OCCURRED: history[0].happened_at,
        Stage.CONTENT: history[2].happened_at,
        Stage.CAUSE: history[3].happened_at,
    }


def test_telling_a_second_leader_takes_no_case_back_and_changes_no_date() -> None:
    history = past(received(), ITEM, TOLD, CONFIRMED, TOLD)
    state = rules.case_of(history)
    assert state.stage == Stage.CAUSE
    assert state.entered[Stage.CONTENT] == history[2].happened_at


def test_only_reopening_takes_a_case_back() -> None:
    state = rules.case_of(past(received(), ITEM, TOLD, CONFIRMED, Resolved(), Reopened(reason="再発")))
    assert (state.stage, state.open) == (Stage.CONTENT, True)


@given(st.lists(st.sampled_from([ITEM, TOLD, CONFIRMED, facts.Noted(words="x"), Resolved(), Reopened(reason="x")])))
def test_whatever_happens_a_case_has_a_stage_and_goes_back_only_by_reopening(news: list[Fact]) -> None:
    before = 1
    for n in range(1, len(news) + 2):
        state = rules.case_of(past(received(), *news)[:n])
        last = past(received(), *news)[n - 1].fact
        assert state.stage >= before or isinstance(last, Reopened)
        assert state.open or not isinstance(last, Reopened)
        before = state.stage


def test_danger_makes_it_the_most_severe_until_somebody_has_looked() -> None:
    assert rules.case_of(past(received(danger=Danger.YES))).severity is Severity.S
    looked = facts.Assessed(severity=Severity.B, urgency=Urgency.TODAY)
    assert rules.case_of(past(received(danger=Danger.YES), looked)).severity is Severity.B


@pytest.mark.parametrize("danger", [Danger.NO, Danger.UNKNOWN])
def test_a_case_nobody_has_assessed_is_told_as_an_a(danger: Danger) -> None:
    state = rules.case_of(past(received(danger=danger)))
    assert state.severity is None
    assert rules.notified_severity(state) is Severity.A


def test_old_grievances_stay_items_of_their_own_each_with_its_answer() -> None:
    second = facts.ItemHeard(item=2, about=[], hurt=[], wish=[], what="去年の電話")
    answered = facts.ItemAnswered(item=2, words="申し訳ございません")
    state = rules.case_of(past(received(), ITEM, second, answered, facts.ItemAnswered(item=9, words="?")))
    assert {n: (i.heard.what, i.answer) for n, i in state.items.items()} == {
        1: ("届かない", ""),
        2: ("去年の電話", "申し訳ございません"),
    }


def test_anger_is_noted_toward_whom_and_never_summed_up() -> None:
    heard = facts.AngerHeard(anger=Anger.SCOLDING, toward=Toward.STAFF)
    later = facts.AngerHeard(anger=Anger.REMARK, toward=Toward.COMPANY)
    state = rules.case_of(past(received(), heard, later))
    assert [(a, t) for _, a, t in state.anger] == [(Anger.SCOLDING, Toward.STAFF), (Anger.REMARK, Toward.COMPANY)]


@pytest.mark.rule("S003-6")
def test_the_ladder_of_anger_has_six_steps_and_each_reading_keeps_its_date() -> None:
    assert [(step, words.ja[0]) for step, words in ANGERS.items()] == [(step, str(int(step))) for step in Anger]
    assert len(Anger) == 6
    history = past(
        received(), *(facts.AngerHeard(anger=a, toward=Toward.COMPANY) for a in (Anger.SILENT, Anger.SUPERIOR))
    )
    read = rules.case_of(history).anger
    assert [when for when, _, _ in read] == [one.happened_at for one in history[1:]]
    assert [step for _, step, _ in read] == [Anger.SILENT, Anger.SUPERIOR]


def test_a_call_that_nobody_answered_told_the_customer_nothing() -> None:
    rung = facts.Contacted(channel="phone", reached=False, words="お出にならず")
    spoke = facts.Contacted(channel="phone", words="お詫び")
    history = past(received(), rung, spoke, rung)
    assert rules.case_of(history[:2]).last_told_at is None
    assert rules.case_of(history).last_told_at == history[2].happened_at


def test_who_asked_for_the_superior_was_not_passed_around() -> None:
    asked, passed = facts.Transferred(to="chiba", asked=True), facts.Transferred(to="mori")
    assert rules.case_of(past(received(), asked, passed, passed)).passed_on == 2


@pytest.mark.parametrize(
    ("news", "missing"),
    [
        ([], ["お申し出の事項がまだ一つもありません", "リーダーへの一報がまだです"]),
        ([ITEM], ["リーダーへの一報がまだです"]),
        ([TOLD], ["お申し出の事項がまだ一つもありません"]),
        ([ITEM, TOLD, CONFIRMED], ["内容の把握はすでに済んでいます"]),
        ([ITEM, TOLD], []),
    ],
)
def test_the_exit_of_stage_2_names_everything_that_is_missing(news: list[Fact], missing: list[str]) -> None:
    state = rules.case_of(past(received(), *news))
    if not missing:
        rules.may_confirm_content(state)
        return
    with pytest.raises(Refusal) as refusal:
        rules.may_confirm_content(state)
    assert [m.ja for m in refusal.value.unanswered] == missing
    assert all(m in refusal.value.sentence.ja for m in missing)


def test_an_ended_case_says_how_it_ended_and_how_to_go_on() -> None:
    ended = rules.case_of(past(received(), ITEM, TOLD, Resolved()))
    with pytest.raises(Refusal, match="解決（ご納得）」で終わっています。続けるには再開"):
        rules.refuse_if_ended(ended)
    rules.refuse_if_ended(rules.case_of(past(received(), ITEM, TOLD, Resolved(), Reopened(reason="再発"))))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("まだ届かない。もう3日だ", "まだ届かない"),
        ("まだ届かない", "まだ届かない"),
        ("\n\n  まだか！ 早くして", "まだか！"),
        ("どうなってるの？困る", "どうなってるの？"),
        ("", ""),
        (" \n\t", ""),
        ("。", ""),
        ("𠮷野家で😠。二文目", "𠮷野家で😠"),
    ],
)
def test_the_first_sentence_is_the_customers_own(words: str, first: str) -> None:
    assert rules.first_sentence(words) == first


@given(st.text())
def test_nothing_is_made_up_in_the_fact_that_is_offered(words: str) -> None:
    assert rules.first_sentence(words) in words
