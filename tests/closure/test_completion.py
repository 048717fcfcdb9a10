"""The customer is told what was done before the word is asked for, and thanked after it."""

from typing import Any

import pytest
from django.test import Client

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.rules import facts_of
from nattoku.cases.words import Danger, Door
from nattoku.causes.facts import CountermeasureDecided
from nattoku.closure import completion, facts
from nattoku.closure.completion import Report
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.ledger.facts import Fact, History, Recorded
from nattoku.lib.refusal import Refusal
from nattoku.reports import actions as reports
from nattoku.solutions.facts import CarriedOut
from nattoku.standing.shown import completed
from tests.closure.test_endings import AGAIN, state
from tests.company import NOW, Company
from tests.registry.stored import sample

TOLD = facts.CompletionTold(channel="phone", happened="椅子2脚が未着", done="お届けした")
WORD = {"words": "もういいですよ", "kind": "satisfied", "through": "phone"}


def past(*happened: Fact) -> History:
    return [
        Recorded(id=i, stream="case:1001", seq=i, by="sato", happened_at=NOW, recorded_at=NOW, fact=fact)
        for i, fact in enumerate(happened, start=1)
    ]


@pytest.mark.rule("S003-19")
@pytest.mark.parametrize("before", [(), (TOLD, AGAIN)])
def test_satisfaction_is_recorded_after_the_report_or_with_how_it_was_said_unasked(before: tuple[Fact, ...]) -> None:
    with pytest.raises(Refusal, match="まだお客様にご報告していません") as refused:
        completion.refuse_before(past(*before), unasked=" ")
    assert len(refused.value.unanswered) == 2
    completion.refuse_before(past(*before), unasked="お届けの折に、先に仰った")
    completion.refuse_before(past(*before, TOLD), unasked="")


def test_the_report_tells_no_cause_that_nobody_confirmed() -> None:
    guess = Report(happened="未着", cause="倉庫の手違い", done="お届けした", changed="")
    with pytest.raises(Refusal, match="確かめた原因がまだありません"):
        completion.refuse_guess(guess, [], state(None))
    completion.refuse_guess(guess, past(sample_of("causes.confirmed")), state(None))


def sample_of(kind: str) -> Fact:
    from nattoku.ledger.facts import FACTS

    return sample(FACTS[kind])


@pytest.mark.rule("S003-19")
def test_the_draft_holds_what_was_confirmed_done_and_changed_and_nothing_else() -> None:
    measure = CountermeasureDecided(**vars(sample_of("causes.countermeasure_decided")) | {"what": "一覧を毎朝見る"})
    done = CarriedOut(words="椅子2脚をお届けした")
    draft = completion.draft(past(done, measure), state(None))
    assert draft == Report(happened="f。", cause="", done="11月22日、椅子2脚をお届けした。", changed="一覧を毎朝見る。")


@pytest.fixture
def no(company: Company, at: Any) -> int:
    intake = Intake(door=Door.PHONE, words="椅子が届かない", fact="椅子2脚が未着", danger=Danger.NO, concerns="山田")
    number = no_of(cases.receive(intake, by=company.sato, at=at)[0].stream)
    reports.tell_leader(number, person="chiba", by=company.sato, at=at)
    return number


@pytest.mark.rule("S003-19")
def test_told_then_asked_then_thanked(company: Company, api: Any, no: int) -> None:
    sato, stream = api(company.sato), f"case:{no}"
    early = sato.post(f"/cases/{no}/closure", WORD)
    assert early.status_code == 409
    assert len(early.json()["unanswered"]) == 2
    assert not facts_of(history(stream), "closure.last_word_heard")

    assert sato.get(f"/cases/{no}/closure/report").json() == {
        "happened": "椅子2脚が未着。",
        "cause": "",
        "done": "",
        "changed": "",
        "told": False,
    }
    assert sato.post(f"/cases/{no}/closure/report", {}).status_code == 400, "what was done must be said"
    named = sato.post(f"/cases/{no}/closure/report", {"done": "山田がお届けした"})
    assert "担当者" in named.json()["detail"]
    told = sato.post(f"/cases/{no}/closure/report", {"done": "椅子2脚をお届けした", "channel": "visit"})
    assert told.status_code == 201, told.content
    assert promises.open_of_kind(stream, "cases.next_contact"), "an open case has a next contact"

    assert sato.post(f"/cases/{no}/closure", WORD).json()["resolved"]
    assert [p.to for p in promises.open_of_kind(stream, facts.THANK)] == ["customer"]
    thanks = {"words": "お申し出くださり、ありがとうございました", "channel": "letter"}
    promising = thanks | {"words": "ありがとうございました。明日15時に、お品をお届けいたします。"}
    assert "明日15時" in sato.post(f"/cases/{no}/closure/thanks", promising).json()["detail"], "nobody owes that"
    assert sato.post(f"/cases/{no}/closure/thanks", thanks).status_code == 201
    assert not promises.open_of_kind(stream, facts.THANK)
    assert sato.post(f"/cases/{no}/closure/thanks", thanks).status_code == 409
    assert opened(no, by=company.sato)[2].ending == "closure.resolved"


def test_a_word_that_is_no_satisfaction_is_heard_at_any_time(company: Company, api: Any, no: int) -> None:
    assert api(company.sato).post(f"/cases/{no}/closure", WORD | {"kind": "resigned"}).status_code == 200


def test_the_effect_is_recorded_with_the_customers_answer_or_why_nobody_asked(
    company: Company, api: Any, no: int
) -> None:
    sato, chiba = api(company.sato), api(company.chiba)
    sato.post(f"/cases/{no}/closure", WORD | {"unasked": "お届けの折に、先に仰った"})
    seen = {"works": True, "words": "同じ遅れはない"}
    refused = chiba.post(f"/cases/{no}/closure/effect", seen)
    assert refused.status_code == 409
    assert "お客様に伺ったお言葉" in refused.json()["detail"]
    assert chiba.post(f"/cases/{no}/closure/effect", seen | {"asked": "助かっています"}).status_code == 201
    left = seen | {"not_asked": "ご連絡はもう結構と伺っている"}
    assert chiba.post(f"/cases/{no}/closure/effect", left).status_code == 201


def test_the_page_offers_the_draft_and_keeps_what_was_typed(company: Company, no: int) -> None:
    client = Client()
    client.force_login(company.sato, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(f"/cases/{no}/closure").content.decode()
    assert "椅子2脚が未着。" in html
    guess = {"act": "report", "happened": "未着", "cause": "手違い 𠮷", "done": "お届けした", "channel": "phone"}
    again = client.post(f"/cases/{no}/closure", guess | {"key": "k1"})
    assert again.status_code == 409
    assert "手違い 𠮷" in again.content.decode()
    told = client.post(f"/cases/{no}/closure", guess | {"key": "k2", "cause": ""})
    assert told.status_code == 303
    assert "もう一度ご報告する" in client.get(f"/cases/{no}/closure").content.decode()


def test_on_the_customers_own_page_only_a_leader_lets_the_report_out(company: Company, api: Any, no: int) -> None:
    told = {"done": "椅子2脚をお届けした", "channel": "status_page"}
    assert api(company.sato).post(f"/cases/{no}/closure/report", told).status_code == 403
    assert completed(history(f"case:{no}")) is None
    assert api(company.chiba).post(f"/cases/{no}/closure/report", told).status_code == 201
    shown = completed(history(f"case:{no}"))
    assert shown is not None
    assert shown.done == "椅子2脚をお届けした"
    assert api(company.chiba).post(f"/cases/{no}/closure/report", told | {"channel": "phone"}).status_code == 201
    assert completed(history(f"case:{no}")) is None, "told anew by phone, it no longer stands on the page"
