"""The customer's page: only what a leader released, behind a link that cannot be guessed; two answers, both heard."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from nattoku.cases import actions as cases
from nattoku.cases.actions import Intake
from nattoku.cases.queries import no_of, opened
from nattoku.cases.words import Danger, Door, Severity, Urgency
from nattoku.closure import actions as closure
from nattoku.closure import rules
from nattoku.ledger import queries as promises
from nattoku.ledger.append import history
from nattoku.ledger.models import Answer
from nattoku.lib.refusal import Refusal
from nattoku.notices.models import Notice
from nattoku.people.models import Person
from nattoku.reports import actions as reports
from nattoku.response import links
from nattoku.response.models import Link
from nattoku.standing import pace
from tests.company import Company


@pytest.fixture
def no(company: Company) -> int:
    cache.clear()
    intake = Intake(
        door=Door.PHONE,
        words="椅子が届かない",
        fact="椅子2脚が未着",
        caller="青木 花子",
        danger=Danger.NO,
        concerns="高橋",
        severity=Severity.B,
    )
    return no_of(cases.receive(intake, by=company.sato, at=timezone.now())[0].stream)


@pytest.fixture
def secret(company: Company, no: int) -> str:
    return links.make(no, by=company.sato, at=timezone.now())


def visit() -> Client:
    return Client(enforce_csrf_checks=True)


def read(secret: str) -> str:
    return visit().get(f"/s/{secret}").content.decode()


def say(secret: str, answer: str, words: str = "", key: str = "") -> Any:
    posted = {"answer": answer, f"words-{answer}": words, "key": key or str(uuid4())}
    return visit().post(f"/s/{secret}", posted)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.rule("S002-7")
def test_it_tells_stage_next_contact_and_surname_and_nothing_that_was_not_released(
    company: Company, no: int, secret: str
) -> None:
    html = read(secret)
    assert "次のご連絡" in html
    assert "いまここです" in html
    assert "佐藤</span>" in html
    for private in ("椅子", "青木", "高橋", "佐藤 光"):
        assert private not in html


def test_only_a_leader_releases_what_it_says(company: Company, no: int, secret: str) -> None:
    with pytest.raises(Refusal) as refused:
        links.release(no, known="倉庫にありました", by=company.sato, at=timezone.now())
    assert refused.value.status == 403
    links.release(no, known="倉庫にありました", unknown="遅れた理由", by=company.chiba, at=timezone.now())
    html = read(secret)
    assert "倉庫にありました" in html
    assert "遅れた理由" in html


def test_revoked_expired_and_guessed_links_give_the_same_answer(company: Company, no: int, secret: str) -> None:
    expired = links.make(no, by=company.sato, at=timezone.now() - links.LIVES - timedelta(minutes=1))
    links.revoke(no, trace=links.trace(secret), by=company.sato, at=timezone.now())
    answers = [visit().get(f"/s/{one}") for one in (secret, expired, "guessed", "𠮷" * 40)]
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1
    assert say(secret, "concern", "まだ").content == answers[0].content
    asked = [*answers, say(secret, "concern", "まだ"), say("guessed", "concern", "まだ")]
    assert len({tuple(sorted(a.headers.items())) for a in asked}) == 1, "not by a header either"
    assert not any(a.cookies for a in asked)
    english = {visit().get(f"/s/{one}?lang=en").content for one in (secret, expired, "guessed")}
    assert len(english) == 1


def test_nobody_finds_keeps_or_passes_on_the_page(secret: str) -> None:
    answer = visit().get(f"/s/{secret}")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_the_secret_is_kept_nowhere_and_shown_once(company: Company, no: int) -> None:
    client, key = signed_in(company.sato), str(uuid4())
    first = client.post(f"/cases/{no}/standing", {"act": "make", "key": key}).content.decode()
    secret = first.partition("/s/")[2].partition('"')[0]
    assert len(secret) >= 43
    assert links.case_behind(secret, at=timezone.now()) == no
    again = client.post(f"/cases/{no}/standing", {"act": "make", "key": key}).content.decode()
    assert secret not in again
    assert Link.objects.count() == 1
    assert secret not in repr(list(Answer.objects.values_list("answer", flat=True)))
    assert secret not in repr(history(f"case:{no}"))


def test_somebody_who_opens_pages_again_and_again_is_asked_to_wait_whatever_the_link(secret: str) -> None:
    for _ in range(pace.MOST):
        assert visit().get("/s/guessed").status_code == 404
    assert visit().get("/s/guessed").status_code == visit().get(f"/s/{secret}").status_code == 429


def test_a_concern_is_heard_by_leader_and_contact_and_a_leader_owes_a_call(
    company: Company, no: int, secret: str
) -> None:
    key = str(uuid4())
    assert say(secret, "concern", "理由がまだ分かりません", key).status_code == 303
    assert say(secret, "concern", "理由がまだ分かりません", key).status_code == 303
    told = Notice.objects.filter(kind="closure.concern_raised")
    assert {n.to for n in told} >= {"division:sales", f"person:{company.sato.pk}"}
    assert [p.kind for p in promises.open_of_kind(f"case:{no}", "closure.answer_sign")] == ["closure.answer_sign"]
    assert len([r for r in history(f"case:{no}") if r.kind == "closure.concern_raised"]) == 1
    assert "責任者からご連絡いたします" in read(secret)


def test_a_concern_after_the_word_of_satisfaction_takes_it_back(company: Company, no: int, secret: str) -> None:
    say(secret, "accepted", "ありがとう")
    assert rules.satisfied(history(f"case:{no}"))
    say(secret, "concern", "やはり気になります")
    assert not rules.satisfied(history(f"case:{no}"))


def test_a_concern_opens_an_ended_case_again(company: Company, no: int, secret: str) -> None:
    at = timezone.now()
    reports.tell_leader(no, person=company.chiba.pk, by=company.sato, at=at)
    closure.withdraw(no, words="もう結構です", by=company.sato, at=at)
    assert not opened(no, by=company.sato)[2].open
    assert say(secret, "accepted").status_code == 409
    say(secret, "concern", "やはりお話ししたい")
    assert opened(no, by=company.sato)[2].open


@pytest.mark.rule("S004-2.3.1")
def test_accepting_is_the_customers_word_and_never_ends_the_case_by_itself(
    company: Company, no: int, secret: str
) -> None:
    before = opened(no, by=company.sato)[2].last_told_at
    say(secret, "accepted")
    word = rules.word_of(history(f"case:{no}"))
    assert word is not None
    assert opened(no, by=company.sato)[2].last_told_at == before, "the customer spoke, nobody of us did"
    assert getattr(word.fact, "through", "") == "status_page"
    assert opened(no, by=company.sato)[2].open
    with pytest.raises(Refusal):
        closure.resolve(no, by=company.sato, at=timezone.now())


@pytest.mark.rule("R8-1")
def test_for_severity_a_somebody_of_us_still_confirms_the_word(company: Company, no: int, secret: str) -> None:
    cases.assess(no, severity=Severity.A, urgency=Urgency.NOW, by=company.chiba, at=timezone.now())
    say(secret, "accepted", "これで結構です")
    assert promises.open_of_kind(f"case:{no}", "closure.confirm_word")


def test_the_sheet_names_promises_estimates_and_the_surname_alone(company: Company, no: int) -> None:
    html = signed_in(company.sato).get(f"/cases/{no}/guide").content.decode()
    sheet = html.partition("<article")[2].partition("</article>")[0]
    assert "お申し出の進め方のご案内" in sheet
    assert "途中の状況のご報告" in sheet
    assert "佐藤" in sheet
    assert "佐藤 光" not in sheet
