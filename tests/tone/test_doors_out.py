"""Every text that goes out is held by the same rules, whichever door it takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from nattoku.cases import contacting
from nattoku.cases.actions import Intake, receive
from nattoku.cases.queries import no_of, opened
from nattoku.cases.rules import facts_of
from nattoku.cases.words import Danger, Door
from nattoku.causes.facts import InvestigationConcluded
from nattoku.closure import completing
from nattoku.closure.completion import Report
from nattoku.ledger.append import append
from nattoku.lib.refusal import Refusal
from nattoku.reports import actions as reports
from nattoku.solutions import actions as solutions
from nattoku.solutions.facts import Question
from nattoku.tone import actions as tone
from nattoku.tone import asking
from nattoku.tone.asking import Asked
from nattoku.words.tone import Mode
from tests.company import Company

HARSH = "お客様の勘違いではないでしょうか。"
FOUND = "勘違い"
CHECKED = [solutions.LegalAnswer(question=q, answer="当たらない", applies=False) for q in Question]


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", caller="青木 花子", danger=Danger.NO)
    no = no_of(receive(intake, by=company.sato, at=at - timedelta(days=2))[0].stream)
    solutions.check_law(no, answers=CHECKED, by=company.sato, at=at - timedelta(days=1))
    append(f"case:{no}", InvestigationConcluded(words="確かめた"), by="sato", at=at - timedelta(days=1))
    return no


def present(no: int, company: Company, at: Any, what: str, channel: str = "phone") -> None:
    solutions.present(no, what=what, grounds="契約書", channel=channel, words=HARSH, by=company.sato, at=at)


@pytest.mark.rule("S004-5.9")
def test_a_solution_that_blames_the_customer_is_not_presented_and_nothing_is_written(
    no: int, company: Company, at: Any
) -> None:
    with pytest.raises(Refusal, match=FOUND) as refused:
        present(no, company, at, HARSH)
    assert refused.value.status == 409
    with pytest.raises(Refusal, match=FOUND):
        present(no, company, at, "椅子をお持ちする", channel="mail")  # written words can still be mended
    assert not facts_of(opened(no, by=company.sato)[1], "solutions.presented")
    present(no, company, at, "椅子をお持ちする")  # what was said aloud is written down as it was
    assert facts_of(opened(no, by=company.sato)[1], "solutions.presented")


def test_what_a_door_asks_more_exactly_is_not_asked_twice(no: int, company: Company) -> None:
    with pytest.raises(Refusal) as refused:
        present(no, company, opened(no, by=company.sato)[1][-1].recorded_at, "代金を返金いたします。")
    assert "代表の承認した損失がありません" in refused.value.sentence.ja
    assert "言い換え" not in refused.value.sentence.ja
    assert {hit.rule for hit in asking.of(Asked("solutions.presented", "返金いたします。", Mode.EXPLAIN))} & {
        "L5"
    } == set()


def test_the_completion_report_and_the_thanks_are_held_too(no: int, company: Company, at: Any) -> None:
    told: dict[str, Any] = {"channel": "phone", "by": company.sato, "at": at}
    with pytest.raises(Refusal, match=FOUND):
        completing.tell(no, Report(happened="椅子2脚が未着", cause="", done=HARSH, changed=""), **told)
    with pytest.raises(Refusal, match="リーダー"):
        tone.dismiss(
            no, about="closure.completion_told", rule="C1", words=FOUND, reason="お言葉です", by=company.sato, at=at
        )
    tone.dismiss(
        no, about="closure.completion_told", rule="C1", words=FOUND, reason="お言葉です", by=company.chiba, at=at
    )
    completing.tell(no, Report(happened="椅子2脚が未着", cause="", done=HARSH, changed=""), **told)


@pytest.mark.rule("S001-22")
def test_what_goes_to_the_divisions_judges_nobody(no: int, company: Company, at: Any) -> None:
    harsh = "いつものクレーマーから。椅子2脚が未着。"
    with pytest.raises(Refusal, match="クレーマー"):
        reports.share(no, text=harsh, by=company.sato, at=at)
    with pytest.raises(Refusal, match="クレーマー"):
        reports.report_action(no, text=harsh, by=company.sato, at=at)
    reports.share(no, text="椅子2脚が未着。11時にお電話を受けた。", by=company.sato, at=at)


def test_a_report_waits_for_no_leader_to_dismiss_a_remark(no: int, company: Company, at: Any) -> None:
    text = "お客様が「しつこい勧誘」と話された。モンスターの絵の付いた椅子。"
    with pytest.raises(Refusal, match="モンスター"):
        reports.report_action(no, text=text, by=company.sato, at=at)
    about = "reports.action_reported"
    tone.dismiss(no, about=about, rule="Z1", words="モンスター", reason="絵の名前です", by=company.sato, at=at)
    reports.report_action(no, text=text, by=company.sato, at=at)


def test_every_door_answers_with_the_same_remark(no: int, company: Company, api: Callable[..., Any]) -> None:
    body = {"what": HARSH, "grounds": "契約書", "channel": "mail"}
    answer = api(company.sato).post(f"/cases/{no}/solutions/presentation", body)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(f"/cases/{no}/solutions", {"key": str(uuid4()), "act": "present", **body})
    assert (answer.status_code, page.status_code) == (409, 409)
    assert FOUND in answer.content.decode()
    html = page.content.decode()
    assert 'data-tone-about="solutions.presented"' in html
    assert 'href="/tone/rules#C1"' in html


def test_a_written_contact_and_an_answer_to_an_item_are_held_and_what_was_said_aloud_is_not(
    no: int, company: Company, at: Any
) -> None:
    who: dict[str, Any] = {"by": company.sato, "at": at}
    with pytest.raises(Refusal, match=FOUND):
        contacting.contact(no, channel="mail", words=HARSH, next_at=None, **who)
    with pytest.raises(Refusal, match=FOUND):
        contacting.answer_item(no, item=1, words=HARSH, channel="letter", **who)
    contacting.answer_item(no, item=1, words=HARSH, channel="phone", **who)
    tone.dismiss(
        no, about="cases.contacted", rule="C1", words=FOUND, reason="お言葉の引用です", by=company.chiba, at=at
    )
    contacting.contact(no, channel="mail", words=HARSH, next_at=None, **who)


@pytest.mark.rule("T15", "S001-22")
def test_a_note_is_written_as_if_the_customer_were_to_read_it(
    no: int, company: Company, at: Any, api: Callable[..., Any]
) -> None:
    harsh = "いつものクレーマー。何を言っても無駄。"
    before = len(opened(no, by=company.sato)[1])
    refused = api(company.sato).post(f"/cases/{no}/facts", {"words": harsh})
    assert (refused.status_code, "クレーマー" in refused.json()["detail"]) == (409, True)
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"form": "0", "key": "k", "words": harsh}
    page = client.post(f"/cases/{no}/note", typed)
    html = page.content.decode()
    assert (page.status_code, harsh in html, 'data-tone-mode="internal"' in html) == (409, True, True)
    assert len(opened(no, by=company.sato)[1]) == before
    why = {"tone-rule": "Z1", "tone-words": "クレーマー", "tone-reason": "社名の一部です"}
    assert client.post(f"/cases/{no}/note", typed | why | {"key": "k2"}).status_code == 303
    assert api(company.sato).post(f"/cases/{no}/facts", {"words": "お申し出は4回目（11月3日ほか）"}).status_code == 201
