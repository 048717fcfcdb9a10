"""次にすること: the one next thing, without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nattoku.board.next import Next, next_thing
from nattoku.cases import facts as cases
from nattoku.cases.rules import case_of
from nattoku.cases.words import Door, Kind, Severity, Stage, Urgency
from nattoku.causes.facts import CauseConfirmed, InvestigationConcluded
from nattoku.closure import facts as closure
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.ledger.models import Promise
from nattoku.reports import facts as reports
from nattoku.solutions import facts as solutions

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
RECEIVED = cases.CaseReceived(
    door=Door.PHONE,
    division="sales",
    kind_of=Kind.DELIVERY,
    about=[],
    words="椅子が届かない",
    fact="椅子が届いていない",
)
TOLD = reports.LeaderTold(person="chiba", means=reports.Means.PHONE, said="椅子が届いていない")
ASSESSED = cases.Assessed(severity=Severity.B, urgency=Urgency.TODAY)
CONFIRMED = cases.ContentConfirmed(words="椅子2脚のお届けについて")


def blank(kind: type[Fact], **known: Any) -> Fact:
    """A fact of this kind where only the kind matters."""
    made = object.__new__(kind)
    for name in kind.__dataclass_fields__:  # type: ignore[attr-defined]
        object.__setattr__(made, name, known.get(name, ""))
    return made


def history(*happened: Fact) -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by="sato", happened_at=AT, recorded_at=AT, fact=f)
        for i, f in enumerate((RECEIVED, *happened), start=1)
    ]


def owed(kind: str, hours: float, to: str = "customer", blocking: bool = True) -> Promise:
    due = AT + timedelta(hours=hours)
    return Promise(id="case:1001:1:0", stream="case:1001", kind=kind, to=to, due_at=due, blocking=blocking)


def after(*happened: Fact, promises: tuple[Promise, ...] = ()) -> Next:
    past = history(*happened)
    return next_thing(case_of(past), past, promises, AT)


CONTACT = owed("cases.next_contact", 30)
REPORT = owed("cases.report_to_leader", 0.2, to="role:leader")
SHARE = owed("cases.share_first_information", 0.5, to="division:sales", blocking=False)


def test_a_new_complaint_is_first_reported_to_the_leader() -> None:
    assert after(promises=(CONTACT, SHARE, REPORT)).url == "/cases/1001/report"
    assert after(promises=(CONTACT, SHARE, REPORT)).title.ja.startswith("リーダーへの一報")


def test_what_is_late_comes_before_everything_else() -> None:
    late = owed("cases.next_contact", -1)
    found = after(promises=(REPORT, late))
    assert found.late
    assert found.url == "/cases/1001/contact-customer"
    assert "お待たせ" in found.why.ja


def test_once_told_the_divisions_are_told() -> None:
    assert after(TOLD, promises=(SHARE, CONTACT)).title.ja == "関係部門への第1次情報"


def test_then_it_is_assessed_and_read_back() -> None:
    assert after(TOLD, promises=(CONTACT,)).url == "/cases/1001/assess"
    assert after(TOLD, ASSESSED, promises=(CONTACT,)).url == "/cases/1001/content"


def test_a_contact_due_today_comes_before_the_explanation_and_the_drill() -> None:
    today = owed("cases.next_contact", 3)
    assert after(TOLD, ASSESSED, CONFIRMED, promises=(today,)).url == "/cases/1001/contact-customer"
    assert after(TOLD, ASSESSED, CONFIRMED, promises=(CONTACT,)).url == "/cases/1001/explanations"


def test_the_handling_is_explained_before_the_process_is_followed() -> None:
    from nattoku.response.facts import HandlingExplained

    explained = blank(HandlingExplained)
    assert after(TOLD, ASSESSED, CONFIRMED, explained, promises=(CONTACT,)).title.ja.startswith("工程を")


@pytest.mark.rule("S002-8b")
def test_a_cause_is_told_as_soon_as_it_is_confirmed_before_the_search_for_others_is_concluded() -> None:
    from nattoku.response.facts import CauseExplained, HandlingExplained

    looking = (TOLD, ASSESSED, CONFIRMED, blank(HandlingExplained), blank(CauseConfirmed))
    assert after(*looking, promises=(CONTACT,)).title.ja == "原因をお客様にお伝えする"
    told = (*looking, blank(CauseExplained, causes=[6]))
    assert after(*told, promises=(CONTACT,)).title.ja == "原因の調査をまとめる"
    another = (*told, blank(CauseConfirmed))
    assert after(*another, promises=(CONTACT,)).title.ja == "原因をお客様にお伝えする"


def test_a_confirmed_cause_is_told_before_solutions_are_weighed_and_a_loss_waits_for_the_representative() -> None:
    from nattoku.response.facts import CauseExplained, HandlingExplained

    begun = (TOLD, ASSESSED, CONFIRMED, blank(HandlingExplained), blank(CauseConfirmed), blank(InvestigationConcluded))
    assert after(*begun, promises=(CONTACT,)).title.ja == "原因をお客様にお伝えする"
    told = (*begun, blank(CauseExplained, causes=[6]))
    assert after(*told, promises=(CONTACT,)).title.ja == "法的責任と解決案を検討する"
    loss = owed("losses.decide", 20, to="role:representative")
    assert after(*told, promises=(CONTACT, loss)).url == "/cases/1001/losses"
    weighed = (*told, blank(solutions.OptionWeighed))
    assert after(*weighed, promises=(CONTACT,)).title.ja == "解決案を根拠とともにお示しする"


def test_after_the_solution_comes_its_answer_then_the_customers_word() -> None:
    from nattoku.response.facts import HandlingExplained

    shown = (TOLD, ASSESSED, CONFIRMED, blank(HandlingExplained), blank(solutions.Presented))
    assert after(*shown, promises=(CONTACT,)).title.ja == "解決案へのお返事を伺う"
    refused = (*shown, blank(solutions.Answered, accepted=False))
    assert after(*refused, promises=(CONTACT,)).title.ja == "解決案を改めて検討する"
    accepted = (*shown, blank(solutions.Answered, accepted=True))
    carry = owed("solutions.carry_out", 60)
    assert after(*accepted, promises=(CONTACT, carry)).url == "/cases/1001/solutions"
    assert after(*accepted, promises=(CONTACT,)).title.ja == "対応が済んだことをお客様にご報告する"
    reported = (*accepted, blank(closure.CompletionTold))
    assert after(*reported, promises=(CONTACT,)).title.ja == "お客様のお言葉を伺う"


@pytest.mark.parametrize(
    ("kind", "words"),
    [("closure.answer_sign", "リーダーがお電話"), ("closure.confirm_word", "別の一人"), ("closure.decide_end", "代表")],
)
def test_a_word_that_was_heard_is_followed_up_at_any_stage(kind: str, words: str) -> None:
    heard = closure.LastWordHeard(meaning=closure.Meaning.RESIGNED, through="phone", said_to="佐藤", words="もういい")
    found = after(TOLD, heard, promises=(CONTACT, owed(kind, 20)))
    assert found.url == "/cases/1001/closure"
    assert words in found.why.ja


def test_a_satisfied_word_leaves_only_what_is_owed_and_then_the_end() -> None:
    heard = closure.LastWordHeard(
        meaning=closure.Meaning.SATISFIED, through="phone", said_to="佐藤", words="ありがとう"
    )
    letter = owed("visits.letter", 20)
    assert after(TOLD, heard, promises=(letter,)).url == "/cases/1001/letters"
    assert after(TOLD, heard).title.ja == "解決（ご納得）として終える"


def test_after_the_end_come_the_thanks_the_completion_report_the_case_file_and_the_effect_checks() -> None:
    ended = (TOLD, closure.Resolved())
    care = (
        owed("closure.effect_check", 700, "company", False),
        owed("closure.case_file", 100, "company", False),
        owed("closure.completion_report", 20, "company", False),
        owed("closure.thank", 300, "customer", False),
    )
    assert after(*ended, promises=care).url == "/cases/1001/closure"
    assert after(*ended, promises=care[:3]).url == "/cases/1001/reports"
    assert after(*ended, promises=care[:2]).url == "/cases/1001/file"
    assert after(*ended, promises=care[:1]).url == "/cases/1001/closure"
    assert after(*ended).title.ja == "することはありません"


def test_a_reopened_case_is_read_back_again() -> None:
    again = (TOLD, ASSESSED, closure.Resolved(), closure.Reopened(reason="またお電話"))
    found = after(*again, promises=(CONTACT,))
    assert found.url == "/cases/1001/content"


def test_something_is_always_next_in_both_languages() -> None:
    for stage in Stage:
        past = history(TOLD, ASSESSED)
        state = case_of(past)
        state.stage = stage
        found = next_thing(state, past, [], AT)
        assert found.title.ja
        assert found.title.en
        assert found.url.startswith("/cases/1001")
