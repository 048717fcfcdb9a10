"""How a case ends: with the customer's satisfied word, or by another name, counted apart."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.models import Case
from nattoku.cases.queries import no_of, opened
from nattoku.cases.rules import CaseState
from nattoku.cases.words import Danger, Door, Kind, Severity, Urgency
from nattoku.closure import actions, facts, rules
from nattoku.closure.facts import Meaning
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.ledger.facts import PROMISES, Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.losses import actions as losses
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import NOW, Company


def told(*happened: Fact, by: str = "sato") -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by=by, happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


def word(meaning: Meaning) -> facts.LastWordHeard:
    return facts.LastWordHeard(meaning=meaning, through="phone", said_to="佐藤", words="もういい")


def state(severity: Severity | None) -> CaseState:
    got = case_facts.CaseReceived(door=Door.PHONE, division="sales", kind_of=Kind.OTHER, about=[], words="w", fact="f")
    return CaseState(received=got, happened_at=NOW, recorded_at=NOW, contact="sato", severity=severity)


UNASKED = "お届けのときに、先に仰った"
AGAIN = facts.Reopened(reason="お電話をいただいた")
YES, GIVEN_UP, UNSURE = (word(m) for m in (Meaning.SATISFIED, Meaning.RESIGNED, Meaning.UNCLEAR))


@pytest.mark.rule("S004-2.3.1", "R8-1")
@pytest.mark.parametrize("past", [[], [GIVEN_UP], [UNSURE], [YES, GIVEN_UP], [YES, UNSURE], [YES, AGAIN]])
def test_only_the_latest_word_of_satisfaction_since_the_last_reopening_resolves(past: list[Fact]) -> None:
    with pytest.raises(Refusal, match="ご納得のお言葉をいただいたときだけ"):
        rules.may_resolve(told(*past))


@pytest.mark.rule("S004-2.3.1", "R8-1")
@pytest.mark.parametrize("past", [[YES], [GIVEN_UP, YES], [YES, AGAIN, UNSURE, YES]])
def test_a_word_of_satisfaction_resolves(past: list[Fact]) -> None:
    rules.may_resolve(told(*past))


@pytest.mark.rule("R8-1")
def test_severity_s_and_a_need_a_second_person_who_did_not_hear_the_words() -> None:
    needs = {s: rules.needs_second_person(state(s)) for s in (*Severity, None)}
    assert needs == {Severity.S: True, Severity.A: True, Severity.B: False, Severity.C: False, None: False}
    with pytest.raises(Refusal) as mine:
        rules.may_confirm(told(YES, by="sato"), by="sato")
    assert mine.value.status == 403
    rules.may_confirm(told(YES, by="sato"), by="chiba")
    with pytest.raises(Refusal, match="まだありません"):
        rules.may_confirm([], by="chiba")


@pytest.fixture
def no(company: Company, at: Any) -> int:
    return received(company, at)


def received(company: Company, at: Any, reported: bool = True) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", danger=Danger.NO)
    number = no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    if reported:
        reports.tell_leader(number, person="chiba", by=company.sato, at=at)
    return number


def hear(no: int, meaning: Meaning, by: Person, at: Any, words: str = "もういいですよ") -> actions.Heard:
    return actions.hear_last_word(
        no, words=words, meaning=meaning, said_to="佐藤", through="phone", unasked=UNASKED, by=by, at=at
    )


@pytest.mark.rule("S004-2.3.1")
def test_the_word_stands_verbatim_with_when_to_whom_and_through_what(company: Company, no: int, at: Any) -> None:
    said = "もういいですよ。\n𠮷野も\tそう言っています 🙂"
    moment = at - timedelta(minutes=20)
    actions.hear_last_word(
        no,
        words=said,
        meaning=Meaning.SATISFIED,
        said_to="千葉",
        through="visit",
        said_at=moment,
        unasked=UNASKED,
        by=company.sato,
        at=at,
    )
    heard = rules.word_of(history(f"case:{no}"))
    assert heard is not None
    assert heard.fact == facts.LastWordHeard(
        meaning=Meaning.SATISFIED, through="visit", said_to="千葉", words=said, unasked=UNASKED
    )
    assert heard.happened_at == moment
    assert opened(no, by=company.sato)[2].ending == "closure.resolved"


@pytest.mark.rule("R8-1")
@pytest.mark.parametrize("meaning", [Meaning.RESIGNED, Meaning.UNCLEAR])
def test_other_words_become_a_sign_that_a_leader_answers(company: Company, no: int, at: Any, meaning: Meaning) -> None:
    stream = f"case:{no}"
    heard = hear(no, meaning, company.sato, at, "もういい！")
    assert not heard.resolved
    assert facts.ANSWER_SIGN in {p.kind for p in heard.owed}
    with pytest.raises(Refusal, match="リーダーにお願い"):
        actions.answer_sign(no, words="伺った", by=company.sato, at=at)
    later = at + timedelta(days=2)
    actions.answer_sign(no, words="まだ気がかりなことがある", next_at=later, by=company.chiba, at=at)
    assert not promises.open_of_kind(stream, facts.ANSWER_SIGN)
    assert [p.due_at for p in promises.open_of_kind(stream, case_facts.NEXT_CONTACT)] == [later]
    assert opened(no, by=company.sato)[2].open


def test_a_case_that_stays_open_after_a_word_still_has_a_next_contact(company: Company, at: Any) -> None:
    no = received(company, at, reported=False)
    hear(no, Meaning.SATISFIED, company.sato, at)
    assert len(promises.open_of_kind(f"case:{no}", case_facts.NEXT_CONTACT)) == 1, "the first report is still owed"
    hear(no, Meaning.RESIGNED, company.sato, at)
    hear(no, Meaning.UNCLEAR, company.sato, at)
    for kind in (case_facts.NEXT_CONTACT, facts.ANSWER_SIGN):
        assert len(promises.open_of_kind(f"case:{no}", kind)) == 1


def test_two_words_ask_for_one_confirmation(company: Company, no: int, at: Any) -> None:
    cases.assess(no, severity=Severity.S, urgency=Urgency.NOW, by=company.sato, at=at)
    hear(no, Meaning.SATISFIED, company.sato, at)
    hear(no, Meaning.SATISFIED, company.sato, at)
    assert len(promises.open_of_kind(f"case:{no}", facts.CONFIRM_WORD)) == 1
    assert actions.confirm_word(no, how="お電話で", by=company.chiba, at=at).resolved


@pytest.mark.rule("T4")
def test_a_case_without_words_ends_only_by_the_representative_and_never_as_resolved(
    company: Company, no: int, at: Any
) -> None:
    with pytest.raises(Refusal, match="願い出られていません"):
        actions.decide_end(no, approve=True, reason="r", by=company.daihyo, at=at)
    for missing in ("tried", "recourse"):
        asked = {"tried": "訪問3回、書面2回", "recourse": "消費生活センター"} | {missing: " "}
        with pytest.raises(Refusal):
            actions.request_end(no, **asked, by=company.sato, at=at)
    actions.request_end(no, tried="訪問3回、書面2回", recourse="消費生活センター", by=company.sato, at=at)
    with pytest.raises(Refusal, match="すでに代表の決裁"):
        actions.request_end(no, tried="t", recourse="r", by=company.sato, at=at)
    for person in (company.sato, company.chiba, company.kato):
        with pytest.raises(Refusal, match="代表にお願い"):
            actions.decide_end(no, approve=True, reason="r", by=person, at=at)
    actions.decide_end(no, approve=True, reason="やむを得ない", by=company.daihyo, at=at)
    assert opened(no, by=company.sato)[2].ending == "closure.company_decided"
    assert {p.outcome for p in promises.promises(f"case:{no}") if p.kind == facts.DECIDE_END} == {"kept"}
    with pytest.raises(Refusal, match="終わっています"):
        hear(no, Meaning.SATISFIED, company.sato, at)
    actions.reopen(no, reason="お電話をいただいた", by=company.sato, at=at)
    assert opened(no, by=company.sato)[2].open


def test_the_representative_may_decline_and_the_case_goes_on(company: Company, no: int, at: Any) -> None:
    actions.request_end(no, tried="t", recourse="r", by=company.sato, at=at)
    actions.decide_end(no, approve=False, reason="もう一度伺いましょう", by=company.daihyo, at=at)
    assert opened(no, by=company.sato)[2].open
    assert not promises.open_of_kind(f"case:{no}", facts.DECIDE_END)
    actions.request_end(no, tried="t2", recourse="r", by=company.sato, at=at)


@pytest.mark.rule("T4")
def test_every_ending_is_counted_apart(company: Company, at: Any) -> None:
    resolved, withdrawn, merged, enquiry, decided = (received(company, at) for _ in range(5))
    hear(resolved, Meaning.SATISFIED, company.sato, at)
    actions.withdraw(withdrawn, words="取り下げます", by=company.sato, at=at)
    actions.merge(merged, into=resolved, by=company.sato, at=at)
    actions.find_no_complaint(enquiry, reason="使い方のお尋ね", by=company.chiba, at=at)
    actions.request_end(decided, tried="t", recourse="r", by=company.sato, at=at)
    actions.decide_end(decided, approve=True, reason="r", by=company.daihyo, at=at)
    counted = Counter(Case.objects.values_list("ending", flat=True))
    assert len(counted) == 5
    assert set(counted.values()) == {1}


@pytest.mark.parametrize("ending", ["withdraw", "merge", "find_no_complaint"])
def test_no_ending_hides_that_the_leader_was_never_told(company: Company, at: Any, ending: str) -> None:
    no, other = received(company, at, reported=False), received(company, at)
    given: dict[str, Any] = {
        "withdraw": {"words": "w"},
        "merge": {"into": other},
        "find_no_complaint": {"reason": "r"},
    }[ending]
    with pytest.raises(Refusal, match="リーダーへの一報"):
        getattr(actions, ending)(no, **given, by=company.chiba, at=at)


def test_a_case_is_not_merged_into_itself_nor_into_a_foreign_one(company: Company, no: int, at: Any) -> None:
    with pytest.raises(Refusal, match="同じ受付番号"):
        actions.merge(no, into=no, by=company.sato, at=at)
    intake = Intake(door=Door.PHONE, words="w", fact="f", danger=Danger.NO)
    foreign = no_of(cases.receive(intake, by=company.mori, at=at)[0].stream)
    for other in (foreign, 99):
        with pytest.raises(Refusal) as unknown:
            actions.merge(no, into=other, by=company.sato, at=at)
        assert unknown.value.status == 404


def test_a_reopened_case_owes_its_aftercare_once_and_needs_a_new_word(company: Company, no: int, at: Any) -> None:
    stream = f"case:{no}"
    hear(no, Meaning.SATISFIED, company.sato, at)
    once = Counter(p.kind for p in promises.open_promises(stream))
    actions.reopen(no, reason="また止まった", by=company.sato, at=at)
    assert promises.open_of_kind(stream, case_facts.NEXT_CONTACT)
    with pytest.raises(Refusal, match="ご納得のお言葉"):
        actions.resolve(no, by=company.sato, at=at)
    assert hear(no, Meaning.SATISFIED, company.sato, at).resolved
    assert Counter(p.kind for p in promises.open_promises(stream)) == once


def test_aftercare_never_holds_a_case() -> None:
    after = {facts.CASE_FILE, facts.COMPLETION_REPORT, facts.EFFECT_CHECK, facts.CONFIRM_ON_THE_SPOT}
    assert {kind for kind in after if PROMISES[kind].blocking} == set()


def test_an_undecided_loss_holds_the_end(company: Company, no: int, at: Any) -> None:
    losses.request(no, amount=1, reason="r", basis="b", by=company.sato, at=at)
    assert not hear(no, Meaning.SATISFIED, company.sato, at).resolved
    with pytest.raises(Refusal, match="損失の決裁"):
        actions.resolve(no, by=company.sato, at=at)
    losses.decide(no, approve=False, reason="r", by=company.daihyo, at=at)
    actions.resolve(no, by=company.sato, at=at)


def test_a_stale_page_cannot_end_a_case(company: Company, at: Any) -> None:
    no = received(company, at, reported=False)
    hear(no, Meaning.SATISFIED, company.sato, at)
    seen = len(history(f"case:{no}"))
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    with pytest.raises(Refusal, match="もう一度お確かめください"):
        actions.resolve(no, expected_version=seen, by=company.sato, at=at)


def test_the_effect_is_checked_after_30_and_90_days(company: Company, no: int, at: Any) -> None:
    with pytest.raises(Refusal, match="予定はありません"):
        actions.check_effect(no, works=True, words="w", asked="順調", by=company.chiba, at=at)
    hear(no, Meaning.SATISFIED, company.sato, at)
    checks = promises.open_of_kind(f"case:{no}", facts.EFFECT_CHECK)
    assert [(p.due_at - at).days for p in checks] == [30, 90]
    actions.check_effect(no, works=True, words="再発なし", asked="順調", by=company.chiba, at=at + timedelta(days=30))
    assert len(promises.open_of_kind(f"case:{no}", facts.EFFECT_CHECK)) == 1
