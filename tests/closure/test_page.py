"""The page of the end: the button is there from the first day and says what is in the way."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door, Severity
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from tests.company import Company

Browser = Callable[..., Any]
BUTTON = "解決（ご納得）として終える"


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    return no_of(cases.receive(intake, by=company.sato, at=at - timedelta(days=400))[0].stream)


def page(no: int, person: Person, **posted: str) -> tuple[int, str]:
    """The page as this person gets it; with fields, after posting them."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/cases/{no}/closure"
    if not posted:
        got = client.get(path)
        return got.status_code, got.content.decode()
    got = client.post(path, {"key": str(uuid4()), **posted}, follow=True)
    return got.status_code, got.content.decode()


def filled(html: str) -> list[str]:
    return re.findall(r'<button class="button button-next"[^>]*>([^<]*)<', html)


@pytest.mark.rule("S004-2.3.1")
def test_pressed_too_early_the_button_says_what_is_in_the_way_with_a_link_to_each(company: Company, no: int) -> None:
    status, html = page(no, company.sato)
    assert status == 200
    assert BUTTON in html
    status, html = page(no, company.sato, act="resolve")
    assert status == 409
    assert "ご納得のお言葉をいただいたときだけ" in html
    assert re.search(rf'<a href="/cases/{no}/report">リーダーへの一報', html)
    assert re.search(rf'<a href="/cases/{no}/contact-customer">お客様への次のご連絡', html)
    assert opened(no, by=company.sato)[2].open


@pytest.mark.rule("S004-2.3.1", "R8-1")
def test_the_words_are_written_down_and_what_is_owed_still_holds_the_case(company: Company, no: int, at: Any) -> None:
    word = {
        "act": "word",
        "words": "もういいですよ",
        "meaning": "satisfied",
        "said_to": "佐藤",
        "channel": "phone",
        "unasked": "先に仰った",
    }
    status, html = page(no, company.sato, **word)
    assert status == 200
    assert "「もういいですよ」" in html
    assert "リーダーへの一報" in html
    assert opened(no, by=company.sato)[2].open
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    _, html = page(no, company.sato)
    assert filled(html) == [BUTTON]
    status, html = page(no, company.sato, act="resolve")
    assert (status, "解決（ご納得）" in html) == (200, True)
    assert opened(no, by=company.sato)[2].ending == "closure.resolved"


def test_a_word_without_its_meaning_comes_back_with_what_was_typed(company: Company, no: int) -> None:
    status, html = page(no, company.sato, act="word", words="もういい！ 𠮷野 😠", channel="mail", said_to="森")
    assert status == 400
    assert "どのようなお言葉でしたか。" in html
    assert "もういい！ 𠮷野 😠</textarea>" in html
    assert 'value="mail" checked' in html


@pytest.mark.rule("R8-1")
def test_words_of_giving_up_show_the_leader_a_call_to_make(company: Company, no: int, at: Any) -> None:
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    page(no, company.sato, act="word", words="もういい！", meaning="resigned", channel="phone")
    _, html = page(no, company.chiba)
    assert filled(html) == ["お電話で伺った"]
    _, html = page(no, company.sato)
    assert "お電話で伺った" not in html
    assert opened(no, by=company.sato)[2].open


@pytest.mark.rule("R8-1")
def test_for_a_grave_case_somebody_else_confirms_on_the_page(company: Company, no: int, at: Any) -> None:
    cases.assess(no, severity=Severity.A, urgency=next(iter(cases.Urgency)), by=company.sato, at=at)
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    page(
        no, company.sato, act="word", words="もういいですよ", meaning="satisfied", channel="phone", unasked="先に仰った"
    )
    assert page(no, company.sato, act="confirm", how="聞いた")[0] == 403
    _, html = page(no, company.chiba)
    assert filled(html) == ["お言葉を確かめた"]
    assert page(no, company.chiba, act="confirm", how="お電話で伺った")[0] == 200
    assert opened(no, by=company.sato)[2].ending == "closure.resolved"


def test_the_representative_decides_on_an_end_by_company_decision(company: Company, no: int, at: Any) -> None:
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    page(no, company.sato, act="request_end", tried="訪問3回、書面2回", recourse="消費生活センター")
    assert page(no, company.chiba, act="decide", approve="1", reason="r")[0] == 403
    _, html = page(no, company.daihyo)
    assert filled(html) == ["会社判断で終える"]
    assert page(no, company.daihyo, act="decide", approve="1", reason="やむを得ない")[0] == 200
    assert opened(no, by=company.sato)[2].ending == "closure.company_decided"
    _, html = page(no, company.sato, act="reopen", reason="お電話をいただいた")
    assert opened(no, by=company.sato)[2].open


@pytest.mark.parametrize(
    ("posted", "ending"),
    [
        ({"act": "withdraw", "words": "もう結構です、取り下げます"}, "closure.withdrawn"),
        ({"act": "no_complaint", "reason": "使い方のご相談だった"}, "closure.no_complaint"),
    ],
)
def test_other_endings_are_on_the_page(company: Company, no: int, at: Any, posted: dict[str, str], ending: str) -> None:
    assert page(no, company.chiba, **posted)[0] == 409
    reports.tell_leader(no, person="chiba", by=company.sato, at=at)
    assert page(no, company.chiba, **posted)[0] == 200
    assert opened(no, by=company.sato)[2].ending == ending


def test_a_viewer_reads_masked_words_and_has_no_form(company: Company, no: int) -> None:
    page(
        no, company.sato, act="word", words="もういいですよ", meaning="satisfied", channel="phone", unasked="先に仰った"
    )
    status, html = page(no, company.viewer)
    assert status == 200
    assert "もういいですよ" not in html
    assert "青木" not in html
    assert "<textarea" not in html
    assert page(no, company.mori)[0] == 404
    assert (
        page(no, company.viewer, act="word", words="x", meaning="satisfied", channel="phone", unasked="先に仰った")[0]
        == 403
    )


@pytest.mark.parametrize("posted", [{"act": "dance"}, {"act": "merge", "into": "abc"}, {"act": "merge", "into": "9"}])
def test_bad_input_is_refused_in_words(company: Company, no: int, posted: dict[str, str]) -> None:
    status, html = page(no, company.sato, **posted)
    assert status in (400, 404)
    assert 'role="alert"' in html


def test_the_page_speaks_english_too(company: Company, no: int) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.cookies["django_language"] = "en"
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("closure", "losses", "solutions", "explanations"):
        got = client.get(f"/cases/{no}/{path}")
        assert got.status_code == 200
        assert "To the case" in got.content.decode()
