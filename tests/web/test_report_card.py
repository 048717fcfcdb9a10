"""一報カード: when, whom, what, how; the next person when nobody answers; what the rooms read."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nattoku.cases.models import Case
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.notices.models import Notice
from nattoku.people import actions as people
from nattoku.people.forms import local
from nattoku.people.models import Person
from tests.company import Company


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def case(company: Company) -> Case:
    form = {"key": "k", "words": "椅子が届かない。", "fact": "椅子2脚が届いていない", "caller": "青木", "door": "phone"}
    as_(company.sato).post("/intake", form)
    return Case.objects.get()


def kinds(case: Case) -> list[str]:
    return [r.kind for r in history(case.stream)]


@pytest.mark.rule("S004-4.2", "R8-14")
def test_the_card_says_when_whom_what_and_how_and_what_to_read_back(company: Company, case: Case) -> None:
    page = as_(company.sato).get(f"/cases/{case.no}/report").content.decode()
    assert "青木様、『椅子2脚が届いていない』とのお申し出でお間違いございませんでしょうか。" in page
    assert "までに、佐藤からご連絡いたします。" in page
    for words in ("いま", "千葉リーダーに", "電話で", "「椅子2脚が届いていない」", 'href="tel:', str(case.no)):
        assert words in page
    assert "代田代表" in page


def test_reported_by_phone_settles_the_promise_and_the_card_steps_back(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    told = {"key": "t", "act": "told", "person": "chiba"}
    assert sato.post(f"/cases/{case.no}/report/told", told).url == f"/cases/{case.no}/report"
    assert promises.open_of_kind(case.stream, "cases.report_to_leader") == []
    assert "一報しました" in sato.get(f"/cases/{case.no}/report").content.decode()


@pytest.mark.rule("S004-4.2")
def test_when_the_leader_does_not_answer_the_next_person_stands_on_top(company: Company, case: Case) -> None:
    sato = as_(company.sato)
    sato.post(f"/cases/{case.no}/report/told", {"key": "1", "act": "missed", "person": "chiba"})
    page = sato.get(f"/cases/{case.no}/report").content.decode()
    assert "代田代表に" in page
    assert "千葉リーダーに" not in page
    sato.post(f"/cases/{case.no}/report/told", {"key": "2", "act": "missed", "person": "daihyo"})
    assert "どなたも出られませんでした" in sato.get(f"/cases/{case.no}/report").content.decode()


def test_what_is_promised_because_nobody_answered_is_a_promise(company: Company, case: Case) -> None:
    due = timezone.now() + timedelta(hours=2)
    form = {"key": "p", "act": "promised", "person": "chiba", "promised_at": local(due)}
    as_(company.sato).post(f"/cases/{case.no}/report/told", form)
    (owed,) = promises.open_of_kind(case.stream, "cases.promised")
    assert owed.owed_by == "chiba"


@pytest.mark.rule("S004-1.1.1")
def test_after_the_call_the_first_information_is_already_written_and_goes_to_the_rooms(
    company: Company, case: Case
) -> None:
    sato = as_(company.sato)
    sato.post(f"/cases/{case.no}/report/told", {"key": "t", "act": "told", "person": "chiba"})
    page = sato.get(f"/cases/{case.no}/report").content.decode()
    assert f"受付番号 {case.no}" in page
    assert "青木" not in page[page.index('name="text"') : page.index("</textarea>")]
    form = {"key": "s", "text": "事実：椅子2脚が届いていない", "divisions": ["sales", "logistics"]}
    assert sato.post(f"/cases/{case.no}/report/shared", form).url == f"/cases/{case.no}"
    sent = Notice.objects.filter(kind="reports.shared")
    assert {n.address for n in sent} == {"101", "102"}
    assert {n.channel for n in sent} == {"chatwork"}
    assert kinds(case).index("reports.told_leader") < kinds(case).index("reports.shared")


def test_a_room_with_outsiders_is_marked_and_refused_until_the_representative_approves(
    company: Company, case: Case, at: Any
) -> None:
    people.set_room(division="logistics", channel="chatwork", address="102", outside=True, by="system", at=at)
    sato, daihyo = as_(company.sato), as_(company.daihyo)
    assert "社外の方がいます" in sato.get(f"/cases/{case.no}/report").content.decode()
    form = {"key": "s", "text": "椅子2脚", "divisions": ["logistics"]}
    refused = sato.post(f"/cases/{case.no}/report/shared", form)
    assert refused.status_code == 409
    assert "代表の承認" in refused.content.decode()
    allow = {"key": "a", "division": "logistics", "reason": "運送会社にも確かめるため"}
    assert sato.post(f"/cases/{case.no}/report/outside", allow).status_code == 403
    assert daihyo.post(f"/cases/{case.no}/report/outside", allow).status_code == 303
    assert sato.post(f"/cases/{case.no}/report/shared", form).status_code == 303


def test_what_was_done_is_reported_to_the_divisions(company: Company, case: Case) -> None:
    form = {"key": "r", "act": "action", "text": "代わりの椅子を手配した", "divisions": ["logistics"]}
    assert as_(company.sato).post(f"/cases/{case.no}/reports", form).status_code == 303
    assert Notice.objects.filter(kind="reports.action_reported", address="102").exists()


def test_a_completion_report_before_the_end_is_refused_in_words(company: Company, case: Case) -> None:
    form = {"key": "r", "act": "completed", "text": "終わった", "divisions": ["sales"]}
    answer = as_(company.sato).post(f"/cases/{case.no}/reports", form)
    assert answer.status_code == 409
    assert "まだ終わっていません" in answer.content.decode()


def test_a_leader_acknowledges_the_first_report(company: Company, case: Case) -> None:
    as_(company.sato).post(f"/cases/{case.no}/report/told", {"key": "t", "act": "told", "person": "chiba"})
    chiba = as_(company.chiba)
    assert "読みました" in chiba.get(f"/cases/{case.no}/reports").content.decode()
    chiba.post(f"/cases/{case.no}/reports", {"key": "a", "act": "acknowledged"})
    assert "reports.acknowledged" in kinds(case)


def test_a_foreign_case_answers_like_an_unknown_one(company: Company, case: Case) -> None:
    for path in ("report", "reports"):
        assert as_(company.mori).get(f"/cases/{case.no}/{path}").status_code == 404
        assert as_(company.sato).get(f"/cases/99/{path}").status_code == 404
    answer = as_(company.mori).post(f"/cases/{case.no}/report/told", {"act": "told", "person": "ueno"})
    assert answer.status_code == 404
