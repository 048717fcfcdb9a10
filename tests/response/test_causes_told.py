"""Why it happened: told early, from confirmed causes alone, by whatever door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from nattoku.cases import actions as cases
from nattoku.cases import contacting, queries
from nattoku.cases import facts as case_facts
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of
from nattoku.cases.words import Danger, Door
from nattoku.closure import completing, completion
from nattoku.deadlines import queries as deadlines
from nattoku.ledger import queries as promises
from nattoku.ledger.append import append, history
from nattoku.letters import actions as letters
from nattoku.letters.words import LetterKind
from nattoku.lib.clock import TOKYO
from nattoku.lib.refusal import Refusal
from nattoku.response import actions, links, rules
from nattoku.solutions import actions as solutions
from tests.company import Company
from tests.conftest import Api
from tests.response.test_explanations import LATE, SLOW, confirmed, supposed


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    made = no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    append(f"case:{made}", supposed(SLOW), confirmed(LATE), by="sato", at=at)
    return made


def handling(no: int, words: str, company: Company, at: Any) -> None:
    actions.explain_handling(no, words=words, channel="phone", by=company.sato, at=at)


def cause(no: int, words: str, company: Company, at: Any) -> None:
    actions.explain_cause(no, causes=[LATE], words=words, channel="phone", by=company.sato, at=at)


def interim(no: int, words: str, company: Company, at: Any) -> None:
    actions.report_interim(
        no, known=words, unknown="そのほか", next="記録を調べる", channel="phone", by=company.sato, at=at
    )


def page(no: int, words: str, company: Company, at: Any) -> None:
    links.release(no, known=words, by=company.chiba, at=at)


def letter(no: int, words: str, company: Company, at: Any) -> None:
    due = promises.open_of_kind(f"case:{no}", case_facts.NEXT_CONTACT)[0].due_at.astimezone(TOKYO)
    text = (
        f"青木 花子様\n\nこのたびは椅子をお届けできず、お詫び申し上げます。{words}\n\n"
        f"{due.month}月{due.day}日に改めてご連絡いたします。お知らせくださり、ありがとうございました。"
    )
    number = letters.draft(no, kind=LetterKind.ACCOUNT, text=text, by=company.sato, at=at)
    letters.approve(no, letter=number, as_customer="納得します", by=company.chiba, at=at)


def completed(no: int, words: str, company: Company, at: Any) -> None:
    report = completion.Report(happened="椅子2脚が届かなかった", cause=words, done="お届けした", changed="手順を改めた")
    completing.tell(no, report, channel="phone", by=company.sato, at=at)


def answer(no: int, words: str, company: Company, at: Any) -> None:
    cases.answer_item(no, item=1, words=words, by=company.sato, at=at)


def solution(no: int, words: str, company: Company, at: Any) -> None:
    given = {"grounds": "契約書第8条", "channel": "phone"}
    solutions.present(no, what="代わりの椅子をお届けする", words=words, **given, by=company.sato, at=at)


def written(no: int, words: str, company: Company, at: Any) -> None:
    contacting.contact(no, channel="mail", words=words, next_at=None, by=company.sato, at=at)


Door_ = Callable[[int, str, Company, Any], None]


@pytest.mark.rule("S002-8a", "S002-8")
@pytest.mark.parametrize("door", [handling, cause, interim, page, letter, completed, answer, solution, written])
def test_no_door_lets_a_supposed_cause_out(company: Company, no: int, at: Any, door: Door_) -> None:
    with pytest.raises(Refusal) as refused:
        door(no, f"原因は{SLOW}でした。", company, at)
    assert refused.value.status == 409
    said = refused.value.sentence.ja
    assert "確かめられていない原因" in said or "仮説のままの原因" in said


@pytest.mark.parametrize("door", [cause, interim, page, letter, completed, answer, written])
def test_every_door_lets_the_confirmed_cause_out(company: Company, no: int, at: Any, door: Door_) -> None:
    door(no, f"{LATE}ためでした。", company, at)


@pytest.mark.rule("S002-8b")
def test_it_is_seen_how_early_the_customer_heard_the_cause_and_how_long_one_waits(
    company: Company, no: int, at: Any
) -> None:
    later = at + timedelta(hours=3)
    before = rules.earliness(history(f"case:{no}"), at=later)
    assert (before.since_received, before.waiting) == (None, timedelta(hours=3))
    actions.explain_cause(no, causes=[LATE], channel="phone", by=company.sato, at=later)
    after = rules.earliness(history(f"case:{no}"), at=later + timedelta(days=1))
    assert (after.since_received, after.since_confirmed, after.waiting) == (
        timedelta(hours=3),
        timedelta(hours=3),
        None,
    )
    told = Api(company, company.sato).get(f"/cases/{no}/explanations").json()["cause_told"]
    assert told == {"since_received": 3 * 3600, "since_confirmed": 3 * 3600, "waiting": None}


@pytest.mark.rule("S002-8b")
def test_a_cause_that_is_not_told_in_time_is_on_the_list_of_what_is_late_until_we_say_how_far_we_are(
    company: Company, no: int, at: Any
) -> None:
    def late(moment: Any) -> bool:
        case, past, _ = queries.opened(no, by=company.sato)
        return any(line.key == "deadlines.cause" and line.late for line in deadlines.of_case(case, past, at=moment))

    week = at + timedelta(days=10)
    assert not late(at)
    assert late(week), "five business days of ours have passed"
    given = {"known": "倉庫を出ていない", "unknown": "理由", "next": "記録を調べる", "channel": "phone"}
    actions.report_interim(no, **given, by=company.sato, at=week)
    assert not late(week + timedelta(days=1))
    assert late(week + timedelta(days=10)), "the interim report does not last for ever"
    actions.explain_cause(no, causes=[LATE], channel="phone", by=company.sato, at=week)
    assert not late(week + timedelta(days=30))


def test_what_was_said_on_the_telephone_is_written_down_as_it_was(company: Company, no: int, at: Any) -> None:
    said = f"{SLOW}かもしれないと申し上げてしまった"
    contacting.contact(no, channel="phone", words=said, next_at=None, by=company.sato, at=at)
    assert getattr(history(f"case:{no}")[-1].fact, "words", "") == said
